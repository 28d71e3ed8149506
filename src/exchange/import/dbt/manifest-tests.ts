/** Test nodes of a manifest, sorted to the models that they are about. */
import { isObject, type JsonObject } from '../../../model/json.js';
import { mapOf, textOf, textsOf } from '../../draft/json-read.js';
import { withoutKeys } from '../../../suite/without-keys.js';
import { bareName } from '../../draft/sql-text.js';
import type { NotCarried } from '../../imported.js';
import type { ManifestNode } from './manifest.js';
import type { DbtTest } from './project.js';

/** By id of the node that a test is attached to; what is attached to none is not carried. */
export function manifestTests(
  nodes: readonly ManifestNode[],
  names: ReadonlyMap<string, string>,
): { readonly byId: ReadonlyMap<string, readonly DbtTest[]>; readonly notCarried: readonly NotCarried[] } {
  const byId = new Map<string, DbtTest[]>();
  const notCarried: NotCarried[] = [];
  const stop = (where: string, what: string, reason: string) => notCarried.push({ where, what, reason });
  for (const { id, node } of nodes.filter((one) => one.node['resource_type'] === 'test')) {
    const metadata = node['test_metadata'];
    if (!isObject(metadata)) {
      stop(
        id,
        `singular test ${textOf(node['name']) ?? id}`,
        'It is a query of its own: write it as a `failedRows` rule with `query`.',
      );
      continue;
    }
    const owner = ownerOf(node, names);
    const test = testOf(id, node, metadata);
    if (owner === null)
      stop(
        id,
        `test ${test.test}`,
        'What it is attached to is not in the database (an ephemeral or disabled model), or is not told.',
      );
    else byId.set(owner, [...(byId.get(owner) ?? []), test]);
  }
  return { byId, notCarried };
}

/** A test of several nodes (relationships) says which one it is attached to; of one node it is that one. */
function ownerOf(node: JsonObject, names: ReadonlyMap<string, string>): string | null {
  const attached = textOf(node['attached_node']);
  if (attached !== null) return names.has(attached) ? attached : null;
  const [only, ...more] = textsOf(mapOf(node['depends_on'])['nodes']);
  return only !== undefined && more.length === 0 && names.has(only) ? only : null;
}

function testOf(id: string, node: JsonObject, metadata: JsonObject): DbtTest {
  const kwargs = mapOf(metadata['kwargs']);
  const written = withoutKeys(kwargs, 'model', 'column_name');
  const { arguments: nested, ...flat } = written;
  const name = textOf(metadata['name']) ?? '';
  const space = textOf(metadata['namespace']);
  const column = textOf(node['column_name']) ?? textOf(kwargs['column_name']);
  const title = textOf(node['name']);
  const config = mapOf(node['config']);
  return {
    test: space === null ? name : `${space}.${name}`,
    column: column === null ? null : bareName(column),
    args: isObject(nested) ? { ...flat, ...nested } : written,
    // dbt adds the tags of the node; those of the test alone are in its configuration.
    config,
    // A name that dbt made up begins with the test's own.
    title:
      title === null ||
      title.startsWith(name) ||
      title.startsWith(`${space ?? ''}_`) ||
      title.startsWith('source_')
        ? null
        : title,
    description: textOf(node['description']),
    where: id,
  };
}
