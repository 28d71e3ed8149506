/** A settled draft dataset → an object of the standard's `schema`. */
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import type { DraftColumn, DraftDataset, DraftRule } from './draft.js';
import { listOf } from './json-read.js';
import { isZero } from './limits.js';
import { figureOf } from './measured.js';
import { ruleId } from './rule-id.js';
import { ruleJson } from './rule-json.js';

/** @param keyOf the key of a dataset in the project, by its name */
export function datasetJson(dataset: DraftDataset, keyOf: (name: string) => string): JsonObject {
  const { name, keys, custom, columns, rules, upstream } = dataset;
  const ids = idsOf(rules);
  const entries = (column: string | null): readonly JsonObject[] =>
    rules
      .filter((rule) => rule.column === column && clauseOf(rule) === null)
      .map((rule) => ruleJson(withKeys(rule, keyOf), ids.get(rule) ?? null));
  const properties = columns.map((column, index) => ({
    name: column.name,
    ...column.keys,
    ...clauses(column, dataset),
    ...sourcesJson(index === 0 ? [...upstream, ...(column.sources ?? [])] : (column.sources ?? []), keyOf),
    ...listed('quality', [...textsIn(column.keys), ...entries(column.name)]),
  }));
  const customProperties = Object.entries(custom).map(([property, value]) => ({ property, value }));
  return {
    name,
    ...keys,
    ...listed('customProperties', customProperties),
    ...listed('properties', properties),
    ...listed('quality', [...textsIn(keys), ...entries(null)]),
  };
}

/** Rules for people, which stand among the keys. */
const textsIn = (keys: JsonObject): readonly JsonObject[] => listOf(keys['quality']).filter(isObject);

function sourcesJson(names: readonly string[], keyOf: (name: string) => string): JsonObject {
  return names.length === 0 ? {} : { transformSourceObjects: [...new Set(names)].map(keyOf) };
}

const listed = (key: string, list: readonly JsonObject[]): JsonObject =>
  list.length === 0 ? {} : { [key]: list };

/** Rules that the standard says as a key of the column. */
function clauses(column: DraftColumn, { primaryKey, rules }: DraftDataset): JsonObject {
  const own = rules.filter((rule) => rule.column === column.name);
  const said = own.map(clauseOf).filter((clause) => clause !== null);
  const references = said.flatMap(({ relationship }) => (relationship === undefined ? [] : [relationship]));
  const position = primaryKey.indexOf(column.name) + 1;
  return {
    ...(said.some((clause) => clause.required === true) ? { required: true } : {}),
    ...(said.some((clause) => clause.unique === true) ? { unique: true } : {}),
    ...(position === 0 ? {} : { primaryKey: true, primaryKeyPosition: position }),
    ...listed('relationships', references),
  };
}

interface Clause {
  readonly required?: true;
  readonly unique?: true;
  readonly relationship?: JsonObject;
}

function clauseOf(rule: DraftRule): Clause | null {
  if (!isPlain(rule)) return null;
  if (rule.metric === 'foreignKey') return referenceOf(rule);
  if (Object.keys(rule.args).length > 0) return null;
  if (rule.metric === 'nullValues') return { required: true };
  return rule.metric === 'duplicateValues' ? { unique: true } : null;
}

function isPlain(rule: DraftRule): boolean {
  const { column, limit, unit, severity, name, description, tags } = rule;
  const isNamed = name !== null || description !== null || tags.length > 0;
  return column !== null && isZero(limit) && unit !== 'percent' && severity === null && !isNamed;
}

/** Null where `table.column` can not name the other side; the notation by ids does not reach other contracts. */
function referenceOf({ other }: DraftRule): Clause | null {
  const [column, ...more] = other?.columns ?? [];
  if (other === null || column === undefined || more.length > 0) return null;
  const names = [other.dataset, column];
  const isPlain = names.every((name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name));
  return isPlain ? { relationship: { to: names.join('.') } } : null;
}

/** Names of other datasets as the keys that a rule of ours takes. */
function withKeys(rule: DraftRule, keyOf: (name: string) => string): DraftRule {
  if (rule.other === null) return rule;
  const key = keyOf(rule.other.dataset);
  const { to } = rule.args;
  const args: { [name: string]: Json | undefined } = { ...rule.args };
  if (rule.metric === 'foreignKey' && isObject(to)) args['to'] = { ...to, dataset: key };
  if (rule.metric === 'reconcile') args['with'] = key;
  return { ...rule, args };
}

/** Ids for rules that share a figure and a severity with another: the derived ones would be equal. */
function idsOf(rules: readonly DraftRule[]): ReadonlyMap<DraftRule, string> {
  const groups = new Map<string, DraftRule[]>();
  for (const rule of rules) {
    const group = `${figureOf(rule)} ${rule.severity === null ? 'fail' : 'warn'}`;
    groups.set(group, [...(groups.get(group) ?? []), rule]);
  }
  const taken = new Set<string>();
  const crowded = [...groups.values()].filter((group) => group.length > 1).flat();
  return new Map(
    crowded.filter((rule) => clauseOf(rule) === null).map((rule) => [rule, ruleId(rule, taken)] as const),
  );
}
