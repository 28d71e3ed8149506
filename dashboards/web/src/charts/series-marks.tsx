/** What happened along a series: incidents and overrides as stretches above it, versions as lines, words of people as rings. */
import { memo } from 'react';
import { pointY } from './point-shapes.js';
import type { BandScales, Frame } from './band-scales.js';
import styles from './line-with-band.module.css';
import type { SeriesMark, SeriesPoint } from './series-point.js';

/** Height of a lane of stretches, above the line. */
const LANE = 12;
const LEAST_WIDTH = 6;

interface SeriesMarksProps {
  readonly marks: readonly SeriesMark[];
  readonly points: readonly SeriesPoint[];
  readonly scales: BandScales;
  readonly frame: Frame;
}

export const SeriesMarks = memo(function SeriesMarks({ marks, points, scales, frame }: SeriesMarksProps) {
  const of = (kind: SeriesMark['kind']) => marks.filter((mark) => mark.kind === kind);
  return (
    <g aria-hidden="true">
      {of('incident').map((mark, i) => (
        <Stretch key={`i${String(i)}`} mark={mark} lane={0} scales={scales} frame={frame} />
      ))}
      {of('override').map((mark, i) => (
        <Stretch key={`o${String(i)}`} mark={mark} lane={1} scales={scales} frame={frame} />
      ))}
      <Versions marks={of('version')} scales={scales} frame={frame} />
      {of('expected').map((mark) => {
        const point = points.find(({ at }) => at === mark.from);
        return point === undefined ? null : (
          <circle
            key={mark.from}
            cx={scales.x(point.at)}
            cy={pointY(point, scales, frame)}
            r={8}
            className={styles['ring']}
          />
        );
      })}
    </g>
  );
});

interface OneProps {
  readonly mark: SeriesMark;
  readonly lane: 0 | 1;
  readonly scales: BandScales;
  readonly frame: Frame;
}

/** Incidents are shaded down to the axis; overrides are a hatched bar only. */
function Stretch({ mark, lane, scales, frame }: OneProps) {
  const [left, right] = [frame.left, frame.width - frame.right];
  const from = Math.max(left, scales.x(mark.from));
  const until = Math.min(right, mark.until === null ? right : scales.x(mark.until));
  if (until < left || from > right) return null;
  const width = Math.max(LEAST_WIDTH, until - from);
  const x = Math.min(from, right - width);
  const top = 2 + lane * LANE;
  return (
    <g>
      {lane === 0 && (
        <rect
          x={x}
          y={top}
          width={width}
          height={frame.height - frame.bottom - top}
          className={styles['during']}
        />
      )}
      <rect x={x} y={top} width={width} height={LANE - 4} rx={2} className={styles[mark.kind]}>
        <title>{mark.label}</title>
      </rect>
    </g>
  );
}

interface VersionsProps {
  readonly marks: readonly SeriesMark[];
  readonly scales: BandScales;
  readonly frame: Frame;
}

/** A line for each; its name where there is room beside the one before. */
function Versions({ marks, scales, frame }: VersionsProps) {
  let free = 0;
  return marks.map((mark) => {
    const x = scales.x(mark.from);
    if (x < frame.left - 1 || x > frame.width - frame.right + 1) return null;
    const room = 8 + mark.label.length * 6;
    // At the right edge it stands before its line.
    const isLast = x + room > frame.width;
    const from = isLast ? x - room : x;
    const fits = from >= free;
    if (fits) free = from + room;
    return (
      <g key={`${mark.label} ${String(mark.from)}`}>
        <line
          x1={x}
          x2={x}
          y1={frame.top - 12}
          y2={frame.height - frame.bottom}
          className={styles['version']}
        />
        {fits && (
          <text
            x={isLast ? x - 4 : x + 4}
            y={frame.top - 4}
            textAnchor={isLast ? 'end' : 'start'}
            className={styles['label']}
          >
            {mark.label}
          </text>
        )}
      </g>
    );
  });
}
