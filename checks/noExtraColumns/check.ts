/** noExtraColumns: the source has no column that the contract does not name. */
import { tableAt } from '../../src/model/kit-reading.js';
import { missingTable, names, ownColumns, someNames } from '../../src/model/kit-table.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({
  kind: 'noExtraColumns',
  level: 'dataset',
  dimension: 'conformity',
  units: ['value'],
  defaultLimit: { op: '=', value: 0 },
  needs: () => [{ measure: 'schema' }],
  judge: (readings, check) => {
    const table = tableAt(readings, 0);
    if (!table.exists) return missingTable(table);
    const declared = new Set(names(check.args['columns']));
    const extra = ownColumns(table)
      .map((column) => column.name)
      .filter((name) => !declared.has(name));
    return {
      observed: extra.length,
      saw:
        extra.length === 0
          ? 'every column is in the contract'
          : `${String(extra.length)} columns are not in the contract: ${someNames(extra)}`,
      details: extra.length === 0 ? {} : { extra },
    };
  },
});
