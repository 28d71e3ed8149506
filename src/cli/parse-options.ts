/** What the options of the command line mean. Every mistake is a fault that says what was expected. */
import type { Check } from '../model/check.js';
import { fault, FaultError } from '../model/fault.js';
import type { Batch } from '../model/measure.js';
import { parseMoment as readMoment } from '../model/time.js';

/** `k=v`, repeatable → a batch; null where none was given. */
export function parseBatch(values: readonly string[]): Batch | null {
  if (values.length === 0) return null;
  const entries = values.map((value): [string, string] => {
    const at = value.indexOf('=');
    if (at < 1 || at === value.length - 1)
      throw usage(
        'bad-batch',
        `--batch ${value} is not of the form column=value.`,
        'Write --batch date=2001-01-15.',
      );
    return [value.slice(0, at), value.slice(at + 1)];
  });
  const twice = entries.find(([key], index) => entries.findIndex(([other]) => other === key) !== index);
  if (twice !== undefined)
    throw usage('bad-batch', `--batch names ${twice[0]} twice.`, 'A batch has one value a column.');
  return Object.fromEntries(entries);
}

/** An ISO 8601 moment → UTC; without a zone it is UTC, a date alone is its midnight. */
export function parseMoment(option: string, value: string): string {
  const moment = readMoment(value);
  if (moment !== null) return moment;
  throw usage(
    'bad-time',
    `${option} ${value} is not a moment.`,
    'Write an ISO 8601 time, such as 2001-01-15T06:00:00Z.',
  );
}

const SELECTORS = new Map<string, (check: Check) => readonly string[]>(
  Object.entries({
    kind: (check: Check) => [check.kind],
    column: (check: Check) => (check.column === null ? [] : [check.column]),
    dimension: (check: Check) => [check.dimension],
    id: (check: Check) => [check.id],
    tag: (check: Check) => check.tags,
  }),
);

/** `kind:nullValues,column:amount,…` → a filter; values of one key are or-ed, keys are and-ed. Null where none was given. */
export function parseSelect(values: readonly string[]): ((check: Check) => boolean) | null {
  const wanted = new Map<string, string[]>();
  for (const part of values.flatMap((value) => value.split(',')).map((part) => part.trim())) {
    const at = part.indexOf(':');
    const key = part.slice(0, Math.max(at, 0));
    if (at < 1 || !SELECTORS.has(key) || at === part.length - 1) {
      throw usage(
        'bad-select',
        `--select ${part} is not understood.`,
        `Write key:value with a key of ${[...SELECTORS.keys()].join(', ')}.`,
      );
    }
    wanted.set(key, [...(wanted.get(key) ?? []), part.slice(at + 1)]);
  }
  if (wanted.size === 0) return null;
  return (check) =>
    [...wanted].every(
      ([key, list]) => SELECTORS.get(key)?.(check).some((value) => list.includes(value)) ?? false,
    );
}

/** A whole number within bounds. */
export function parseCount(option: string, value: string, max: number): number {
  const count = Number(value);
  if (!/^\d+$/.test(value) || count > max) {
    throw usage(
      'bad-number',
      `${option} ${value} is not a whole number from 0 to ${max}.`,
      `Give at most ${max}.`,
    );
  }
  return count;
}

/** A fault of the command line, ready to throw. */
export function usage(code: string, message: string, hint?: string): FaultError {
  return new FaultError([fault(code, message, {}, hint)]);
}
