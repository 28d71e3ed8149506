/** Overrides: which are in force for some data at a moment, and which reasons they lift. */
import type { Override, Reason } from '../model/decision.js';

/** The data that is asked about, and when. `dataVersion` null: it could not be taken. */
export interface OverrideQuestion {
  readonly dataset: string;
  readonly dataVersion: string | null;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * Those that hold now for this dataset and data version. One that waits for its second person lifts nothing, nor does
 * one that its own author approved; one that names a data version lifts nothing where the version is not known.
 */
export function overridesInForce(
  overrides: readonly Override[],
  question: OverrideQuestion,
): readonly Override[] {
  const at = Date.parse(question.at);
  return overrides.filter(
    (override) =>
      override.dataset === question.dataset &&
      Date.parse(override.createdAt) <= at &&
      at < Date.parse(override.until) &&
      isApproved(override) &&
      (override.dataVersion === null || override.dataVersion === question.dataVersion),
  );
}

/** True where no second person is due, or one other than the author has agreed. */
export function isApproved(override: Override): boolean {
  if (!override.needsApproval) return true;
  return override.approvedBy !== null && override.approvedBy !== override.by;
}

/**
 * Lifts what may be lifted: a blocking reason that names a check, by an override of that check or of every check. A lifted
 * reason stays as a warning with the override's id. What names no check (isolated, upstream, moved data) is never lifted.
 */
export function liftReasons(reasons: readonly Reason[], inForce: readonly Override[]): readonly Reason[] {
  return reasons.map((reason) => {
    if (reason.effect !== 'block' || reason.check === null) return reason;
    const override = lastingLongest(inForce.filter((each) => covers(each, reason.check)));
    return override === null ? reason : lifted(reason, override);
  });
}

/** A reason that an override has lifted. */
export function lifted(reason: Reason, override: Override): Reason {
  const message = `${reason.message} (lifted until ${override.until} by ${override.by}: ${override.reason})`;
  return { ...reason, effect: 'warn', overriddenBy: override.id, message };
}

function covers(override: Override, check: string | null): boolean {
  return override.checks === null || (check !== null && override.checks.includes(check));
}

function lastingLongest(overrides: readonly Override[]): Override | null {
  return overrides.reduce<Override | null>(
    (best, each) => (best === null || Date.parse(each.until) > Date.parse(best.until) ? each : best),
    null,
  );
}
