/** Where a key leads along the points of a chart. */
import type { SeriesPoint } from './series-point.js';

/** Points of a page of keys. */
const PAGE = 10;

/**
 * The place that a key leads to; null for any other key. Left and right go point by point, up and down to the next one that does not pass.
 * @example walkedTo('ArrowRight', 3, points) // 4
 */
export function walkedTo(key: string, place: number, points: readonly SeriesPoint[]): number | null {
  const last = points.length - 1;
  const within = (to: number): number => Math.min(last, Math.max(0, to));
  const isBad = ({ verdict }: SeriesPoint): boolean => verdict !== 'pass';
  switch (key) {
    case 'ArrowRight':
      return within(place + 1);
    case 'ArrowLeft':
      return within(place - 1);
    case 'PageUp':
      return within(place + PAGE);
    case 'PageDown':
      return within(place - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowUp': {
      const next = points.findIndex((point, at) => at > place && isBad(point));
      return next < 0 ? place : next;
    }
    case 'ArrowDown': {
      const before = points.findLastIndex((point, at) => at < place && isBad(point));
      return before < 0 ? place : before;
    }
    default:
      return null;
  }
}
