/** freshness: the age of the newest row at the moment of the run; a row from the future makes nothing fresh. */
import { toNumber } from '../../src/model/exact.js';
import { compareInstant, instantOf, NO_TIMES, NO_VALUES, timeColumn } from '../../src/model/kit-instant.js';
import { countAt, scalarAt } from '../../src/model/kit-reading.js';
import { defineCheck } from '../../src/model/kit.js';
import { durationText, toInstant } from '../../src/model/time.js';

export default defineCheck({
  kind: 'freshness',
  level: 'both',
  dimension: 'timeliness',
  units: ['seconds'],
  range: { low: 0 },
  columnOptions: ['/column'],
  needs: (check, { asOf }) => {
    const [column, now] = [timeColumn(check), Date.parse(asOf)];
    const past = compareInstant(column, '<=', now, check.columnType);
    const future = compareInstant(column, '>', now, check.columnType);
    return [
      { measure: 'aggregate', fn: 'max', of: column, where: past },
      { measure: 'count', where: future },
    ];
  },
  judge: (readings, _check, { asOf }) => {
    const [newest, future] = [scalarAt(readings, 0), countAt(readings, 1)];
    const later = toNumber(future) === 0 ? '' : `; ${String(future)} rows lie in the future and do not count`;
    const details = { asOf, future };
    if (newest === null) return { unknown: { ...NO_VALUES, message: NO_VALUES.message + later }, details };
    const at = instantOf(newest);
    if (at === null) return { unknown: NO_TIMES, details };
    const age = Date.parse(asOf) - at;
    return {
      observed: age / 1000,
      details: { ...details, newest: toInstant(at) },
      saw: `the newest row is ${durationText(age)} old${later}`,
    };
  },
});
