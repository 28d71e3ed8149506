/** rowCount: how many rows are in scope. */
import { metricOf } from '../../src/model/kit-aggregate.js';
import { countAt } from '../../src/model/kit-reading.js';
import { defineCheck } from '../../src/model/kit.js';

export default defineCheck({
  kind: 'rowCount',
  level: 'dataset',
  dimension: 'completeness',
  units: ['rows'],
  needs: (check) => metricOf('rowCount', check).measures,
  judge: (readings) => {
    const rows = countAt(readings, 0);
    return { observed: rows, saw: `${String(rows)} ${rows === 1 ? 'row' : 'rows'}` };
  },
});
