/** Result rows → readings, checked: a cell that is missing or of the wrong shape is unknown, never a value. */
import { measureId, type Measure } from '../model/measure.js';
import type { Statement } from '../model/plan.js';
import type { Reading } from '../model/reading.js';
import { DIALECTS } from './dialects.js';
import type { ReadBack, ResultRow } from './measure-form.js';
import { readSkewness } from './measures/skewness.js';
import { countCell, onlyRow, scalarCell, ShapeError } from './read-value.js';
import { readAlone } from './statement-form.js';
import { isShared, isSkewness, scanTarget } from './write-statement.js';

/** One reading a measure of the statement's scan, in their order. */
export function readRows(statement: Statement, rows: readonly ResultRow[]): readonly Reading[] {
  const { scan } = statement;
  return scan.measures.map((measure, index) => {
    const id = measureId(measure);
    const read = safely(() => readMeasure(statement, rows, measure, index));
    return 'value' in read
      ? { measure: id, ok: true, value: read.value }
      : { measure: id, ok: false, unknown: read.unknown };
  });
}

function safely(read: () => ReadBack): ReadBack {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    return { unknown: { reason: 'engine_error', message: error.message } };
  }
}

function readMeasure(
  statement: Statement,
  rows: readonly ResultRow[],
  measure: Measure,
  index: number,
): ReadBack {
  const { scan, dialect } = statement;
  if (!isShared(scan))
    return readAlone(rows, { measure, scan, target: scanTarget(scan), dialect: DIALECTS[dialect] });
  const row = onlyRow(rows);
  if (isSkewness(scan)) return readSkewness(row, index);
  const alias = `m${String(index)}`;
  switch (measure.measure) {
    case 'count':
      return { value: countCell(row, alias) };
    case 'keys': {
      const count = countCell(row, alias);
      return { value: { rows: count, keys: count, repeated: 0 } };
    }
    default:
      return { value: scalarCell(row, alias) };
  }
}
