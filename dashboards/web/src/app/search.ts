/** The part of a page's state that stands in its address: read with care, because people edit addresses. What is not valid is as if it were not there. */

type Reader<T> = (value: unknown) => T | undefined;
type Shape = Readonly<Record<string, Reader<unknown>>>;
export type SearchOf<S extends Shape> = {
  readonly [Key in keyof S]?: Exclude<ReturnType<S[Key]>, undefined>;
};

const LONGEST = 1_000;

/** Any text that is not empty. */
export const text: Reader<string> = (value) => {
  const written = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  return typeof written === 'string' && written !== '' ? written.slice(0, LONGEST) : undefined;
};

/** One of some words. */
export const oneOf =
  <const Word extends string>(words: readonly Word[]): Reader<Word> =>
  (value) =>
    words.find((word) => word === value);

/** Some of some words, in their order; none: not there. */
export const someOf =
  <const Word extends string>(words: readonly Word[]): Reader<readonly Word[]> =>
  (value) => {
    const written: readonly unknown[] = Array.isArray(value) ? value : [value];
    const found = words.filter((word) => written.includes(word));
    return found.length === 0 ? undefined : found;
  };

/** A whole number within bounds. */
export const whole =
  (least: number, most: number): Reader<number> =>
  (value) => {
    const number = typeof value === 'string' ? Number(value) : value;
    return typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most
      ? number
      : undefined;
  };

/** A moment as ISO 8601. */
export const moment: Reader<string> = (value) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;

/** There or not. */
export const flag: Reader<true> = (value) => (value === true || value === 'true' ? true : undefined);

/** For `validateSearch` of a route: `search({ tab: oneOf(['checks', 'runs']), search: text })`. */
export function search<S extends Shape>(shape: S): (raw: Record<string, unknown>) => SearchOf<S> {
  return (raw) => {
    const read = Object.entries(shape).flatMap(([name, reader]) => {
      const value = reader(raw[name]);
      return value === undefined ? [] : [[name, value] as const];
    });
    // Each entry was made by the reader of its name.
    return Object.fromEntries(read) as SearchOf<S>;
  };
}
