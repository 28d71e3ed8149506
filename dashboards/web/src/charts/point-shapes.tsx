/** The points of a line: small discs where all is well, a shape and colour of its own for each verdict that is not. */
import { symbol, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';
import { memo } from 'react';
import type { BandScales, Frame } from './band-scales.js';
import type { SeriesPoint } from './series-point.js';

const SHAPES = { fail: symbolSquare, warn: symbolTriangle, unknown: symbolDiamond } as const;
const SIZE = 58;
/** Above so many points in view, those that pass are told by the line alone. */
const MOST_DISCS = 400;

interface PointShapesProps {
  readonly points: readonly SeriesPoint[];
  readonly scales: BandScales;
  readonly frame: Frame;
}

/** A point without a value stands at the bottom: that nothing could be told is to be seen too. */
export const pointY = ({ value }: SeriesPoint, scales: BandScales, frame: Frame): number =>
  value === null ? frame.height - frame.bottom - 5 : scales.y(value);

/** One path for all that pass, because there may be hundreds. */
export const PointShapes = memo(function PointShapes({ points, scales, frame }: PointShapesProps) {
  const passed = points.filter(({ verdict, value }) => verdict === 'pass' && value !== null);
  const discs = passed.length > MOST_DISCS ? '' : passed.map((point) => disc(point, scales, frame)).join('');
  return (
    <g aria-hidden="true">
      <path d={discs} fill="var(--assay-series)" />
      {points.map((point) =>
        point.verdict === 'pass' ? null : (
          <path
            key={point.key}
            transform={`translate(${String(scales.x(point.at))},${String(pointY(point, scales, frame))})`}
            d={symbol(SHAPES[point.verdict], SIZE)() ?? ''}
            fill={`var(--assay-${point.verdict})`}
            stroke="var(--assay-paper)"
            strokeWidth={1}
          />
        ),
      )}
    </g>
  );
});

function disc(point: SeriesPoint, scales: BandScales, frame: Frame): string {
  const [x, y] = [scales.x(point.at).toFixed(1), pointY(point, scales, frame).toFixed(1)];
  return `M${x},${y}m-2,0a2,2 0 1,0 4,0a2,2 0 1,0 -4,0`;
}
