/** What was measured, as facts: a value, or a watched metric with the range in which it was expected. */
import type { Schema } from '../../api/client.js';
import { numberText, valueText, type Unit } from '../../kit/value.js';
import { rangeText } from './point-words.js';

/** @param watched null: the kind watches no metric, and `observed` is what was measured */
export function measuredFacts(
  watched: Schema<'CheckWatched'> | null,
  observed: string | number | boolean | null,
  unit: Unit,
): readonly (readonly [string, string | null])[] {
  if (watched === null) return [['Value', observed === null ? 'none' : valueText(observed, unit)]];
  const { value, bandLow, bandHigh } = watched;
  return [
    ['Metric', value === null ? 'none' : numberText(value)],
    ['Expected', rangeText(bandLow, bandHigh, numberText)],
    ['Judged as', observed === null ? null : valueText(observed, unit)],
  ];
}
