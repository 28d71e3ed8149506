/** Readings as the shape that a measure promises. A reading of another shape is a broken promise of the SQL stage. */
import { isNumeric } from './exact.js';
import type {
  Count,
  FrequenciesValue,
  KeysValue,
  OrphansValue,
  QueryValue,
  SequenceValue,
} from './measure.js';
import { isObject, type JsonScalar } from './json.js';
import type { ReadingValue } from './reading.js';
import type { TableInfo } from './table.js';

/** The reading at `index` as a count. @throws Error when it is something else */
export function countAt(readings: readonly ReadingValue[], index: number): Count {
  const value = readings[index];
  if (!isNumeric(value)) throw broken(index, 'a count', value);
  return value;
}

/** The reading at `index` as a scalar; null over no values. @throws Error when it is something else */
export function scalarAt(readings: readonly ReadingValue[], index: number): JsonScalar {
  const value = readings[index];
  if (value === undefined || (typeof value === 'object' && value !== null))
    throw broken(index, 'a scalar', value);
  return value;
}

/** The reading at `index` as key statistics. @throws Error when it is something else */
export function keysAt(readings: readonly ReadingValue[], index: number): KeysValue {
  return recordAt<KeysValue>(readings, index, ['rows', 'keys', 'repeated']);
}

/** The reading at `index` as orphans. @throws Error when it is something else */
export function orphansAt(readings: readonly ReadingValue[], index: number): OrphansValue {
  return recordAt<OrphansValue>(readings, index, ['rows', 'orphans']);
}

/** The reading at `index` as the result of a query. @throws Error when it is something else */
export function queryAt(readings: readonly ReadingValue[], index: number): QueryValue {
  return recordAt<QueryValue>(readings, index, ['value']);
}

/** The reading at `index` as the outcome of a sequence measure. @throws Error when it is something else */
export function sequenceAt(readings: readonly ReadingValue[], index: number): SequenceValue {
  return recordAt<SequenceValue>(readings, index, ['violations', 'total', 'first']);
}

/** The reading at `index` as what is known of the table. @throws Error when it is something else */
export function tableAt(readings: readonly ReadingValue[], index: number): TableInfo {
  return recordAt<TableInfo>(readings, index, ['exists', 'label', 'columns']);
}

/** The one segment of the frequencies at `index`. @throws Error when it is something else */
export function frequenciesAt(
  readings: readonly ReadingValue[],
  index: number,
): FrequenciesValue['segments'][number] {
  const [segment] = recordAt<FrequenciesValue>(readings, index, ['segments']).segments;
  return segment ?? { segment: null, values: [], nulls: 0, total: 0, distinct: 0 };
}

/** A record that has these keys; the SQL stage has validated what is in them. */
function recordAt<T extends object>(
  readings: readonly ReadingValue[],
  index: number,
  keys: readonly (keyof T & string)[],
): T {
  const value: unknown = readings[index];
  if (!isObject(value) || keys.some((key) => !(key in value))) throw broken(index, keys.join(', '), value);
  return value as unknown as T;
}

function broken(index: number, expected: string, value: unknown): Error {
  return new Error(`reading ${String(index)} should be ${expected}, not ${typeof value}`);
}
