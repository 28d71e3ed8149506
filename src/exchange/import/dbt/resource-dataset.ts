/** One resource of a dbt project → a draft dataset. */
import { parsePhysicalType } from '../../../model/physical-type.js';
import { isObject, type Json, type JsonObject } from '../../../model/json.js';
import type { DraftColumn, DraftDataset } from '../../draft/draft.js';
import type { NotCarried } from '../../imported.js';
import { typeKeys } from '../table-type.js';
import { constraintsOf } from './constraints.js';
import { freshnessRules } from './freshness.js';
import type { DbtColumn, DbtProject, DbtResource } from './project.js';
import { translateTest } from './translate-test.js';

/** The dataset, and what it does not say. */
export function resourceDataset(
  resource: DbtResource,
  datasetOf: DbtProject['datasetOf'],
): { readonly dataset: DraftDataset; readonly notCarried: readonly NotCarried[] } {
  const tests = resource.tests.map((test) => translateTest(withoutInherited(test, resource), datasetOf));
  const { primaryKey, rules: constrained, notCarried: lostConstraints } = constraintsOf(resource, datasetOf);
  const fresh = freshnessRules(resource);
  const rules = [...constrained, ...tests.flatMap((one) => one.rules), ...fresh.rules];
  const nested = resource.columns.filter(isNested);
  const known = new Set(resource.columns.filter((column) => !isNested(column)).map(({ name }) => name));
  const isLost = (name: string): boolean => name.includes('.') && !known.has(name);
  const kept = rules.filter(({ column, mentions }) => ![column ?? '', ...mentions].some(isLost));
  const columns = resource.columns.filter((column) => !isNested(column)).map(draftColumn);
  const shaped = tests
    .flatMap((one) => one.columns)
    .filter((name) => !columns.some((column) => column.name === name));
  return {
    dataset: {
      name: resource.dataset,
      keys: keysOf(resource),
      custom: customOf(resource),
      columns: [...columns, ...[...new Set(shaped)].map((name) => ({ name, keys: {} }))],
      primaryKey,
      upstream: resource.upstream,
      rules: kept,
      where: resource.where,
    },
    notCarried: [
      ...nested.map(({ name }) => nestedField(resource, name)),
      ...rules
        .filter((rule) => !kept.includes(rule))
        .map(({ where, metric }) => ({
          where,
          what: metric,
          reason: 'Its column is a nested field that is not imported.',
        })),
      ...lostConstraints,
      ...tests.flatMap((one) => one.notCarried),
      ...fresh.notCarried,
    ],
  };
}

/** dbt writes a field of a struct as `address.city`; a column may have a dot in its name, so it is no guess of ours. */
const isNested = ({ name, isQuoted }: DbtColumn): boolean => name.includes('.') && !isQuoted;

const nestedField = ({ where }: DbtResource, name: string): NotCarried => ({
  where: `${where}.columns.${name}`,
  what: `nested field ${name}`,
  reason: 'Fields of a struct are not imported: write them in `properties` of the column.',
});

/** Tags of a model or column are handed down to its tests: they say nothing of the test. */
function withoutInherited(
  test: DbtResource['tests'][number],
  resource: DbtResource,
): DbtResource['tests'][number] {
  const own = test.config['tags'];
  const column = resource.columns.find(({ name }) => name === test.column);
  const inherited = new Set([...resource.tags, ...(column?.tags ?? [])]);
  const list: readonly Json[] = Array.isArray(own)
    ? (own as readonly Json[])
    : typeof own === 'string'
      ? [own]
      : [];
  const tags = list.filter((tag) => typeof tag === 'string' && !inherited.has(tag));
  return { ...test, config: { ...test.config, tags } };
}

function keysOf({ dataset, relation, materialized, kind, description, tags }: DbtResource): JsonObject {
  const type = materialized === 'view' ? 'view' : kind === 'source' ? null : 'table';
  return {
    ...(relation === dataset ? {} : { physicalName: relation }),
    ...(type === null ? {} : { physicalType: type }),
    ...(description === null ? {} : { description }),
    ...(tags.length === 0 ? {} : { tags }),
  };
}

/** An enforced contract names every column: dbt refuses to build the model with one more. */
function customOf({ isEnforced, access, version, group, meta, where }: DbtResource): JsonObject {
  return {
    ...(isEnforced ? { extraColumns: 'fail' } : {}),
    'dbt.node': where,
    ...(access === null || access === 'protected' ? {} : { 'dbt.access': access }),
    ...(version === null ? {} : { 'dbt.version': version }),
    ...(group === null ? {} : { 'dbt.group': group }),
    ...metaOf(meta),
  };
}

const metaOf = (meta: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(meta).map(([key, value]) => [`dbt.meta.${key}`, value ?? null]));

function draftColumn(column: DbtColumn): DraftColumn {
  const { name, dataType, description, tags, meta } = column;
  const classification = classificationOf(column);
  const custom = Object.entries(metaOf(meta)).map(([property, value]) => ({
    property,
    value: value ?? null,
  }));
  return {
    name,
    keys: {
      ...(description === null ? {} : { description }),
      ...(dataType === null || /\{\{/.test(dataType) ? {} : typeKeys(parsePhysicalType(dataType))),
      ...(classification === null ? {} : { classification }),
      ...(tags.length === 0 ? {} : { tags }),
      ...(custom.length === 0 ? {} : { customProperties: custom }),
    },
  };
}

/** What a team says of personal data in `meta` or tags hides the column's values in samples. */
function classificationOf({ meta, tags }: DbtColumn): string | null {
  if (typeof meta['classification'] === 'string' && meta['classification'] !== '')
    return meta['classification'];
  const says = ['pii', 'contains_pii', 'is_pii', 'sensitive'].some(
    (key) => meta[key] === true || isObject(meta[key]),
  );
  return says || tags.some((tag) => /^pii$/i.test(tag)) ? 'restricted' : null;
}
