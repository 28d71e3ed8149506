/** Words about changes that several formats use alike. */
import type { AssayDiff, Change, ChangeLevel, ContractDiff } from '../model/change.js';
import { count } from './words.js';

/** Worst first. */
export const LEVELS: readonly ChangeLevel[] = ['breaking', 'risky', 'safe'];

/** `2 breaking, 1 safe`; `no changes`. */
export function countsText(summary: AssayDiff['summary']): string {
  const parts = LEVELS.filter((level) => summary[level] > 0).map(
    (level) => `${String(summary[level])} ${level}`,
  );
  return parts.length === 0 ? 'no changes' : parts.join(', ');
}

/** The one line that says it all. */
export function diffVerdict(diff: AssayDiff): string {
  const changed = diff.contracts.length;
  if (diff.changes.length === 0) return 'SAME  the contracts say the same';
  const word = LEVELS.find((level) => diff.summary[level] > 0) ?? 'safe';
  return `${word.toUpperCase()}  ${countsText(diff.summary)} in ${count(changed, 'contract')}`;
}

/** `1.2.0 → 1.3.0`, and what the changes ask for where that is more. */
export function versionText(one: ContractDiff): string {
  if (one.status === 'added') return `new, ${one.writtenVersion ?? 'without a version'}`;
  if (one.status === 'removed') return `${one.baseVersion ?? ''}, gone`;
  const moved =
    one.baseVersion === one.writtenVersion
      ? (one.baseVersion ?? 'no version')
      : `${one.baseVersion ?? 'no version'} → ${one.writtenVersion ?? 'no version'}`;
  if (one.versionHolds) return moved;
  return `${moved}, the changes ask for ${one.suggestedVersion ?? `a new ${one.step} version`}`;
}

/** Whom a change may hurt: `breaks consumers`, `risky for producers`. */
export function partiesText(change: Change): string {
  const parts = (['consumer', 'producer'] as const).flatMap((party) => {
    if (change[party] === 'breaking') return [`breaks ${party}s`];
    return change[party] === 'risky' ? [`risky for ${party}s`] : [];
  });
  return parts.length === 0 ? 'safe' : parts.join(', ');
}
