/** From readings to a check's result: the kind says what it saw, the limit says whether that is allowed. */
import type { Check } from '../model/check.js';
import type { CheckKind, Judgement, NeedsContext } from '../model/kit.js';
import { WITHHELD } from '../model/kit-judgement.js';
import type { Measure } from '../model/measure.js';
import { measureId } from '../model/measure.js';
import type { Reading, ReadingValue, Unknown } from '../model/reading.js';
import type { CheckResult, Verdict } from '../model/verdict.js';
import { holds, limitText } from '../suite/limit.js';

/** A check with its kind and what it asked for: everything that a verdict needs but the readings. */
export interface Asked {
  readonly check: Check;
  readonly kind: CheckKind;
  readonly measures: readonly Measure[];
  readonly context: NeedsContext;
}

/**
 * Judges one check. A reading that is missing or unknown makes the verdict unknown with its reason; so does a kind
 * that throws: a check that could not be evaluated is never a pass.
 */
export function judgeCheck(asked: Asked, readings: ReadonlyMap<string, Reading>): CheckResult {
  const judgement = judgementOf(asked, readings);
  if ('unknown' in judgement) return unknownResult(asked.check, judgement.unknown, judgement.details ?? {});
  const { check } = asked;
  const held = holds(check.limit, judgement.observed);
  const verdict: Verdict = held ? 'pass' : check.severity;
  const expected = limitText(check.limit, check.unit);
  return {
    ...common(check),
    verdict,
    reason: null,
    observed: judgement.withheld === true ? WITHHELD : judgement.observed,
    expected,
    rows: judgement.rows ?? null,
    details: judgement.details ?? {},
    message: `${subject(check)}: ${judgement.saw}${held ? '' : `, allowed ${expected}`}`,
  };
}

/** The result of a check that could not be evaluated. */
export function unknownResult(
  check: Check,
  unknown: Unknown,
  details: CheckResult['details'] = {},
): CheckResult {
  return {
    ...common(check),
    verdict: 'unknown',
    reason: unknown.reason,
    observed: null,
    expected: limitText(check.limit, check.unit),
    rows: null,
    details,
    message: `${subject(check)}: could not be evaluated: ${unknown.message}`,
  };
}

function judgementOf(asked: Asked, readings: ReadonlyMap<string, Reading>): Judgement {
  const values: ReadingValue[] = [];
  for (const measure of asked.measures) {
    const reading = readings.get(measureId(measure));
    if (reading === undefined)
      return { unknown: { reason: 'engine_error', message: 'a measure was not taken' } };
    if (!reading.ok) return { unknown: reading.unknown };
    values.push(reading.value);
  }
  try {
    return asked.kind.judge(values, asked.check, asked.context);
  } catch {
    return {
      unknown: {
        reason: 'engine_error',
        message: `the check kind ${asked.kind.kind} could not read its measures`,
      },
    };
  }
}

function common(
  check: Check,
): Pick<
  CheckResult,
  'id' | 'kind' | 'column' | 'name' | 'tags' | 'dimension' | 'severity' | 'clause' | 'unit' | 'samples'
> {
  const { id, kind, column, name, tags, dimension, clause, unit } = check;
  return {
    id,
    kind,
    column,
    name,
    tags,
    dimension,
    severity: check.severityLabel ?? defaultLabel(check),
    clause,
    unit,
    samples: [],
  };
}

const defaultLabel = (check: Check): string => (check.severity === 'warn' ? 'warning' : 'error');

/** What the message speaks of: the rule's own name, else the column, else the dataset. */
function subject(check: Check): string {
  return check.name ?? check.column ?? check.dataset;
}
