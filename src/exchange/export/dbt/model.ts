/** A dataset and its checks → an entry of `models:`, and singular tests. */
import type { Check, Suite } from '../../../model/check.js';
import type { Dataset, Property } from '../../../model/contract.js';
import type { JsonObject } from '../../../model/json.js';
import { fileName } from '../../file-name.js';
import type { ExportedFile } from '../../exported.js';
import type { NotCarried } from '../../imported.js';
import { dbtTest } from './check-test.js';
import { stepsName } from '../column-name.js';
import type { RefOf } from './table-tests.js';
import type { DbtTest } from './test.js';

export interface ExportedModel {
  readonly model: JsonObject;
  readonly files: readonly ExportedFile[];
  readonly notCarried: readonly NotCarried[];
  readonly usesUtils: boolean;
}

/** @param name of the model; `taken` names of files so far */
export function exportModel(
  dataset: Dataset,
  suite: Suite,
  name: string,
  refOf: RefOf,
  taken: Set<string>,
): ExportedModel {
  const isEnforced = mayEnforce(dataset, suite);
  const context = { ref: refOf(dataset.key) ?? `ref('${name}')`, refOf, isEnforced };
  const tests = suite.checks.map((check) => ({ check, test: dbtTest(check, context) }));
  const generic = tests.flatMap(({ test }) => (test.kind === 'generic' ? [test] : []));
  const files = tests.flatMap(({ check, test }) =>
    test.kind === 'singular' ? [singular(check, test, taken)] : [],
  );
  const columns = dataset.properties.map((property) => columnJson(property, generic, isEnforced));
  const keys = dataset.properties
    .filter(({ primaryKey }) => primaryKey !== null)
    .sort((a, b) => (a.primaryKey ?? 0) - (b.primaryKey ?? 0));
  const ofModel = generic.filter(({ column }) => column === null).map(testJson);
  const meta = dataset.layer === null ? {} : { meta: { layer: dataset.layer } };
  const config = {
    ...(dataset.physicalName === name ? {} : { alias: dataset.physicalName }),
    ...(dataset.tags.length === 0 ? {} : { tags: dataset.tags }),
    ...meta,
    ...(isEnforced ? { contract: { enforced: true } } : {}),
  };
  const constraints =
    isEnforced && keys.length > 0
      ? [{ type: 'primary_key', columns: keys.map((key) => plainName(key)) }]
      : [];
  return {
    model: {
      name,
      ...(dataset.description === null ? {} : { description: withoutJinja(dataset.description) }),
      ...(Object.keys(config).length === 0 ? {} : { config }),
      ...(constraints.length === 0 ? {} : { constraints }),
      ...(columns.length === 0 ? {} : { columns }),
      ...(ofModel.length === 0 ? {} : { data_tests: ofModel }),
    },
    files,
    notCarried: [
      ...tests.flatMap(({ check, test }) => (test.kind === 'lost' ? [notCarried(check, test.reason)] : [])),
      ...notExecuted(suite),
    ],
    usesUtils: generic.some(({ test }) => test.startsWith('dbt_utils.')),
  };
}

/** dbt refuses to build an enforced model that has one column more, or one without a type. */
function mayEnforce({ properties }: Dataset, suite: Suite): boolean {
  const isClosed = suite.checks.some(
    ({ kind, severity }) => kind === 'noExtraColumns' && severity === 'fail',
  );
  return isClosed && properties.length > 0 && properties.every(({ physicalType }) => physicalType !== null);
}

const plainName = (property: Property): string => stepsName(property.steps) ?? property.path;

function columnJson(
  property: Property,
  tests: readonly Extract<DbtTest, { kind: 'generic' }>[],
  isEnforced: boolean,
): JsonObject {
  const { physicalType, classification, tags, primaryKey, required } = property;
  const name = plainName(property);
  const own = tests.filter(({ column }) => column === name).map(testJson);
  const isPlain = /^[A-Za-z_]\w*$/.test(name);
  return {
    name,
    ...(isPlain ? {} : { quote: true }),
    ...(physicalType === null ? {} : { data_type: physicalType }),
    ...(tags.length > 0 || classification !== null
      ? {
          config: {
            ...(tags.length === 0 ? {} : { tags }),
            ...(classification === null ? {} : { meta: { classification } }),
          },
        }
      : {}),
    ...(isEnforced && required && primaryKey === null ? { constraints: [{ type: 'not_null' }] } : {}),
    ...(own.length === 0 ? {} : { data_tests: own }),
  };
}

function testJson({
  test,
  arguments: args,
  config,
}: Extract<DbtTest, { kind: 'generic' }>): string | JsonObject {
  const body = {
    ...(Object.keys(args).length === 0 ? {} : { arguments: args }),
    ...(Object.keys(config).length === 0 ? {} : { config }),
  };
  return Object.keys(body).length === 0 ? test : { [test]: body };
}

function singular(
  check: Check,
  { sql, config }: Extract<DbtTest, { kind: 'singular' }>,
  taken: Set<string>,
): ExportedFile {
  const words = Object.entries(config).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  const head = words.length === 0 ? '' : `{{ config(${words.join(', ')}) }}\n`;
  return {
    name: `tests/${fileName(`assay_${check.id}`.replace(/[^A-Za-z0-9_]+/g, '_'), taken)}.sql`,
    text: `${head}${sql}\n`,
  };
}

const withoutJinja = (text: string): string =>
  text.replaceAll('{{', '{ {').replaceAll('{%', '{ %').replaceAll('{#', '{ #');

const notCarried = (check: Check, reason: string): NotCarried => ({
  where: `${check.clause.file}:${check.clause.line}`,
  what: check.id,
  reason,
});

const notExecuted = ({ notExecuted: clauses }: Suite): readonly NotCarried[] =>
  clauses.map(({ clause, reason }) => ({
    where: `${clause.file}:${clause.line}`,
    what: clause.path,
    reason,
  }));
