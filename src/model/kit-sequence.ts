/** What the kinds that walk along rows in an order have in common: columns by name, lengths of time, and their judgement. */
import type { Check } from './check.js';
import { columnPath } from './expr.js';
import { optionFault, type OptionFault } from './kit-faults.js';
import { rowsSaw, type RowWords } from './kit-judgement.js';
import { sequenceAt } from './kit-reading.js';
import { mayShowValues } from './kit-set.js';
import type { Json, JsonObject } from './json.js';
import type { Judgement } from './kit.js';
import type { Expr } from './measure.js';
import type { ReadingValue } from './reading.js';
import { parseDuration } from './time.js';
import { dueText } from './kit-option.js';

/** An option that names one column or several. */
export function columnList(option: Json | undefined): readonly Expr[] {
  const names = Array.isArray(option) ? option : [option];
  return names.flatMap((name: Json | undefined) => (typeof name === 'string' ? [columnPath(name)] : []));
}

/** The first reading as violations out of what was looked at. `times`: the first offender is a time that no row has, not a value of one. */
export function sequenceJudgement(
  readings: readonly ReadingValue[],
  check: Check,
  words: RowWords,
  times = false,
): Judgement {
  const { violations, total, first } = sequenceAt(readings, 0);
  const shown = first !== null && (times || mayShowValues(check));
  return {
    observed: violations,
    rows: { bad: violations, total },
    saw: rowsSaw(violations, total, words),
    ...(shown ? { details: { first } } : {}),
  };
}

/** A duration option in ISO 8601, whichever way it was written. @throws Error for what is no duration: `durationFaults` has refused it */
export function isoDuration(option: Json | undefined): string {
  const text = dueText(option);
  const duration = parseDuration(text);
  if (duration === null) throw new Error(`${text} is no duration`);
  if (text.trim().startsWith('P')) return text.trim();
  return duration.months > 0 ? `P${String(duration.months)}M` : `PT${String(duration.ms / 1000)}S`;
}

/** A fault where an option is no duration longer than nothing, or mixes months with days (`PnM` would lose the days). */
export function durationFaults(args: JsonObject, option: string): readonly OptionFault[] {
  const text = args[option];
  const duration = typeof text === 'string' ? parseDuration(text) : null;
  if (duration !== null && duration.ms > 0) return [];
  return [
    optionFault(
      `/${option}`,
      `\`${option}\` can not be read as a length of time.`,
      'Write an ISO 8601 duration such as P1D or PT15M, or an amount with a unit such as 15 min.',
    ),
  ];
}
