/** A long series made short enough for a chart without losing what a reader looks for in it. */

export interface Thinnable {
  readonly value: number | null;
  readonly verdict: string;
  /** Of the limit that it was held against: where it changes, a point is kept. */
  readonly limit: string;
}

/** Points that one stretch keeps at least: its least and greatest value, and the first of each verdict that is not pass. */
const OF_A_STRETCH = 5;

/**
 * The places of the points to keep, in order; at most `most` (10 or more). All of them where there are no more. Else the ends; of each stretch the extremes and
 * the first of each bad verdict; where the limit changes; and then what else is not pass, spread evenly where there is no room for all.
 */
export function thinSeries(points: readonly Thinnable[], most: number): readonly number[] {
  if (points.length <= most) return points.map((_, place) => place);
  const kept = new Set<number>([0, points.length - 1]);
  // Half of the room: the rest is for what is bad.
  const stretches = Math.max(1, Math.floor(most / 2 / OF_A_STRETCH));
  add(kept, stretchPlaces(points, stretches), most);
  add(kept, spread(placesOf(points, changesLimit), Math.floor(most / 10)), most);
  const bad = placesOf(points, ({ verdict }) => verdict !== 'pass').filter((place) => !kept.has(place));
  add(kept, spread(bad, most - kept.size), most);
  return [...finer(kept, points, stretches, most)].sort((a, b) => a - b);
}

/** What room is left shows the course of the line more finely: stretches of half the length, as long as all of theirs fit. */
function finer(
  kept: ReadonlySet<number>,
  points: readonly Thinnable[],
  stretches: number,
  most: number,
): ReadonlySet<number> {
  const more = new Set([...kept, ...stretchPlaces(points, stretches * 2)]);
  return more.size > most || stretches > points.length ? kept : finer(more, points, stretches * 2, most);
}

function add(kept: Set<number>, places: readonly number[], most: number): void {
  for (const place of places) if (kept.size < most) kept.add(place);
}

function stretchPlaces(points: readonly Thinnable[], stretches: number): readonly number[] {
  return Array.from({ length: stretches }, (_, stretch) => {
    const from = Math.floor((stretch * points.length) / stretches);
    const to = Math.floor(((stretch + 1) * points.length) / stretches);
    return notable(points, from, to);
  }).flat();
}

function notable(points: readonly Thinnable[], from: number, to: number): readonly number[] {
  const found = new Map<string, number>();
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let place = from; place < to; place += 1) {
    const { value, verdict } = points[place] ?? { value: null, verdict: 'pass' };
    if (verdict !== 'pass' && !found.has(verdict)) found.set(verdict, place);
    if (value === null) continue;
    if (value < low) [low] = [value, found.set('low', place)];
    if (value > high) [high] = [value, found.set('high', place)];
  }
  return [...found.values()];
}

function placesOf(
  points: readonly Thinnable[],
  wanted: (point: Thinnable, place: number, points: readonly Thinnable[]) => boolean,
): readonly number[] {
  return points.flatMap((point, place) => (wanted(point, place, points) ? [place] : []));
}

const changesLimit = (point: Thinnable, place: number, points: readonly Thinnable[]): boolean =>
  place > 0 && points[place - 1]?.limit !== point.limit;

/** At most `most` of some places, evenly spread. */
function spread(places: readonly number[], most: number): readonly number[] {
  if (places.length <= most) return places;
  return Array.from({ length: most }, (_, i) => places[Math.floor((i * places.length) / most)] ?? 0);
}
