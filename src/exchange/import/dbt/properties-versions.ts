/** Versions of a model in schema YAML: each has the columns of the model, less or more some. */
import { isObject, type Json, type JsonObject } from '../../../model/json.js';
import { withoutKeys } from '../../../suite/without-keys.js';
import { listOf, mapOf, textOf, textsOf } from '../../draft/json-read.js';

export interface Version {
  readonly version: string;
  /** The model as if only this version were written; the highest is the latest where nothing says which. */
  readonly value: JsonObject;
}

/** None for a model without versions. */
export function versionsOf(model: JsonObject): readonly Version[] {
  const written = listOf(model['versions']).filter(isObject);
  const numbers = written.flatMap(({ v }) =>
    typeof v === 'string' || typeof v === 'number' ? [String(v)] : [],
  );
  const highest = [...numbers].sort(byVersion).at(-1);
  return written.flatMap((one) => {
    const { v } = one;
    if (typeof v !== 'string' && typeof v !== 'number') return [];
    const shared = withoutKeys(model, 'versions');
    const config = { ...mapOf(shared['config']), ...mapOf(one['config']) };
    const own = Object.fromEntries(
      ['description', 'tests', 'data_tests', 'constraints', 'deprecation_date']
        .filter((key) => one[key] !== undefined)
        .map((key) => [key, one[key]]),
    );
    const latest = model['latest_version'] ?? highest;
    const value = {
      ...shared,
      ...own,
      config,
      latest_version: latest,
      columns: columnsOf(model, one['columns']),
    };
    return [{ version: String(v), value }];
  });
}

/** Whole numbers by value, other words by letters. */
function byVersion(a: string, b: string): number {
  const [left, right] = [Number(a), Number(b)];
  return Number.isNaN(left) || Number.isNaN(right) ? (a < b ? -1 : 1) : left - right;
}

/** `include: all | [names]`, `exclude: [names]`, and columns that replace or join those of the model. */
function columnsOf(model: JsonObject, written: Json | undefined): readonly Json[] {
  const shared = listOf(model['columns']);
  if (written === undefined) return shared;
  const entries = listOf(written).filter(isObject);
  const rule = entries.find((entry) => entry['include'] !== undefined || entry['exclude'] !== undefined);
  const own = entries.filter((entry) => textOf(entry['name']) !== null);
  const nameOf = (column: Json): string => textOf(mapOf(column)['name']) ?? '';
  const replaced = new Set(own.map(nameOf));
  return [
    ...shared.filter((column) => isTaken(nameOf(column), rule) && !replaced.has(nameOf(column))),
    ...own,
  ];
}

function isTaken(name: string, rule: JsonObject | undefined): boolean {
  if (rule === undefined) return true;
  const include = rule['include'];
  const isIncluded =
    include === undefined || include === 'all' || include === '*' || textsOf(include).includes(name);
  return isIncluded && !textsOf(rule['exclude']).includes(name);
}
