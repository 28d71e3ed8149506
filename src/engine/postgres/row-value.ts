/** PostgreSQL's texts as the values of a `Row`. Types without an entry stay the text that the server sends (json and jsonb too, so that no digit is lost). */
import pg from 'pg';
import { exactNumber, jsonNumber } from '../exact-number.js';
import type { Row } from '../engine.js';
import { isoDate, isoInstant } from '../iso-time.js';

type RowValue = Row[string];
type Parse = (text: string) => RowValue;

const float: Parse = (text) => jsonNumber(Number(text));

/** Type oid of PostgreSQL, that of its array, and how its text is read. */
const SCALARS: readonly (readonly [oid: number, array: number, parse: Parse])[] = [
  [16, 1000, (text) => text === 't'],
  [20, 1016, exactNumber],
  [21, 1005, Number],
  [23, 1007, Number],
  [26, 1028, Number],
  [700, 1021, float],
  [701, 1022, float],
  [1700, 1231, exactNumber],
  [1082, 1182, isoDate],
  [1114, 1115, isoInstant],
  [1184, 1185, isoInstant],
];

/** Arrays whose items stay text: text, varchar, char, name, uuid, time, timetz, interval, bytea, json, jsonb. */
const TEXT_ARRAYS = [1009, 1015, 1014, 1003, 2951, 1183, 1270, 1187, 1001, 199, 3807];

/** text[]; the package's types list scalars only. */
const TEXT_ARRAY: number = 1009;

const parsers = new Map<number, Parse>([
  ...SCALARS.map(([oid, , parse]) => [oid, parse] as const),
  ...SCALARS.map(([, array, parse]) => [array, arrayOf(parse)] as const),
  ...TEXT_ARRAYS.map((array) => [array, arrayOf((text) => text)] as const),
]);

/** For pg's `types`: one parser for each type oid. */
export function typeParser(oid: number): (text: string) => RowValue {
  return parsers.get(oid) ?? ((text) => text);
}

/** pg reads an array of any type as texts; nested ones too. */
function arrayOf(parse: Parse): Parse {
  const split = pg.types.getTypeParser(TEXT_ARRAY) as (text: string) => unknown;
  const convert = (item: unknown): unknown =>
    Array.isArray(item) ? item.map(convert) : typeof item === 'string' ? parse(item) : null;
  return (text) => convert(split(text)) as readonly unknown[];
}
