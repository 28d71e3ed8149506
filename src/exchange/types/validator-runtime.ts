/**
 * The functions that a generated validator carries with it, as JavaScript text, so that it needs no package. Text rather than functions of this
 * module, because a bundler would rename and shorten those, and the files are to be the same from every build.
 */

export type RuntimeName = 'characters' | 'equal' | 'isJson' | 'isMultiple' | 'digits' | 'order';

/** Each function, and those that it calls. */
const FUNCTIONS: { readonly [name: string]: { readonly text: string; readonly needs: readonly string[] } } = {
  characters: {
    needs: [],
    text: `/** Characters, not halves of them. */
function characters(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}`,
  },
  equal: {
    needs: [],
    text: `/** Of JSON values. */
function equal(a, b) {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.prototype.hasOwnProperty.call(b, key) && equal(a[key], b[key]));
}`,
  },
  isJson: {
    needs: [],
    text: `function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}`,
  },
  decimal: {
    needs: [],
    text: `/** A number as it is written: digits, and how many of them are places; null for other text. */
function decimal(value) {
  const parts = /^([+-]?)(\\d*)(?:\\.(\\d*))?(?:[eE]([+-]?\\d{1,4}))?$/.exec(String(value));
  if (parts === null || (parts[2] + (parts[3] ?? "")) === "") return null;
  const [, sign, whole, fraction = "", exponent = "0"] = parts;
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction + "0".repeat(Math.max(0, -places)));
  return { digits: sign === "-" ? -digits : digits, places: Math.max(0, places) };
}

/** Both as whole numbers of one unit; null where one is no number. */
function scaled(a, b) {
  const [x, y] = [decimal(a), decimal(b)];
  if (x === null || y === null) return null;
  const places = Math.max(x.places, y.places);
  const scale = (number) => number.digits * 10n ** BigInt(places - number.places);
  return [scale(x), scale(y)];
}`,
  },
  isMultiple: {
    needs: ['decimal'],
    text: `/** Exact, by the shortest decimal text of a number: 0.07 is a multiple of 0.01. */
function isMultiple(value, step) {
  // From here on a double is a whole number, and its shortest text need not be its value.
  const exact = typeof value === "number" && Math.abs(value) >= 1e15 ? BigInt(value) : value;
  const pair = scaled(exact, step);
  return pair !== null && pair[0] % pair[1] === 0n;
}`,
  },
  digits: {
    needs: [],
    text: `/** Significant decimal digits of the shortest text of a number. */
function digits(value) {
  return String(Math.abs(value)).replace(/e.*$/, "").replace(".", "").replace(/^0+/, "").replace(/0+$/, "").length;
}`,
  },
  order: {
    needs: ['decimal'],
    text: `/** A moment in nanoseconds; without an offset it is in UTC. */
function moment(text) {
  const parts = /^(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d+))?(?:[zZ]|([+-])(\\d\\d):(\\d\\d))?$/.exec(text);
  if (parts === null) return null;
  const [, day, clock, fraction = "", sign = "+", hours = "00", minutes = "00"] = parts;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60000 * (sign === "-" ? -1 : 1);
  const millis = Date.parse(day + "T" + clock + "Z") - offset;
  return Number.isNaN(millis) ? null : BigInt(millis) * 1000000n + BigInt(fraction.padEnd(9, "0"));
}

/** Below zero, zero or above; null where the two do not compare. */
function order(value, bound, as) {
  if (typeof value === "number" || as === "number") {
    const pair = scaled(value, bound);
    return pair === null ? null : pair[0] < pair[1] ? -1 : pair[0] > pair[1] ? 1 : 0;
  }
  if (as === "moment") {
    const [a, b] = [moment(value), moment(bound)];
    return a === null || b === null ? null : a < b ? -1 : a > b ? 1 : 0;
  }
  // Dates and times of one form go by their letters, once their seconds have nine places.
  const plain = (text) => (as === "time" ? (text.includes(".") ? text : text + ".").padEnd(18, "0") : text);
  const [a, b] = [[...plain(value)], [...plain(bound)]];
  for (let i = 0; i < a.length && i < b.length; i += 1) {
    const difference = a[i].codePointAt(0) - b[i].codePointAt(0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}`,
  },
};

/** The text of these functions and of what they call, each once, in a fixed order. */
export function runtimeText(names: ReadonlySet<string>): string {
  const wanted = new Set([...names].flatMap((name) => [name, ...(FUNCTIONS[name]?.needs ?? [])]));
  const texts = Object.entries(FUNCTIONS).flatMap(([name, { text }]) => (wanted.has(name) ? [text] : []));
  return texts.map((text) => `${text}\n`).join('\n');
}
