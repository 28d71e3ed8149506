/** availableBy: the day's data was there by a time of day; before that hour the day before is judged. */
import type { Check } from '../../src/model/check.js';
import { and } from '../../src/model/expr.js';
import { optionFault } from '../../src/model/kit-faults.js';
import { compareInstant, instantOf, NO_TIMES, timeColumn } from '../../src/model/kit-instant.js';
import { scalarAt } from '../../src/model/kit-reading.js';
import { defineCheck, type NeedsContext } from '../../src/model/kit.js';
import { addDays, clockTime, dayOf, isClock } from '../../src/model/time-zone.js';
import { parseInstant, toInstant } from '../../src/model/time.js';
import { dueText } from '../../src/model/kit-option.js';

export default defineCheck({
  kind: 'availableBy',
  level: 'both',
  dimension: 'timeliness',
  units: ['value'],
  defaultLimit: { op: '=', value: 0 },
  range: { low: 0, high: 1 },
  columnOptions: ['/column'],
  faults: ({ timezone }) =>
    typeof timezone !== 'string' || isClock(timezone)
      ? []
      : [
          optionFault(
            '/timezone',
            `There is no time zone ${timezone}.`,
            'Write an IANA name such as Europe/Rome.',
          ),
        ],
  needs: (check, context) => {
    const column = timeColumn(check);
    const { start, end } = dueOf(check, context);
    const where = and(
      compareInstant(column, '>=', start, check.columnType),
      compareInstant(column, '<', end, check.columnType),
    );
    return [{ measure: 'aggregate', fn: 'min', of: column, where }];
  },
  judge: (readings, check, context) => {
    const { day, due } = dueOf(check, context);
    const first = scalarAt(readings, 0);
    const at = first === null ? null : instantOf(first);
    if (first !== null && at === null) return { unknown: NO_TIMES };
    // A date is there from its first moment on, whatever the zone.
    const inTime = at !== null && (check.columnType === 'date' || at <= due);
    const said =
      at === null
        ? `brought nothing until ${context.asOf}`
        : inTime
          ? 'was in time'
          : `came only at ${toInstant(at)}`;
    return {
      observed: inTime ? 0 : 1,
      details: {
        day,
        due: toInstant(due),
        ...(at === null || check.columnType === 'date' ? {} : { first: toInstant(at) }),
      },
      saw: `the data of ${day}, due at ${toInstant(due)}, ${said}`,
    };
  },
});

interface Due {
  /** The day that is judged, in the zone. */
  readonly day: string;
  /** When its data is due. */
  readonly due: number;
  /** Where values of the day begin. */
  readonly start: number;
  /** Just after the last moment at which they count: the end of the day, or as-of. */
  readonly end: number;
}

/** The last day whose hour has come at as-of. Times in ms. */
function dueOf(check: Check, { asOf }: NeedsContext): Due {
  const { time, timezone } = check.args;
  const [hour, zone] = [dueText(time), typeof timezone === 'string' ? timezone : 'UTC'];
  const now = Date.parse(asOf);
  const today = dayOf(now, zone);
  const day = now < clockTime(today, hour, zone) ? addDays(today, -1) : today;
  const due = clockTime(day, hour, zone);
  if (check.columnType === 'date') return { day, due, start: midnight(day), end: midnight(addDays(day, 1)) };
  const end = clockTime(addDays(day, 1), '00:00', zone);
  return { day, due, start: clockTime(day, '00:00', zone), end: Math.min(end, now + 1) };
}

/** A date of the data is a label of the day in the zone: compared as it stands. */
const midnight = (day: string): number => parseInstant(day) ?? Number.NaN;
