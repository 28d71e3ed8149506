/** retention: the age of the oldest row at the moment of the run; nothing may be kept for longer than was promised. */
import { isNumeric } from '../../src/model/exact.js';
import { compareInstant, instantOf, NO_TIMES, NO_VALUES, timeColumn } from '../../src/model/kit-instant.js';
import { countAt, scalarAt } from '../../src/model/kit-reading.js';
import { defineCheck } from '../../src/model/kit.js';
import { durationText, toInstant } from '../../src/model/time.js';

export default defineCheck({
  kind: 'retention',
  level: 'both',
  dimension: 'timeliness',
  units: ['seconds'],
  range: {},
  columnOptions: ['/column'],
  needs: (check, { asOf }) => {
    const column = timeColumn(check);
    const { seconds } = check.args;
    const oldest = { measure: 'aggregate', fn: 'min', of: column } as const;
    if (!isNumeric(seconds)) return [oldest];
    const bound = Date.parse(asOf) - Number(seconds) * 1000;
    return [
      oldest,
      { measure: 'count', where: compareInstant(column, '<', bound, check.columnType) },
      { measure: 'count' },
    ];
  },
  judge: (readings, _check, { asOf }) => {
    const oldest = scalarAt(readings, 0);
    if (oldest === null) return { unknown: NO_VALUES };
    const at = instantOf(oldest);
    if (at === null) return { unknown: NO_TIMES };
    const age = Date.parse(asOf) - at;
    const rows =
      readings.length < 3 ? {} : { rows: { bad: countAt(readings, 1), total: countAt(readings, 2) } };
    return {
      observed: age / 1000,
      ...rows,
      details: { asOf, oldest: toInstant(at) },
      saw: `the oldest row is ${durationText(age)} old`,
    };
  },
});
