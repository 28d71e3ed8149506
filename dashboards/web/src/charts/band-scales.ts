/** Scales of a line with limits and a band: what belongs into the picture, and what would flatten everything else. */
import { scaleLinear, scaleUtc, type ScaleLinear, type ScaleTime } from 'd3-scale';
import type { SeriesPoint } from './series-point.js';

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface BandScales {
  readonly x: ScaleTime<number, number>;
  readonly y: ScaleLinear<number, number>;
  /** A limit lies so far away that drawing it would flatten the line. */
  readonly limitOutside: boolean;
  /** Where the axis of values has labels: whole numbers where all is counted; none where nothing is a number. */
  readonly ticks: readonly number[];
}

/** A limit may stretch the picture so many times over what the values and the band take. */
const MOST_STRETCH = 6;

export function bandScales(points: readonly SeriesPoint[], frame: Frame): BandScales {
  const values = numbers(points.flatMap(({ value, bandLow, bandHigh }) => [value, bandLow, bandHigh]));
  const limits = numbers(points.flatMap(({ low, high }) => [low, high]));
  const own = extent(values.length > 0 ? values : limits);
  const all = extent([...values, ...limits]);
  const span = own[1] - own[0] || Math.abs(own[1]) || 1;
  const limitOutside = values.length > 0 && all[1] - all[0] > span * MOST_STRETCH;
  const y = scaleLinear(padded(limitOutside ? own : all), [frame.height - frame.bottom, frame.top]).nice(5);
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const days = first === last ? [first - 1, last + 1] : [first, last];
  const x = scaleUtc(days, [frame.left, frame.width - frame.right]);
  return { x, y, limitOutside, ticks: ticksOf(y, [...values, ...limits]) };
}

function ticksOf(y: ScaleLinear<number, number>, numbersShown: readonly number[]): readonly number[] {
  if (numbersShown.length === 0) return [];
  const isCounted = numbersShown.every((value) => Number.isInteger(value));
  return y.ticks(5).filter((tick) => !isCounted || Number.isInteger(tick));
}

/** The place of the point nearest to a place across. */
export function nearestPoint(points: readonly SeriesPoint[], at: number): number {
  let [low, high] = [0, points.length - 1];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((points[middle]?.at ?? 0) < at) low = middle;
    else high = middle;
  }
  const [before, after] = [points[low]?.at ?? 0, points[high]?.at ?? 0];
  return at - before <= after - at ? low : high;
}

const numbers = (values: readonly (number | null)[]): readonly number[] =>
  values.filter((value) => value !== null);

function extent(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}

function padded([low, high]: readonly [number, number]): [number, number] {
  if (low === high) {
    const room = Math.abs(low) * 0.1 || 1;
    return [low === 0 ? 0 : low - room, high + room];
  }
  const room = (high - low) * 0.06;
  // Counts and shares begin at nothing: no room below it.
  return [low >= 0 && low - room < 0 ? 0 : low - room, high + room];
}
