/** distinctValues: the set of a column's values against a set of the contract; counts the values that offend. */
import type { Check } from '../../src/model/check.js';
import { minus, plus, toNumber } from '../../src/model/exact.js';
import { not, ownColumn } from '../../src/model/expr.js';
import type { JsonObject, JsonScalar } from '../../src/model/json.js';
import { frequenciesAt } from '../../src/model/kit-reading.js';
import { columnForms, isOneOf } from '../../src/model/kit-missing.js';
import { distinctSet, mayShowValues } from '../../src/model/kit-set.js';
import { defineCheck } from '../../src/model/kit.js';
import type { Expr, FrequenciesValue, Measure } from '../../src/model/measure.js';

/** Offending values that the details may name. */
const SHOWN = 10;

export default defineCheck({
  kind: 'distinctValues',
  level: 'column',
  dimension: 'conformity',
  units: ['value'],
  defaultLimit: { op: '=', value: 0 },
  range: { low: 0 },
  needs: (check) => {
    const { set, outside, inside } = asked(check);
    const of = ownColumn(check);
    const foreign: Measure = { measure: 'frequencies', of, limit: SHOWN, where: not(isIn(check)) };
    const known: Measure = { measure: 'frequencies', of, limit: set.length, where: isIn(check) };
    return [...(outside ? [foreign] : []), ...(inside ? [known] : [])];
  },
  judge: (readings, check) => {
    const { set, outside, inside } = asked(check);
    const foreign = outside ? frequenciesAt(readings, 0) : null;
    const known = inside ? frequenciesAt(readings, outside ? 1 : 0) : null;
    const strangers = foreign?.distinct ?? 0;
    const absent = known === null ? 0 : minus(set.length, known.distinct);
    return {
      observed: plus(strangers, absent),
      saw: [
        ...(foreign === null ? [] : [`${String(strangers)} values are not in the set${rowsOf(foreign)}`]),
        ...(known === null
          ? []
          : [`${String(absent)} of ${String(set.length)} values of the set are absent`]),
      ].join(', '),
      details: { ...offenders(foreign, check), ...absentees(known, set, absent) },
    };
  },
  badRows: (check) => (asked(check).outside ? not(isIn(check)) : null),
});

type Frequencies = FrequenciesValue['segments'][number];

/** Which side of the two sets a rule looks at. */
function asked(check: Check): { set: readonly JsonScalar[]; outside: boolean; inside: boolean } {
  const { in: within, contains, equals } = check.args;
  return {
    set: distinctSet(within ?? contains ?? equals),
    outside: contains === undefined,
    inside: within === undefined,
  };
}

function isIn(check: Check): Expr {
  const test = isOneOf(columnForms(ownColumn(check)), asked(check).set, check.columnType);
  if (test === null) throw new Error(`${check.id}: an empty set`);
  return test;
}

const rowsOf = (found: Frequencies): string =>
  toNumber(found.total) === 0 ? '' : ` (${String(found.total)} rows)`;

/** The offending values themselves, only where the column is known to be public. */
function offenders(found: Frequencies | null, check: Check): JsonObject {
  if (found === null || toNumber(found.total) === 0) return {};
  const top = mayShowValues(check)
    ? { offenders: found.values.map(({ value, count }) => ({ value, count })) }
    : {};
  return { offendingRows: found.total, ...top };
}

/** Which members of the contract's set no row has; left out where texts of values do not tell (`1.0` and `1.00`). */
function absentees(
  found: Frequencies | null,
  set: readonly JsonScalar[],
  absent: number | string,
): JsonObject {
  if (found === null || toNumber(absent) === 0) return {};
  const there = new Set(found.values.map(({ value }) => String(value)));
  const missing = set.filter((member) => !there.has(String(member)));
  return missing.length === toNumber(absent) ? { absent: missing } : {};
}
