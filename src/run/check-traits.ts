/** What the kind of a check can do beyond judging: learn from earlier runs, point at rows. */
import type { Check } from '../model/check.js';
import type { Catalogue } from '../model/kit.js';

export interface CheckTraits {
  /** It is judged by its own earlier runs. */
  readonly usesBaseline: boolean;
  /** It can point at the rows that break it. */
  readonly showsRows: boolean;
}

/** @param check null: one that is not in force any more */
export function checkTraits(check: Check | null, catalogue: Catalogue): CheckTraits {
  const kind = check === null ? undefined : catalogue.get(check.kind)?.check;
  if (check === null || kind === undefined) return { usesBaseline: false, showsRows: false };
  const need = kind.history?.(check) ?? null;
  return { usesBaseline: need !== null, showsRows: (kind.badRows?.(check) ?? null) !== null };
}
