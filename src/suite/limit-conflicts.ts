/** Limits that stand in each other's way: checks of one measure that no value can satisfy, warnings that never come first. */
import { digest } from '../model/digest.js';
import { fault, type Fault } from '../model/fault.js';
import type { Draft } from './draft.js';
import { intersection, isOnly, setOf, type ValueSet } from './limit-set.js';
import { limitText, opposite } from './limit.js';
import { isWhole, observable } from './observable.js';

/** Faults among the checks of one dataset. */
export function limitConflicts(drafts: readonly Draft[]): readonly Fault[] {
  // Most checks are alone of their kind on their column: only the others are worth a digest.
  const alike = grouped(drafts, (draft) => JSON.stringify([draft.kind.kind, draft.property?.path ?? null]));
  return alike
    .filter((group) => group.length > 1)
    .flatMap((group) => grouped(group, (draft) => digest(draft.args)))
    .flatMap((group) => (group.length < 2 ? [] : groupConflicts(group)));
}

function grouped(drafts: readonly Draft[], keyOf: (draft: Draft) => string): readonly (readonly Draft[])[] {
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const group = groups.get(keyOf(draft));
    if (group === undefined) groups.set(keyOf(draft), [draft]);
    else group.push(draft);
  }
  return [...groups.values()];
}

function groupConflicts(group: readonly Draft[]): readonly Fault[] {
  const fails = group.filter((draft) => draft.severity === 'fail');
  const contradiction = findContradiction(fails);
  if (contradiction !== null) return [contradiction];
  return group
    .filter((draft) => draft.severity === 'warn')
    .flatMap((warn) => {
      const idle = idleWarning(warn, fails);
      return idle === null ? [] : [idle];
    });
}

/** The first failing rule that leaves nothing of what the ones before it allow. */
function findContradiction(fails: readonly Draft[]): Fault | null {
  const left = new Map<string, { readonly set: ValueSet; readonly by: Draft }>();
  for (const draft of fails) {
    const before = left.get(draft.unit);
    const set = intersection(before?.set ?? observable(draft.kind, draft.unit), allowed(draft));
    if (set.length === 0 && before !== undefined) return contradicted(draft, before.by);
    left.set(draft.unit, { set, by: draft });
  }
  return null;
}

/** A warning that every value breaks only when it breaks a failing rule too. */
function idleWarning(warn: Draft, fails: readonly Draft[]): Fault | null {
  for (const fail of fails) {
    const good = intersection(observable(fail.kind, fail.unit), allowed(fail));
    // Zero rows are zero percent: the one value that two units share.
    const comparable = fail.unit === warn.unit || (isOnly(good, 0) && [fail.unit, warn.unit].every(isShare));
    if (!comparable) continue;
    const warns = setOf(opposite(warn.limit), isWhole(warn.unit));
    if (intersection(good, warns).length > 0) continue;
    const message = `${subject(warn)}: this warning (allowed ${limitText(warn.limit, warn.unit)}) can never come before the failure (allowed ${limitText(fail.limit, fail.unit)}, line ${fail.clause.line}).`;
    const hint = 'Let the warning allow less than the failing rule, or leave it out.';
    return fault('idle-warning', message, warn.clause, hint);
  }
  return null;
}

const isShare = (unit: string): boolean => unit === 'rows' || unit === 'percent';

const allowed = (draft: Draft): ValueSet => setOf(draft.limit, isWhole(draft.unit));

const subject = (draft: Draft): string =>
  `${draft.kind.kind}${draft.property === null ? '' : ` of ${draft.property.path}`}`;

function contradicted(draft: Draft, other: Draft): Fault {
  const message = `${subject(draft)} must be ${limitText(draft.limit, draft.unit)}, but line ${other.clause.line} asks for ${limitText(other.limit, other.unit)}: no value can be both.`;
  return fault('contradiction', message, draft.clause, 'Correct one of the two limits.');
}
