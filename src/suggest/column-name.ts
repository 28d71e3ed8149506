/** What the name of a column tells. Names are read as words: `customerID`, `customer_id` and `Customer Id` are the same two. */

/** Lower-case words of a name. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const some = (name: string, words: ReadonlySet<string>): boolean =>
  wordsOf(name).some((word) => words.has(word));

const ID = list('id key uuid guid code sku isbn iata icao ean gtin oid pk zip zipcode fips hash');
const NUMBER = list('no nr num number ref');

/** Names a thing: `id`, `order_id`, `iata`, `code`, `orderNo`. */
export function isIdName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  return ID.has(last) || (words.length > 1 && NUMBER.has(last));
}

const LABEL = list('cluster group class category type kind index idx level segment bucket version');

/** A whole number that only tells apart: nothing lies between two of them. */
export const isLabelName = (name: string): boolean => LABEL.has(wordsOf(name).at(-1) ?? '');

const TIME = list(
  'date day time timestamp datetime ts at on month week created updated modified loaded ingested epoch when hour year',
);

/** Names a moment: `date`, `created_at`, `updated`, `ts`. */
export const isTimeName = (name: string): boolean => some(name, TIME);

const WRITTEN = [...list('created inserted processed extracted synced modified loaded ingested updated')];

/** How well a name says that the row was written then: the higher the better; 0 for a moment of another kind. */
export const writtenRank = (name: string): number =>
  Math.max(0, ...wordsOf(name).map((word) => WRITTEN.indexOf(word) + 1));

const SIGNED = list(
  'temp temperature celsius fahrenheit degrees latitude longitude lat lon lng delta change diff difference delay balance ' +
    'profit return returns margin elevation altitude offset x y z gain loss net growth anomaly correlation',
);

/** A quantity whose values may go below zero although none did yet. */
export const maySink = (name: string): boolean => some(name, SIGNED);

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Quantities that have limits of their own, by the last word of a name. */
const BOUNDS: readonly (readonly [words: ReadonlySet<string>, min: number, max: number])[] = [
  [list('lat latitude'), -90, 90],
  [list('lon lng long longitude'), -180, 180],
  [list('month'), 1, 12],
  [list('hour'), 0, 23],
  [list('minute second'), 0, 59],
  [list('age'), 0, 120],
];
const SHARES = list('ratio share fraction probability prob pct perc percent percentage proportion');
const RATINGS = list('rating stars score');
const SCALES = [5, 10, 100];

/** The limits that a quantity of this name has by nature, where the values keep to them; null for others. */
export function naturalBounds(name: string, { min, max }: Bounds): Bounds | null {
  const last = wordsOf(name).at(-1) ?? '';
  if (some(name, SHARES) && min >= 0 && max <= 100) return { min: 0, max: max <= 1 ? 1 : 100 };
  // A scale is told by values that come near its end.
  const scale = SCALES.find((top) => max <= top && max > top * 0.9);
  if (RATINGS.has(last) && min >= 0 && scale !== undefined) return { min: 0, max: scale };
  const found = BOUNDS.find(([names, low, high]) => names.has(last) && min >= low && max <= high);
  return found === undefined ? null : { min: found[1], max: found[2] };
}

/** A calendar year by name and value. */
export const isYear = (name: string, { min, max }: Bounds): boolean =>
  some(name, list('year yr')) && min >= 1000 && max <= 2500;

/** Seconds, milliseconds or microseconds since 1970, from the year 2001 to 2100, by name and value. */
export function isEpoch(name: string, { min, max }: Bounds): boolean {
  const inUnit = [1, 1e3, 1e6].some((unit) => min >= 1e9 * unit && max <= 4.1e9 * unit);
  return inUnit && isTimeName(name);
}
