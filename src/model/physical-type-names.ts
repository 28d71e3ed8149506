/** The names of simple types: canonical name → what sources and contracts call it. */
import type { SourceType } from './type.js';

type Known = Omit<SourceType, 'text'>;

/** `int8` is eight bytes, as to SQL; the widths of Arrow and BigQuery are written out in bits (`int64`). */
const ALIASES: { readonly [canonical: string]: string } = {
  boolean: 'bool, logical',
  tinyint: 'int1, byteint',
  smallint: 'int2, int16, short, smallserial, serial2',
  integer: 'int, int4, int32, signed, serial, serial4, mediumint',
  bigint: 'int8, int64, long, bigserial, serial8',
  hugeint: 'int128',
  utinyint: 'uint8',
  usmallint: 'uint16',
  uinteger: 'uint, uint32',
  ubigint: 'uint64',
  uhugeint: 'uint128',
  real: 'float4, float32',
  double: 'float8, float64, double precision',
  float: '',
  decimal: 'numeric, dec, number, bignumeric, bigdecimal, fixed',
  varchar:
    'character varying, char varying, string, nvarchar, varchar2, nvarchar2, utf8, large_utf8, large_string',
  char: 'character, bpchar, nchar',
  text: 'clob, nclob, longtext, mediumtext, tinytext, ntext',
  uuid: 'guid, uniqueidentifier',
  json: 'jsonb, variant, super',
  blob: 'bytea, binary, varbinary, bytes, binary varying, binary large object, large_binary, image',
  date: 'date32, date64',
  interval: '',
  bit: 'bitstring, bit varying, varbit',
  enum: '',
  union: '',
};

/** Times: with and without a zone are two types. */
const ZONED: { readonly [canonical: string]: { readonly without: string; readonly with: string } } = {
  time: { without: 'time, time without time zone, time_ns', with: 'timetz, time with time zone, time_tz' },
  timestamp: {
    without:
      'timestamp, timestamp without time zone, datetime, datetime2, smalldatetime, timestamp_ntz, timestampntz, ' +
      'timestamp_s, timestamp_ms, timestamp_us, timestamp_ns',
    with: 'timestamptz, timestamp with time zone, timestamp_tz, timestamp_ltz, timestampltz, datetimeoffset, timestamp with local time zone',
  },
};

/** Lower-case name → canonical type. */
export const TYPE_NAMES: ReadonlyMap<string, Known> = new Map<string, Known>([
  ...Object.entries(ALIASES).flatMap(([name, aliases]) =>
    [name, ...list(aliases)].map((alias): [string, Known] => [alias, { name }]),
  ),
  ...Object.entries(ZONED).flatMap(([name, aliases]) => [
    ...list(aliases.without).map((alias): [string, Known] => [alias, { name, zone: false }]),
    ...list(aliases.with).map((alias): [string, Known] => [alias, { name, zone: true }]),
  ]),
]);

function list(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
