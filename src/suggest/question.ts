/** Questions to the data, each with a name, and the answers by that name. What could not be answered is absent. */
import type { PathStep } from '../model/contract.js';
import { isNumeric } from '../model/exact.js';
import type { Expr, FrequenciesValue, KeysValue, Measure } from '../model/measure.js';
import type { JsonScalar } from '../model/json.js';
import type { ReadingValue } from '../model/reading.js';

export interface Question {
  readonly key: string;
  readonly measure: Measure;
}

export type Answers = ReadonlyMap<string, ReadingValue>;

/** The column of a name, as values of its declared type. */
export const columnOf = (name: string): Expr => ({ expr: 'column', steps: stepsOf(name) });

/** The column of a name, as the text that stands in a source without types. */
export const rawOf = (name: string): Expr => ({ expr: 'raw', steps: stepsOf(name) });

const stepsOf = (name: string): readonly PathStep[] => [{ field: name }];

/** How many rows a predicate is true for. */
export function countWhere(key: string, where: Expr): Question {
  return { key, measure: { measure: 'count', where } };
}

/** A number; null where it was not answered, or is none that a double can hold (NaN, an infinity). */
export function numberAt(answers: Answers, key: string): number | null {
  const value = answers.get(key);
  return isNumeric(value) ? Number(value) : null;
}

/** A text or number as it is; null where it was not answered, or over no values. */
export function scalarAt(answers: Answers, key: string): JsonScalar {
  const value = answers.get(key);
  return value === undefined || (typeof value === 'object' && value !== null) ? null : value;
}

/** Key statistics; null where they were not answered. */
export function keysAt(answers: Answers, key: string): KeysValue | null {
  const value = answers.get(key);
  return typeof value === 'object' && value !== null && 'repeated' in value ? value : null;
}

/** The frequencies of the one segment; null where they were not answered. */
export function frequenciesAt(answers: Answers, key: string): FrequenciesValue['segments'][number] | null {
  const value = answers.get(key);
  if (typeof value !== 'object' || value === null || !('segments' in value)) return null;
  const [segment] = value.segments;
  return segment !== undefined && 'values' in segment ? segment : null;
}
