/** Cells of result rows, checked: what an engine gives is outside data. */
import type { Count } from '../model/measure.js';
import type { JsonScalar } from '../model/json.js';
import { isNumeric } from '../model/exact.js';
import type { ResultRow } from './measure-form.js';

/** A row that the statement can not have given: a broken promise between engine and SQL. */
export class ShapeError extends Error {
  constructor(alias: string) {
    super(`the engine's answer has no fitting ${alias}`);
    this.name = 'ShapeError';
  }
}

/** A count: whole, a string where a double can not hold it. @throws ShapeError */
export function countCell(row: ResultRow, alias: string): Count {
  const value = row[alias];
  if (typeof value === 'bigint') return fromText(value.toString());
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return fromText(value);
  throw new ShapeError(alias);
}

function fromText(digits: string): Count {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : digits;
}

/** @throws ShapeError for anything but a text, a number, a boolean or NULL */
export function scalarCell(row: ResultRow, alias: string): JsonScalar {
  const value = row[alias];
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return fromText(value.toString());
  throw new ShapeError(alias);
}

/** A double; NaN and infinities as numbers, null for NULL. @throws ShapeError */
export function doubleCell(row: ResultRow, alias: string): number | null {
  const value = scalarCell(row, alias);
  if (value === null) return null;
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity' || isNumeric(value))
    return Number(value);
  throw new ShapeError(alias);
}

/** A double as JSON carries it: NaN and infinities by name. */
export function jsonDouble(value: number | null): JsonScalar {
  return value === null || Number.isFinite(value) ? value : String(value);
}

/** The only row. @throws ShapeError */
export function onlyRow(rows: readonly ResultRow[]): ResultRow {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new ShapeError('single row');
  return row;
}
