/** `data_tests:` (or `tests:`) of a model or column in schema YAML. */
import { isObject, type Json, type JsonObject } from '../../../model/json.js';
import { listOf, mapOf, textOf } from '../../draft/json-read.js';
import type { NotCarried } from '../../imported.js';
import type { DbtTest } from './project.js';

export interface ReadTests {
  readonly tests: readonly DbtTest[];
  readonly notCarried: readonly NotCarried[];
}

/** Words of the configuration that may stand beside the arguments. */
const CONFIG = [
  'where',
  'severity',
  'warn_if',
  'error_if',
  'fail_calc',
  'limit',
  'enabled',
  'store_failures',
  'store_failures_as',
  'tags',
  'meta',
];
const OWN = ['name', 'description', 'config', 'arguments', 'test_name', 'column_name', ...CONFIG];

/** @param holder the model or column; `where` its place */
export function propertiesTests(holder: JsonObject, column: string | null, where: string): ReadTests {
  const lists = (['data_tests', 'tests'] as const).flatMap((key) =>
    listOf(holder[key]).map((entry, index) => ({ entry, place: `${where}.${key}[${index}]` })),
  );
  const read = lists.map(({ entry, place }) => ({ place, test: testOf(entry, column, place) }));
  return {
    tests: read.flatMap(({ test }) => test ?? []),
    notCarried: read
      .filter(({ test }) => test === null)
      .map(({ place }) => ({
        where: place,
        what: 'test',
        reason: 'It is neither the name of a test nor a mapping of one.',
      })),
  };
}

/** `not_null`, `{not_null: {…}}`, or `{test_name: not_null, …}`. */
function testOf(entry: Json, column: string | null, where: string): DbtTest | null {
  if (typeof entry === 'string') return built(entry, {}, column, where);
  if (!isObject(entry)) return null;
  const named = textOf(entry['test_name']);
  if (named !== null) return built(named, entry, column, where);
  const [first, ...more] = Object.entries(entry).filter(
    ([key]) =>
      !['name', 'description', 'config'].includes(key) ||
      (isObject(entry[key]) && Object.keys(entry).length === 1),
  );
  if (first === undefined || more.length > 0) return null;
  const [test, body] = first;
  // What stands beside the test's own mapping is about the test, too.
  const beside = Object.fromEntries(Object.entries(entry).filter(([key]) => key !== test));
  return built(test, { ...beside, ...mapOf(body) }, column, where);
}

function built(test: string, body: JsonObject, column: string | null, where: string): DbtTest {
  const flat = Object.fromEntries(Object.entries(body).filter(([key]) => !OWN.includes(key)));
  const beside = Object.fromEntries(Object.entries(body).filter(([key]) => CONFIG.includes(key)));
  return {
    test: test.replace(/^dbt\./, ''),
    column: column ?? textOf(body['column_name']),
    args: { ...flat, ...mapOf(body['arguments']) },
    config: { ...beside, ...mapOf(body['config']) },
    title: textOf(body['name']),
    description: textOf(body['description']),
    where,
  };
}
