/** columnType: the source's real type is the declared one; where the source has only text, every value reads as it. */
import type { Check } from '../../src/model/check.js';
import { percent } from '../../src/model/exact.js';
import { not, ownRaw } from '../../src/model/expr.js';
import { misfits } from '../../src/model/declared-type.js';
import type { JsonObject } from '../../src/model/json.js';
import { findColumn } from '../../src/model/kit-column.js';
import { rowsSaw } from '../../src/model/kit-judgement.js';
import { countAt, tableAt } from '../../src/model/kit-reading.js';
import { missingTable } from '../../src/model/kit-table.js';
import { defineCheck, type Judgement } from '../../src/model/kit.js';
import type { Count, Expr } from '../../src/model/measure.js';
import type { LogicalType, SourceType } from '../../src/model/type.js';

export default defineCheck({
  kind: 'columnType',
  level: 'column',
  dimension: 'conformity',
  units: ['rows', 'percent'],
  defaultLimit: { op: '=', value: 0 },
  needs: (check) => {
    const unread = unreadable(check);
    if (unread === null) return [{ measure: 'schema' }];
    return [{ measure: 'schema' }, { measure: 'count', where: unread }, { measure: 'count' }];
  },
  judge: (readings, check) => {
    const table = tableAt(readings, 0);
    if (!table.exists) return missingTable(table);
    const found = findColumn(table, check.steps ?? []);
    if (found.found === 'absent')
      return { unknown: { reason: 'missing_column', message: 'there is no such column' } };
    if (found.found === 'typed') return judgeType(found.type, check);
    if (unreadable(check) === null)
      return { observed: 0, saw: 'the source has only text', details: notExecuted(check) };
    return judgeText(countAt(readings, 1), countAt(readings, 2), check);
  },
  badRows: unreadable,
});

/** True for text that does not read as the declared logical type; null where none is declared. */
function unreadable(check: Check): Expr | null {
  const type = logicalTypeOf(check);
  return type === null ? null : not({ expr: 'readsAs', of: ownRaw(check), type });
}

function judgeText(bad: Count, total: Count, check: Check): Judgement {
  const type = logicalTypeOf(check) ?? '';
  return {
    observed: check.unit === 'percent' ? percent(bad, total) : bad,
    rows: { bad, total },
    saw: rowsSaw(bad, total, { bad: `do not read as ${type}` }),
    details: { source: 'text', ...notExecuted(check) },
  };
}

/** A wrong type is one fault, whatever the number of rows: the unit of a type that the source itself knows is the column. */
function judgeType(actual: SourceType, check: Check): Judgement {
  const zone = check.args['timezone'];
  const logicalType = logicalTypeOf(check);
  const timezone = typeof zone === 'boolean' ? zone : null;
  const wrong = misfits({ logicalType, physicalType: physicalTypeOf(check), timezone }, actual);
  if (wrong === null) return noWord(actual, logicalType);
  return {
    observed: wrong.length === 0 ? 0 : check.unit === 'percent' ? 100 : 1,
    saw: `the type is ${actual.text}${wrong.length === 0 ? '' : `, not ${wrong.join(' and not ')}`}`,
    details: { type: actual.text },
  };
}

const noWord = (actual: SourceType, logical: LogicalType | null): Judgement => ({
  unknown: {
    reason: 'unsupported',
    message: `whether ${actual.text} is a ${logical ?? 'known type'} is not known; state it as physicalType instead`,
  },
});

const notExecuted = (check: Check): JsonObject =>
  physicalTypeOf(check) === null ? {} : { notExecuted: 'physicalType: the source has only text' };

function physicalTypeOf(check: Check): string | null {
  const type = check.args['physicalType'];
  return typeof type === 'string' ? type : null;
}

/** The options schema admits logical types only. */
function logicalTypeOf(check: Check): LogicalType | null {
  const type = check.args['logicalType'];
  return typeof type === 'string' ? (type as LogicalType) : null;
}
