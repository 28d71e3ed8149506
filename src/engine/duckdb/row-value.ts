/** DuckDB's values as the values of a `Row`. */
import type { DuckDBValue } from '@duckdb/node-api';
import { exactNumber, jsonFloat, jsonNumber } from '../exact-number.js';
import type { Row } from '../engine.js';
import { isoDate, isoInstant, isoInterval } from '../iso-time.js';

type RowValue = Row[string];

/** One value; `float` where its column has four bytes. JSON columns come as their text, so that no digit is lost. */
export function rowValue(value: DuckDBValue, float = false): RowValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return float ? jsonFloat(value) : jsonNumber(value);
  if (typeof value === 'bigint') return exactNumber(value.toString());
  return objectValue(value);
}

/** By the name of its class: the values are plain holders, and the package is only loaded when an engine opens. */
function objectValue(value: Exclude<DuckDBValue, null | boolean | string | number | bigint>): RowValue {
  const text = String(value);
  switch (value.constructor.name) {
    case 'DuckDBDecimalValue':
      return exactNumber(text);
    case 'DuckDBDateValue':
      return infiniteDate(value) ?? isoDate(text);
    case 'DuckDBTimestampValue':
    case 'DuckDBTimestampTZValue':
    case 'DuckDBTimestampSecondsValue':
    case 'DuckDBTimestampMillisecondsValue':
    case 'DuckDBTimestampNanosecondsValue':
      return isoInstant(text);
    case 'DuckDBIntervalValue':
      return intervalText(value) ?? text;
    default:
      return nestedValue(value) ?? (text.startsWith('\\x') ? text.toLowerCase() : text);
  }
}

/** The package writes an infinite date as a far one. */
function infiniteDate(value: object): string | null {
  if (!('isFinite' in value) || value.isFinite !== false || !('days' in value)) return null;
  return Number(value.days) > 0 ? 'Infinity' : '-Infinity';
}

function intervalText(value: object): string | null {
  if (!('months' in value && 'days' in value && 'micros' in value)) return null;
  const { months, days, micros } = value;
  return typeof micros === 'bigint' ? isoInterval(Number(months), Number(days), micros) : null;
}

function nestedValue(value: object): RowValue | null {
  if ('tag' in value && 'value' in value) return rowValue(value.value as DuckDBValue);
  if ('items' in value && Array.isArray(value.items))
    return value.items.map((item: DuckDBValue) => rowValue(item));
  if ('bytes' in value && value.bytes instanceof Uint8Array)
    return `\\x${Buffer.from(value.bytes).toString('hex')}`;
  if (!('entries' in value) || typeof value.entries !== 'object' || value.entries === null) return null;
  const entries = value.entries;
  if (Array.isArray(entries))
    return Object.fromEntries(
      entries.map(({ key, value: item }: { key: DuckDBValue; value: DuckDBValue }) => [
        keyText(key),
        rowValue(item),
      ]),
    );
  return Object.fromEntries(
    Object.entries(entries).map(([name, item]) => [name, rowValue(item as DuckDBValue)]),
  );
}

function keyText(key: DuckDBValue): string {
  const value = rowValue(key);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
