/**
 * A line of measured values over time, with limits as steps, the band that was expected, what did not pass by shape and colour, and what happened along it.
 * The points are walked with the arrow keys; a pointer finds the nearest one.
 */
import { area, curveStepAfter, line } from 'd3-shape';
import { useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { bandScales, nearestPoint, type BandScales, type Frame } from './band-scales.js';
import { ChartAxes } from './chart-axes.js';
import styles from './line-with-band.module.css';
import { PointShapes, pointY } from './point-shapes.js';
import { SeriesMarks } from './series-marks.js';
import type { SeriesMark, SeriesPoint } from './series-point.js';
import { useWidth } from './use-width.js';
import { walkedTo } from './walk-points.js';

interface LineWithBandProps {
  /** Oldest first, at least one. */
  readonly points: readonly SeriesPoint[];
  readonly marks: readonly SeriesMark[];
  /** What is shown, in one sentence, for who does not see it. */
  readonly label: string;
  readonly valueText: (value: number) => string;
  /** One point in words. */
  readonly pointText: (point: SeriesPoint) => string;
  /** Place of the point that is looked at; null: none. */
  readonly at: number | null;
  /** Walks over it; null: leaves. */
  readonly onLook: (place: number | null) => void;
  /** Key of the point that is chosen. */
  readonly chosen: string | null;
  readonly onChoose: (point: SeriesPoint) => void;
}

const HEIGHT = 300;

export function LineWithBand(props: LineWithBandProps) {
  const { points, marks, label, valueText, at, onLook, chosen, onChoose } = props;
  const [ref, width] = useWidth<HTMLDivElement>(720);
  const [isKeyboard, setIsKeyboard] = useState(false);
  const frame = useMemo(() => frameOf(points, width, valueText), [points, width, valueText]);
  const scales = useMemo(() => bandScales(points, frame), [points, frame]);
  const place = at ?? Math.max(0, chosen === null ? points.length - 1 : placeOf(points, chosen));
  const point = points[place];
  const look = (event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    onLook(nearestPoint(points, scales.x.invert(event.clientX - box.left).getTime()));
    setIsKeyboard(false);
  };
  const walk = (event: KeyboardEvent): void => {
    if ((event.key === 'Enter' || event.key === ' ') && point !== undefined) {
      event.preventDefault();
      return onChoose(point);
    }
    const next = walkedTo(event.key, place, points);
    if (next === null) return;
    event.preventDefault();
    setIsKeyboard(true);
    onLook(next);
  };
  return (
    <div
      ref={ref}
      className={styles['chart']}
      role="slider"
      tabIndex={0}
      aria-label={`${label} Arrow keys walk the points, Enter chooses one.`}
      aria-orientation="horizontal"
      aria-valuemin={1}
      aria-valuemax={points.length}
      aria-valuenow={place + 1}
      aria-valuetext={point === undefined ? '' : props.pointText(point)}
      onKeyDown={walk}
      onFocus={() => onLook(place)}
      onBlur={() => onLook(null)}
      onPointerMove={look}
      onPointerLeave={() => !isKeyboard && onLook(null)}
      onClick={() => point !== undefined && onChoose(point)}
    >
      <svg
        role="img"
        aria-label={label}
        width={width}
        height={HEIGHT}
        viewBox={`0 0 ${String(width)} ${String(HEIGHT)}`}
      >
        <title>{label}</title>
        <ChartAxes scales={scales} frame={frame} valueText={valueText} />
        <SeriesMarks marks={marks} points={points} scales={scales} frame={frame} />
        <Curves points={points} scales={scales} />
        <PointShapes points={points} scales={scales} frame={frame} />
        <Cursor points={points} places={[at, placeOf(points, chosen)]} scales={scales} frame={frame} />
      </svg>
    </div>
  );
}

const placeOf = (points: readonly SeriesPoint[], key: string | null): number =>
  key === null ? -1 : points.findIndex((point) => point.key === key);

/** Room for the labels of values: as wide as the longest. */
function frameOf(points: readonly SeriesPoint[], width: number, valueText: (value: number) => string): Frame {
  const frame = { width, height: HEIGHT, left: 40, right: 14, top: 44, bottom: 26 };
  const labels = bandScales(points, frame).ticks.map(valueText);
  const longest = Math.max(3, ...labels.map(({ length }) => length));
  return { ...frame, left: Math.min(width / 3, 14 + longest * 6.6) };
}

function Curves({
  points,
  scales,
}: {
  readonly points: readonly SeriesPoint[];
  readonly scales: BandScales;
}) {
  const paths = useMemo(() => curvesOf(points, scales), [points, scales]);
  return (
    <g aria-hidden="true">
      <path d={paths.band} className={styles['band']} />
      <path d={paths.low} className={styles['limit']} />
      <path d={paths.high} className={styles['limit']} />
      <path d={paths.value} className={styles['value']} />
    </g>
  );
}

function curvesOf(points: readonly SeriesPoint[], { x, y, limitOutside }: BandScales) {
  const all = [...points];
  const across = ({ at }: SeriesPoint): number => x(at);
  const [bottom = 0, top = 0] = y.domain();
  const inside = (value: number | null): value is number =>
    value !== null && (!limitOutside || (value >= bottom && value <= top));
  const steps = (of: (point: SeriesPoint) => number | null) =>
    line<SeriesPoint>()
      .defined((point) => inside(of(point)))
      .curve(curveStepAfter)
      .x(across)
      .y((point) => y(of(point) ?? 0))(all) ?? '';
  return {
    low: steps(({ low }) => low),
    high: steps(({ high }) => high),
    value:
      line<SeriesPoint>()
        .defined(({ value }) => value !== null)
        .x(across)
        .y(({ value }) => y(value ?? 0))(all) ?? '',
    band:
      area<SeriesPoint>()
        .defined(({ bandLow, bandHigh }) => bandLow !== null && bandHigh !== null)
        .x(across)
        .y0(({ bandLow }) => y(bandLow ?? 0))
        .y1(({ bandHigh }) => y(bandHigh ?? 0))(all) ?? '',
  };
}

interface CursorProps {
  readonly points: readonly SeriesPoint[];
  /** The one that is looked at, and the one that is chosen. */
  readonly places: readonly [number | null, number];
  readonly scales: BandScales;
  readonly frame: Frame;
}

function Cursor({ points, places: [looked, chosen], scales, frame }: CursorProps) {
  return (
    <g aria-hidden="true">
      {[looked ?? -1, chosen].map((place, which) => {
        const point = points[place];
        if (point === undefined) return null;
        const [x, y] = [scales.x(point.at), pointY(point, scales, frame)];
        return (
          <g key={which === 0 ? 'looked' : 'chosen'} className={styles[which === 0 ? 'looked' : 'chosen']}>
            <line x1={x} x2={x} y1={frame.top - 16} y2={frame.height - frame.bottom} />
            <circle cx={x} cy={y} r={which === 0 ? 6 : 9} />
          </g>
        );
      })}
    </g>
  );
}
