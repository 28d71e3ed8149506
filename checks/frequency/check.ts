/** frequency: the longest step between updates in the last periods, counted in whole periods so that a daily load may be early or late. */
import type { Check } from '../../src/model/check.js';
import { isNumeric, toNumber } from '../../src/model/exact.js';
import { and } from '../../src/model/expr.js';
import { optionFault } from '../../src/model/kit-faults.js';
import { compareInstant, instantOf, NO_TIMES, NO_VALUES, timeColumn } from '../../src/model/kit-instant.js';
import { countAt, scalarAt } from '../../src/model/kit-reading.js';
import { defineCheck, type NeedsContext } from '../../src/model/kit.js';
import type { Measure } from '../../src/model/measure.js';
import type { ReadingValue } from '../../src/model/reading.js';
import { durationText, toInstant } from '../../src/model/time.js';
import { periodsOf, type Periods } from './periods.js';

/** How many finished periods a run looks back over, besides the one that is open. */
const PERIODS = 7;

export default defineCheck({
  kind: 'frequency',
  level: 'both',
  dimension: 'timeliness',
  units: ['seconds'],
  range: { low: 0 },
  columnOptions: ['/column'],
  faults: (args) =>
    isNumeric(args['seconds']) && Number(args['seconds']) > 0
      ? []
      : [optionFault('/seconds', 'How often is an update due?', 'Write the period in `seconds`.')],
  needs: (check, context) => {
    const [column, type] = [timeColumn(check), check.columnType];
    const { starts, end } = windowOf(check, context);
    const first = starts[0] ?? end;
    const bounds = [...starts, end];
    const before = compareInstant(column, '<', first, type);
    const within = starts.map((start, index) =>
      and(
        compareInstant(column, '>=', start, type),
        compareInstant(column, '<', bounds[index + 1] ?? end, type),
      ),
    );
    const measures: Measure[] = [
      { measure: 'aggregate', fn: 'max', of: column, where: before },
      ...within.map((where): Measure => ({ measure: 'count', where })),
    ];
    // A batch alone shows no steps: the whole dataset does.
    return context.batch === null ? measures : measures.map((each) => ({ ...each, scope: { batch: null } }));
  },
  judge: (readings, check, context) => {
    const periods = updated(readings, check, context);
    if (periods === 'no times') return { unknown: NO_TIMES };
    const last = periods.found.at(-1);
    if (last === undefined) return { unknown: NO_VALUES };
    // The open period counts too: an update that is due for longer than a period has not come.
    const steps = [...periods.found.slice(1), Math.max(periods.open, last)].map(
      (period, index) => period - (periods.found[index] ?? period),
    );
    const longest = Math.max(...steps, 0);
    const observed = (longest * periods.length) / 1000;
    return {
      observed,
      details: {
        asOf: context.asOf,
        periods: PERIODS,
        longestStep: longest,
        lastPeriod: toInstant(periods.startOf(last)),
      },
      saw:
        longest <= 1
          ? `every period of ${durationText(periods.length)} brought an update`
          : `${durationText(observed * 1000)} passed between updates`,
    };
  },
});

/** The starts of the periods that are looked at, oldest first, and the end of the open one (just after as-of). All ms. */
function windowOf(
  check: Check,
  { asOf }: NeedsContext,
): { starts: number[]; end: number; periods: Periods; open: number } {
  const now = Date.parse(asOf);
  const periods = periodsOf(Number(check.args['seconds']));
  const open = periods.at(now);
  const starts = Array.from({ length: PERIODS + 1 }, (_, index) => periods.startOf(open - PERIODS + index));
  return { starts, end: now + 1, periods, open };
}

/** Numbers of the periods that brought something, oldest first; before the window only the newest. */
function updated(
  readings: readonly ReadingValue[],
  check: Check,
  context: NeedsContext,
): (Periods & { found: readonly number[]; open: number }) | 'no times' {
  const { periods, open, starts } = windowOf(check, context);
  const before = scalarAt(readings, 0);
  const earlier = before === null ? null : instantOf(before);
  if (before !== null && earlier === null) return 'no times';
  const within = starts.flatMap((_, index) =>
    toNumber(countAt(readings, index + 1)) > 0 ? [open - PERIODS + index] : [],
  );
  const found = [...(earlier === null ? [] : [periods.at(earlier)]), ...within];
  return { ...periods, found, open };
}
