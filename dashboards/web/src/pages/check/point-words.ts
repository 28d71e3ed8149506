/** Points and series of a check in words: for read-outs, tables and who does not see the chart. */
import type { Schema } from '../../api/client.js';
import type { SeriesPoint } from '../../charts/series-point.js';
import { momentText } from '../../kit/moment.js';
import { durationText, numberText, valueText } from '../../kit/value.js';

type Series = Schema<'CheckSeries'>;
type Unit = Series['unit'];

/** What stands at an axis: short. */
export const tickText =
  (unit: Unit) =>
  (value: number): string => {
    if (unit === 'seconds') return durationText(value);
    const short = Math.abs(value) >= 1e6 ? `${numberText(value / 1e6)} M` : numberText(value);
    return unit === 'percent' ? `${short} %` : short;
  };

/** A watched metric has no unit of its own: the check's is that of its limit. */
export const measuredText = (
  value: number | null,
  { unit, measure }: Pick<Series, 'unit' | 'measure'>,
): string => (value === null ? 'no value' : valueText(value, measure === 'watched' ? 'value' : unit));

/** `between 2,000 and 6,000`, `at most 0.1`; null where none holds on this scale. */
export function rangeText(
  low: number | null,
  high: number | null,
  text: (value: number) => string,
): string | null {
  if (low !== null && low === high) return `exactly ${text(low)}`;
  if (low !== null && high !== null) return `${text(low)} to ${text(high)}`;
  if (low !== null) return `from ${text(low)}`;
  return high === null ? null : `up to ${text(high)}`;
}

/** `2001-06-30 23:59 UTC: 0.112, warn, limit up to 0.1` */
export function pointWords(point: SeriesPoint, series: Pick<Series, 'unit' | 'measure'>): string {
  const text = tickText(series.measure === 'watched' ? 'value' : series.unit);
  const limit = rangeText(point.low, point.high, text);
  const band = rangeText(point.bandLow, point.bandHigh, text);
  const parts = [
    measuredText(point.value, series),
    point.verdict,
    ...(limit === null ? [] : [`limit ${limit}`]),
    ...(band === null ? [] : [`expected ${band}`]),
  ];
  return `${momentText(new Date(point.at).toISOString())}: ${parts.join(', ')}`;
}

/** The whole chart in one sentence. */
export function seriesWords(series: Series, points: readonly SeriesPoint[]): string {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const [first, last] = [points[0], points.at(-1)];
  const text = (value: number): string => measuredText(value, series);
  const span =
    first === undefined || last === undefined
      ? ''
      : ` from ${momentText(new Date(first.at).toISOString())} to ${momentText(new Date(last.at).toISOString())}`;
  const range =
    values.length === 0
      ? 'no values'
      : `lowest ${text(values.reduce((a, b) => Math.min(a, b)))}, highest ${text(values.reduce((a, b) => Math.max(a, b)))}`;
  return `${String(points.length)} points${span}: ${range}; ${countsText(points)}.`;
}

/** `3 fail, 1 warn, 178 pass` */
export function countsText(points: readonly SeriesPoint[]): string {
  return (['fail', 'unknown', 'warn', 'pass'] as const)
    .flatMap((verdict) => {
      const count = points.filter((point) => point.verdict === verdict).length;
      return count === 0 ? [] : [`${String(count)} ${verdict}`];
    })
    .join(', ');
}
