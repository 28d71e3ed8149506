/** A line of values over time, with what did not pass marked by shape and colour. */
import { scaleLinear } from 'd3-scale';
import { line, symbol, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';
import { momentText } from '../../kit/moment.js';
import { numberText } from '../../kit/value.js';
import styles from './dataset.module.css';

export interface MetricPoint {
  readonly asOf: string;
  /** Null: nothing was measured; the line has a gap. */
  readonly value: number | null;
  readonly verdict: 'pass' | 'warn' | 'fail' | 'unknown';
}

const [WIDTH, HEIGHT, EDGE] = [320, 72, 8];
const MARK = 36;

const SHAPES = { fail: symbolSquare, warn: symbolTriangle, unknown: symbolDiamond } as const;

/** @param points oldest first @param label what is measured */
export function MetricLine({
  points,
  label,
}: {
  readonly points: readonly MetricPoint[];
  readonly label: string;
}) {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const [from, to] = [points[0], points.at(-1)];
  if (from === undefined || to === undefined || values.length === 0)
    return <span className={styles['dim']}>No numbers were measured yet.</span>;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [begin, end] = [Date.parse(from.asOf), Date.parse(to.asOf)];
  const time = scaleLinear(begin === end ? [begin - 1, end + 1] : [begin, end], [EDGE, WIDTH - EDGE]);
  const y = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [HEIGHT - EDGE, EDGE]);
  const x = ({ asOf }: MetricPoint): number => time(Date.parse(asOf));
  const path = line<MetricPoint>()
    .defined(({ value }) => value !== null)
    .x(x)
    .y(({ value }) => y(value ?? 0))([...points]);
  const words = `${label}: ${String(values.length)} values from ${momentText(from.asOf)} to ${momentText(to.asOf)}, lowest ${numberText(low)}, highest ${numberText(high)}, ${badText(points)}`;
  return (
    <svg
      role="img"
      aria-label={words}
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      className={styles['line']}
    >
      <title>{words}</title>
      <path d={path ?? ''} fill="none" stroke="var(--assay-series)" strokeWidth={1.5} />
      {points.map((point) =>
        point.verdict === 'pass' ? null : (
          <path
            key={point.asOf}
            // A point without a value stands at the bottom: that nothing could be told is to be seen too.
            transform={`translate(${String(x(point))},${String(point.value === null ? HEIGHT - EDGE : y(point.value))})`}
            d={symbol(SHAPES[point.verdict], MARK)() ?? ''}
            fill={`var(--assay-${point.verdict})`}
          />
        ),
      )}
    </svg>
  );
}

function badText(points: readonly MetricPoint[]): string {
  const counts = (['fail', 'unknown', 'warn'] as const).flatMap((verdict) => {
    const count = points.filter((point) => point.verdict === verdict).length;
    return count === 0 ? [] : [`${String(count)} ${verdict}`];
  });
  return counts.length === 0 ? 'all pass' : counts.join(', ');
}
