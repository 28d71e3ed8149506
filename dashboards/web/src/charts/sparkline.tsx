/** A small line of measured values, oldest first, with the last one marked by its verdict. */
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { numberText } from '../kit/value.js';

export interface SparkPoint {
  /** Null: nothing was measured; the line has a gap. */
  readonly value: number | null;
  readonly verdict: 'pass' | 'warn' | 'fail' | 'unknown' | null;
}

const [WIDTH, HEIGHT, EDGE] = [96, 24, 4];

/** @param label what is measured */
export function Sparkline({
  points,
  label,
}: {
  readonly points: readonly SparkPoint[];
  readonly label: string;
}) {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = scaleLinear([0, Math.max(1, points.length - 1)], [EDGE, WIDTH - EDGE]);
  const y = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [HEIGHT - EDGE, EDGE]);
  const path = line<SparkPoint>()
    .defined(({ value }) => value !== null)
    .x((_, i) => x(i))
    .y(({ value }) => y(value ?? 0))([...points]);
  const end = points.findLastIndex(({ value }) => value !== null);
  const words = `${label}: ${String(values.length)} values, from ${numberText(first)} to ${numberText(last)}, lowest ${numberText(low)}, highest ${numberText(high)}`;
  return (
    <svg
      role="img"
      aria-label={words}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
    >
      <title>{words}</title>
      <path d={path ?? ''} fill="none" stroke="var(--assay-series)" strokeWidth={1.5} />
      <circle cx={x(end)} cy={y(last)} r={2.5} fill={`var(--assay-${points[end]?.verdict ?? 'none'})`} />
    </svg>
  );
}
