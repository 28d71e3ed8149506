/** A series as it is answered, in columns, as the points and marks that a chart draws. */
import type { Schema } from '../../api/client.js';
import type { SeriesMark, SeriesPoint } from '../../charts/series-point.js';

type Series = Schema<'CheckSeries'>;

/** A point with what a table says of it. */
export interface CheckPoint extends SeriesPoint {
  readonly asOf: string;
  readonly batch: Schema<'Batch'>;
}

export function pointsOf(series: Series): readonly CheckPoint[] {
  return series.asOf.map((asOf, i) => ({
    key: series.runId[i] ?? '',
    at: Date.parse(asOf),
    asOf,
    value: series.value[i] ?? null,
    verdict: series.verdict[i] ?? 'unknown',
    accepted: series.accepted[i] ?? false,
    low: series.low[i] ?? null,
    high: series.high[i] ?? null,
    bandLow: series.bandLow[i] ?? null,
    bandHigh: series.bandHigh[i] ?? null,
    batch: series.batch[i] ?? null,
  }));
}

/** A first version is no change. */
export function marksOf({ marks }: Series): readonly SeriesMark[] {
  return [
    ...marks.incidents.map(({ title, from, until }) => mark('incident', from, until, title)),
    ...marks.overrides.map(({ reason, from, until }) => mark('override', from, until, reason)),
    ...marks.versions
      .filter(({ before }) => before !== null)
      .map(({ asOf, version }) => mark('version', asOf, asOf, `v${version}`)),
    ...marks.expected
      .filter(({ expected }) => expected)
      .map(({ asOf, reason }) => mark('expected', asOf, asOf, reason)),
  ];
}

function mark(kind: SeriesMark['kind'], from: string, until: string | null, label: string): SeriesMark {
  return { kind, from: Date.parse(from), until: until === null ? null : Date.parse(until), label };
}

/** Those within a period; `until` itself is outside. */
export function within(
  points: readonly CheckPoint[],
  since: string | undefined,
  until: string | undefined,
): readonly CheckPoint[] {
  const from = since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since);
  const to = until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until);
  return points.filter(({ at }) => at >= from && at < to);
}

export interface Period {
  readonly since?: string;
  readonly until?: string;
}
