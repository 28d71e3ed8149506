/** Limits: whether an observed value is allowed, and how a limit reads. */
import type { Limit, Unit } from '../model/check.js';
import { isNumeric } from '../model/exact.js';
import type { JsonScalar } from '../model/json.js';
import { durationText, parseDuration } from '../model/time.js';
import { compareValues } from './compare-values.js';

/** True where the value is allowed. NULL, NaN and whatever does not compare with the limit never are. */
export function holds(limit: Limit, observed: JsonScalar): boolean {
  if ('low' in limit) {
    const [low, high] = [compareValues(observed, limit.low), compareValues(observed, limit.high)];
    if (Number.isNaN(low) || Number.isNaN(high)) return false;
    const within = low >= 0 && high <= 0;
    return limit.op === 'between' ? within : !within;
  }
  const order = compareValues(observed, limit.value);
  return !Number.isNaN(order) && HOLDS[limit.op](order);
}

const HOLDS: {
  readonly [op in Exclude<Limit['op'], 'between' | 'notBetween'>]: (order: number) => boolean;
} = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** The limit that allows exactly what this one forbids. */
export function opposite(limit: Limit): Limit {
  if ('low' in limit) return { ...limit, op: limit.op === 'between' ? 'notBetween' : 'between' };
  return { op: OPPOSITE[limit.op], value: limit.value };
}

const OPPOSITE = { '=': '!=', '!=': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;

/** The limit in words: `= 0`, `<= 1 %`, `between 0 and 60`, `<= 2 days`. */
export function limitText(limit: Limit, unit: Unit): string {
  const text = (value: JsonScalar): string => valueText(value, unit);
  if ('low' in limit)
    return `${limit.op === 'between' ? '' : 'not '}between ${text(limit.low)} and ${text(limit.high)}`;
  return `${limit.op} ${text(limit.value)}`;
}

function valueText(value: JsonScalar, unit: Unit): string {
  if (unit === 'percent') return `${String(value)} %`;
  if (unit !== 'seconds' || !isNumeric(value)) return String(value);
  const readable = durationText(Number(value) * 1000);
  return parseDuration(readable)?.ms === Number(value) * 1000 ? readable : `${String(value)} s`;
}
