/** A check → a test of dbt, or the reason why not. */
import type { Check } from '../../../model/check.js';
import { checkColumn } from '../column-name.js';
import { duplicateValues, invalidValues, nullValues } from './column-tests.js';
import {
  compare,
  failedRows,
  foreignKey,
  freshness,
  reconcile,
  rowCount,
  sqlValue,
  type RefOf,
} from './table-tests.js';
import { lost, type DbtTest } from './test.js';

export interface TestContext {
  /** `ref('…')` of the dataset itself. */
  readonly ref: string;
  readonly refOf: RefOf;
  /** Its contract is enforced: names and types of columns are dbt's business. */
  readonly isEnforced: boolean;
}

const UNENFORCED =
  'dbt looks at columns and their types only where the contract of the model is enforced: state `physicalType` of every column, and `extraColumns: fail`.';

/** @param check of any kind, of a pack of one's own too */
export function dbtTest(check: Check, { ref, refOf, isEnforced }: TestContext): DbtTest {
  if (check.column !== null && checkColumn(check) === null)
    return lost('dbt tests columns, not fields within them.');
  if (check.args['of'] === 'present' || check.args['missingValues'] !== undefined)
    return lost('dbt has no word for `of: present` and for missing values other than NULL.');
  switch (check.kind) {
    case 'columnPresent':
    case 'columnType':
    case 'noExtraColumns':
      return isEnforced && check.severity === 'fail' ? { kind: 'said' } : lost(UNENFORCED);
    case 'nullValues':
      return nullValues(check);
    case 'duplicateValues':
      return duplicateValues(check);
    case 'invalidValues':
      return invalidValues(check);
    case 'foreignKey':
      return foreignKey(check, refOf);
    case 'failedRows':
      return failedRows(check, ref);
    case 'compare':
      return compare(check);
    case 'freshness':
      return freshness(check);
    case 'reconcile':
      return reconcile(check, refOf);
    case 'rowCount':
      return rowCount(check, ref);
    case 'sql':
      return sqlValue(check, ref);
    default:
      return lost(`Neither dbt nor dbt_utils has a test like ${check.kind}.`);
  }
}
