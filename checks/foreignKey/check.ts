/** foreignKey: orphans, rows whose key is not found on the other side; a key with a NULL part refers to nothing. */
import type { Check } from '../../src/model/check.js';
import { columnPath } from '../../src/model/expr.js';
import { isObject } from '../../src/model/json.js';
import { optionFault } from '../../src/model/kit-faults.js';
import { rowsJudgement } from '../../src/model/kit-judgement.js';
import { dueText } from '../../src/model/kit-option.js';
import { orphansAt } from '../../src/model/kit-reading.js';
import { names } from '../../src/model/kit-table.js';
import { defineCheck } from '../../src/model/kit.js';
import type { Measure } from '../../src/model/measure.js';
import { rowsFinding } from '../../src/model/metric.js';

export default defineCheck({
  kind: 'foreignKey',
  level: 'both',
  dimension: 'consistency',
  units: ['rows', 'percent'],
  defaultLimit: { op: '=', value: 0 },
  columnOptions: ['/columns'],
  faults: (args) => {
    const from = names(args['columns']).length;
    const to = other(args).columns.length;
    return from === to
      ? []
      : [
          optionFault(
            '/to/columns',
            `${String(from)} columns refer to ${String(to)}; a key has as many on both sides.`,
          ),
        ];
  },
  needs: (check) => [orphansOf(check)],
  badRows: orphansOf,
  judge: (readings, check) => {
    const { rows, orphans } = orphansAt(readings, 0);
    const { dataset } = other(check.args);
    return rowsJudgement(
      { ...rowsFinding(orphans, rows, check.unit), details: { references: dataset } },
      { bad: `have no match in ${dataset}`, of: 'rows with a key' },
    );
  },
});

function orphansOf({ args }: Check): Measure & { measure: 'orphans' } {
  const { dataset, columns } = other(args);
  return {
    measure: 'orphans',
    columns: names(args['columns']).map(columnPath),
    to: { dataset, columns: columns.map(columnPath) },
  };
}

function other(args: Check['args']): { readonly dataset: string; readonly columns: readonly string[] } {
  const to = args['to'];
  return isObject(to)
    ? { dataset: dueText(to['dataset']), columns: names(to['columns']) }
    : { dataset: '', columns: [] };
}
