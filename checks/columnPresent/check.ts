/** columnPresent: the source has the column, by its exact physical name. */
import { findColumn } from '../../src/model/kit-column.js';
import { tableAt } from '../../src/model/kit-reading.js';
import { defineCheck } from '../../src/model/kit.js';
import { missingTable } from '../../src/model/kit-table.js';

export default defineCheck({
  kind: 'columnPresent',
  level: 'column',
  dimension: 'conformity',
  units: ['value'],
  defaultLimit: { op: '=', value: 0 },
  range: { low: 0, high: 1 },
  needs: () => [{ measure: 'schema' }],
  judge: (readings, check) => {
    const table = tableAt(readings, 0);
    if (!table.exists) return missingTable(table);
    const found = findColumn(table, check.steps ?? []);
    if (found.found !== 'absent') {
      const partial = found.column.partial === true;
      return {
        observed: 0,
        saw: partial ? 'only some of the files have the column; it is NULL elsewhere' : 'the column is there',
        details: {
          ...(partial ? { partial } : {}),
          ...(found.found === 'untyped' && (check.steps ?? []).length > 1
            ? { note: 'the source does not tell which keys lie inside; an absent one reads as NULL' }
            : {}),
        },
      };
    }
    const wanted = (check.column ?? '').toLowerCase();
    const near = table.columns.find((column) => column.name.toLowerCase() === wanted);
    return {
      observed: 1,
      saw: near === undefined ? 'there is no such column' : `there is no such column, but ${near.name}`,
      details: { table: table.label },
    };
  },
});
