/** What the documentation of a project says, whatever its format: datasets with columns, rules and promises, in words. */
import type { Check, Suite } from '../../model/check.js';
import type {
  Contract,
  Dataset,
  Owner,
  Property,
  Server,
  Sla,
  SupportChannel,
} from '../../model/contract.js';
import type { Json } from '../../model/json.js';
import { limitText } from '../../suite/limit.js';
import type { ExportInput } from '../exported.js';
import { fileName } from '../file-name.js';
import { constraintWords, kindWords } from './documentation-words.js';

export interface DatasetDoc {
  readonly key: string;
  /** Letters, digits and `-`; unique. */
  readonly anchor: string;
  readonly layer: string | null;
  readonly physicalName: string;
  readonly description: string | null;
  readonly columns: readonly ColumnDoc[];
  readonly rules: readonly RuleDoc[];
  readonly promises: readonly string[];
  /** Clauses that nothing executes, and why. */
  readonly notExecuted: readonly string[];
  readonly upstream: readonly string[];
  readonly downstream: readonly string[];
  readonly tags: readonly string[];
}

export interface ColumnDoc {
  readonly path: string;
  /** 0: of the dataset itself. */
  readonly depth: number;
  readonly type: string;
  readonly required: boolean;
  /** `primary key 2`, `unique`, `partition 1`. */
  readonly keys: readonly string[];
  readonly references: readonly { readonly dataset: string; readonly columns: readonly string[] }[];
  readonly constraints: readonly string[];
  readonly classification: string | null;
  readonly title: string | null;
  readonly description: string | null;
}

export interface RuleDoc {
  readonly id: string;
  readonly column: string | null;
  readonly text: string;
  readonly limit: string;
  readonly severity: 'warn' | 'fail';
  readonly dimension: string;
}

export interface ContractDoc {
  readonly id: string;
  readonly name: string | null;
  readonly anchor: string;
  readonly version: string;
  readonly status: string;
  readonly domain: string | null;
  readonly about: readonly (readonly [heading: string, text: string])[];
  readonly owners: readonly string[];
  readonly support: readonly string[];
  readonly servers: readonly ServerDoc[];
  readonly datasets: readonly DatasetDoc[];
}

export interface ServerDoc {
  readonly name: string;
  readonly type: string;
  readonly environment: string | null;
  readonly settings: readonly (readonly [key: string, value: string])[];
}

/** By id of the contract; datasets in their own order. */
export function documentationOf({ contracts, suites }: ExportInput): readonly ContractDoc[] {
  const anchors = new Set<string>();
  const downstream = downstreamOf(contracts);
  const bySuite = new Map(suites.map((suite) => [suite.dataset, suite]));
  return [...contracts]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((contract) => ({
      id: contract.id,
      name: contract.name,
      anchor: `contract-${fileName(contract.id, anchors)}`,
      version: contract.version,
      status: contract.status,
      domain: contract.domain,
      about: about(contract),
      owners: contract.owners.map(ownerText),
      support: contract.support.map(supportText),
      servers: contract.servers.map(serverDoc),
      datasets: contract.datasets.map((dataset) =>
        datasetDoc(dataset, bySuite.get(dataset.key), downstream.get(dataset.key) ?? [], anchors),
      ),
    }));
}

function downstreamOf(contracts: readonly Contract[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { key, upstream } of contracts.flatMap(({ datasets }) => datasets))
    for (const source of upstream) found.set(source, [...(found.get(source) ?? []), key].sort());
  return found;
}

function about({ description }: Contract): readonly (readonly [string, string])[] {
  const entries = [
    ['Purpose', description?.purpose],
    ['Usage', description?.usage],
    ['Limitations', description?.limitations],
  ] as const;
  return entries.flatMap(([heading, text]) =>
    text === null || text === undefined || text.trim() === '' ? [] : [[heading, text] as const],
  );
}

function ownerText({ username, name, role }: Owner): string {
  const who = name === null || name === username ? username : `${name} (${username})`;
  return role === null ? who : `${who}, ${role}`;
}

function supportText({ channel, tool, url, scope }: SupportChannel): string {
  const notes = [tool, scope].filter((part) => part !== null);
  return [channel, notes.length === 0 ? '' : `(${notes.join(', ')})`, url === null ? '' : withoutSecrets(url)]
    .filter((part) => part !== '')
    .join(' ');
}

/** Where data lies; whatever could be a credential is none of these. */
const SHOWN_SETTINGS = ['path', 'location', 'format', 'host', 'port', 'database', 'catalog', 'schema', 'project', 'dataset', 'topic', 'region', 'delimiter']; // prettier-ignore

function serverDoc({ name, type, environment, settings }: Server): ServerDoc {
  const shown = SHOWN_SETTINGS.flatMap((key): (readonly [string, string])[] => {
    const value: Json | undefined = Object.hasOwn(settings, key) ? settings[key] : undefined;
    return typeof value === 'string' || typeof value === 'number'
      ? [[key, withoutSecrets(String(value))]]
      : [];
  });
  return { name, type, environment, settings: shown };
}

/** An address without what may stand before `@` or behind `?`. */
const withoutSecrets = (text: string): string =>
  text.replace(/\/\/[^/\s]*@/g, '//').replace(/(:\/\/[^?#]*)[?#].*$/s, '$1');

function datasetDoc(
  dataset: Dataset,
  suite: Suite | undefined,
  downstream: readonly string[],
  anchors: Set<string>,
): DatasetDoc {
  const checks = suite?.checks ?? [];
  return {
    key: dataset.key,
    anchor: fileName(dataset.key, anchors),
    layer: dataset.layer,
    physicalName: dataset.physicalName,
    description: dataset.description,
    columns: dataset.properties.flatMap((property) => columnDocs(property, 0, checks, dataset)),
    rules: checks.filter(isRule).map(ruleDoc),
    promises: dataset.slas.map(promise),
    notExecuted: (suite?.coverage ?? []).flatMap(({ text, notExecuted }) =>
      notExecuted === null ? [] : [`${text}: ${notExecuted}`],
    ),
    upstream: dataset.upstream,
    downstream,
    tags: dataset.tags,
  };
}

/** Clauses of columns are told with their column. */
const isRule = ({ clause, column }: Check): boolean =>
  /\/(quality|slaProperties)\//.test(clause.path) || column === null;

function columnDocs(
  property: Property,
  depth: number,
  checks: readonly Check[],
  dataset: Dataset,
): readonly ColumnDoc[] {
  const steps = JSON.stringify(property.steps);
  const own = checks.filter((check) => check.steps !== null && JSON.stringify(check.steps) === steps);
  const references = [...property.relationships, ...(depth === 0 ? dataset.relationships : [])].filter(
    ({ from, target }) => target !== null && from.includes(property.path),
  );
  const type = [property.logicalType, property.physicalType].filter((part) => part !== null).join(' · ');
  const doc: ColumnDoc = {
    path: property.path,
    depth,
    type: type === '' ? 'any' : type,
    required: property.required || property.primaryKey !== null,
    keys: [
      ...(property.primaryKey === null ? [] : [`primary key ${String(property.primaryKey)}`]),
      ...(property.unique ? ['unique'] : []),
      ...(property.partition === null ? [] : [`partition ${String(property.partition)}`]),
    ],
    references: references.flatMap(({ target }) => target ?? []),
    constraints: own.filter((check) => !isRule(check)).flatMap(constraintWords),
    classification: property.classification,
    title: property.businessName ?? (property.name === property.path || depth > 0 ? null : property.name),
    description: property.description ?? null,
  };
  const inner = [...property.properties, ...(property.items === null ? [] : [property.items])];
  return [doc, ...inner.flatMap((field) => columnDocs(field, depth + 1, checks, dataset))];
}

function ruleDoc(check: Check): RuleDoc {
  const { id, kind, column, limit, unit, severity, dimension } = check;
  const title = check.name ?? check.description;
  const words = [kindWords(kind), ...constraintWords(check)].join(', ');
  return {
    id,
    column,
    text: title ?? words,
    // A title says what is meant, not what is counted.
    limit: title === null ? limitText(limit, unit) : `${words}: ${limitText(limit, unit)}`,
    severity,
    dimension,
  };
}

function promise({ property, value, valueExt, unit, column, description }: Sla): string {
  const amount = [value, unit].filter((part) => part !== null).join(' ');
  const until = valueExt === null ? '' : ` to ${String(valueExt)}`;
  const of = column === null ? '' : `, by ${column}`;
  return `${property}: ${amount}${until}${of}${description === null ? '' : ` (${description})`}`;
}
