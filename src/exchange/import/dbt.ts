/** dbt → a contract: `target/manifest.json`, or one file of schema YAML. */
import { fault } from '../../model/fault.js';
import type { JsonObject } from '../../model/json.js';
import { assemble } from '../draft/assemble.js';
import { listOf, textOf } from '../draft/json-read.js';
import { readSource } from '../draft/read-source.js';
import type { Importer, NotCarried } from '../imported.js';
import { isManifest, readManifest } from './dbt/manifest.js';
import { isProperties, readProperties } from './dbt/properties.js';
import type { DbtProject, DbtResource } from './dbt/project.js';
import { resourceDataset } from './dbt/resource-dataset.js';

/** A dataset for each model, seed, snapshot and table of a source; tests, constraints and freshness as rules; lineage from a manifest. */
export const importDbt: Importer = (source, options) => {
  const read = readSource(source, 'a dbt manifest or schema YAML');
  if (!read.ok) return read;
  const { value } = read.value;
  if (isManifest(value)) {
    const project = readManifest(value, source.name);
    return project.ok ? { ok: true, value: contractOf(project.value, options) } : project;
  }
  if (isProperties(value)) {
    const name = source.name.replace(/\.(ya?ml|json)$/i, '');
    return { ok: true, value: contractOf(readProperties(value, name), options) };
  }
  const message = `${source.name} is neither a dbt manifest nor schema YAML: it has no \`nodes\`, \`models\`, \`sources\`, \`seeds\` or \`snapshots\`.`;
  const hint = 'Run `dbt parse` and import target/manifest.json.';
  return {
    ok: false,
    faults: [fault('wrong-format', message, { file: source.name, line: 1, column: 1, path: '' }, hint)],
  };
};

function contractOf(project: DbtProject, options: Parameters<Importer>[1]) {
  const read = project.resources.map((resource) => resourceDataset(resource, project.datasetOf));
  const members = membersOf(project);
  const head = {
    id: project.name,
    keys: { name: project.name, ...(members.length === 0 ? {} : { team: { members } }) },
    slaProperties: project.resources.flatMap(endOfSupport),
    notCarried: [connection(project), ...project.notCarried, ...read.flatMap(({ notCarried }) => notCarried)],
  };
  return assemble(
    read.map(({ dataset }) => dataset),
    head,
    options,
  );
}

/** The owners of groups that a resource belongs to. */
function membersOf({ groups, resources }: DbtProject): readonly JsonObject[] {
  const used = new Set(resources.map(({ group }) => group));
  const owners = groups
    .filter(({ name }) => used.has(name))
    .flatMap(({ name, owner }) => {
      const [email = null] = listOf(owner['email']);
      const username = textOf(email ?? undefined) ?? textOf(owner['name']);
      const person = textOf(owner['name']);
      return username === null
        ? []
        : [
            {
              username,
              ...(person === null ? {} : { name: person }),
              role: 'owner',
              description: `Owner of the dbt group ${name}.`,
            },
          ];
    });
  return owners.filter(({ username }, i) => owners.findIndex((other) => other.username === username) === i);
}

/** The day from which a version of a model is no longer looked after. */
function endOfSupport({ deprecationDate, dataset }: DbtResource): readonly JsonObject[] {
  if (deprecationDate === null) return [];
  const element = /^\w+$/.test(dataset) ? { element: dataset } : { description: `Of ${dataset}.` };
  return [{ property: 'endOfSupport', value: deprecationDate, ...element }];
}

function connection({ name, places }: DbtProject): NotCarried {
  const known = places.filter((place) => place !== '');
  const where = known.length === 0 ? '' : ` The relations lie in ${known.join(', ')}.`;
  const split = known.length > 1 ? ' A server has one schema: make a contract of each.' : '';
  const reason = `dbt keeps connections in profiles.yml: add a server to the contract (\`servers\`).${where}${split}`;
  return { where: name, what: 'where the data lies', reason };
}
