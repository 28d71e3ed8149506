/** A dataset and its checks → a suite of Great Expectations 1.x. */
import type { Check, Suite } from '../../../model/check.js';
import type { Dataset } from '../../../model/contract.js';
import type { JsonObject } from '../../../model/json.js';
import { checkColumn, pathNames } from '../column-name.js';
import type { NotCarried } from '../../imported.js';
import {
  compare,
  distinctValues,
  duplicateValues,
  failedRows,
  figure,
  invalidValues,
  lost,
  mostCommonValue,
  NESTED,
  nullValues,
  rowCount,
  type Exported,
} from './expectation.js';

export interface ExportedSuite {
  readonly suite: JsonObject;
  readonly notCarried: readonly NotCarried[];
}

/** @param name of the suite */
export function exportSuite(
  dataset: Dataset,
  { checks, notExecuted }: Suite,
  name: string,
  about: JsonObject,
): ExportedSuite {
  const read = checks.map((check) => ({ check, found: exported(check, checks) }));
  return {
    suite: {
      name,
      expectations: read.flatMap(({ check, found }) =>
        found !== null && found.kind === 'expectation' ? [entry(check, found)] : [],
      ),
      meta: { ...about, ...(dataset.description === null ? {} : { description: dataset.description }) },
    },
    notCarried: [
      ...read.flatMap(({ check, found }) =>
        found !== null && found.kind === 'lost'
          ? [{ where: `${check.clause.file}:${check.clause.line}`, what: check.id, reason: found.reason }]
          : [],
      ),
      ...notExecuted.map(({ clause, reason }) => ({
        where: `${clause.file}:${clause.line}`,
        what: clause.path,
        reason,
      })),
    ],
  };
}

const entry = (check: Check, { type, kwargs }: Extract<Exported, { kind: 'expectation' }>): JsonObject => ({
  type,
  kwargs,
  severity: severityOf(check),
  meta: { assay: { check: check.id } },
  ...(check.description === null ? {} : { description: check.description }),
});

const severityOf = ({ severity, severityLabel }: Check): string =>
  severity === 'fail' ? 'critical' : severityLabel?.trim().toLowerCase() === 'info' ? 'info' : 'warning';

/** Null where another expectation says it. */
function exported(check: Check, all: readonly Check[]): Exported | null {
  const shape = shapeOf(check, all);
  if (shape !== undefined) return shape;
  switch (check.kind) {
    case 'rowCount':
      return rowCount(check);
    case 'duplicateValues':
      return duplicateValues(check);
    case 'compare':
      return compare(check);
    case 'failedRows':
      return check.unit === 'rows' ? failedRows(check) : lost('A query for unexpected rows has no share.');
    default:
      return ofColumn(check);
  }
}

function ofColumn(check: Check): Exported {
  const column = checkColumn(check);
  if (check.column !== null && column === null) return NESTED;
  if (column === null) return lost(`No expectation means ${check.kind}.`);
  if (check.kind === 'nullValues') return nullValues(check, column);
  if (check.kind === 'invalidValues') return invalidValues(check, column);
  if (check.kind === 'distinctValues') return distinctValues(check, column);
  if (check.kind === 'mostCommonValue') return mostCommonValue(check, column);
  return figure(check, column) ?? lost(`No expectation means ${check.kind}.`);
}

/** Which columns there are, in which order. Undefined for a check that is about something else. */
function shapeOf(check: Check, all: readonly Check[]): Exported | null | undefined {
  const other = (kind: string): Check | undefined => all.find((one) => one.kind === kind);
  if (check.kind === 'columnPresent') {
    const column = checkColumn(check);
    return column === null
      ? NESTED
      : { kind: 'expectation', type: 'expect_column_to_exist', kwargs: { column } };
  }
  if (check.kind === 'columnType')
    return lost('Names of types differ from engine to engine of Great Expectations: state them there.');
  const columns = pathNames(check.args['columns']);
  if (check.kind === 'columnOrder') {
    // An ordered list allows no other column: only with extraColumns of the same severity it means the same.
    const closed = other('noExtraColumns');
    if (columns === null || closed?.severity !== check.severity)
      return lost(
        'An ordered list allows no other columns: it means the same only beside extraColumns of the same severity.',
      );
    return {
      kind: 'expectation',
      type: 'expect_table_columns_to_match_ordered_list',
      kwargs: { column_list: columns },
    };
  }
  if (check.kind !== 'noExtraColumns') return undefined;
  if (other('columnOrder')?.severity === check.severity) return null;
  if (columns === null) return NESTED;
  return {
    kind: 'expectation',
    type: 'expect_table_columns_to_match_set',
    kwargs: { column_set: columns, exact_match: true },
  };
}
