/** Proposals without those that did not hold. */
import type { Proposal } from './proposal.js';

/** The columns of a key go together: one check judges all of them. @param failed ids of proposals */
export function withoutFailed(
  proposals: readonly Proposal[],
  failed: ReadonlyMap<string, unknown>,
): readonly Proposal[] {
  const ids = [...failed.keys()];
  return proposals.filter(({ id }) => {
    if (failed.has(id)) return false;
    const key = keyOf(id);
    return key === null || ids.every((other) => keyOf(other) !== key);
  });
}

/** `key/0,2/0` → `key/0,2`. */
const keyOf = (id: string): string | null => /^key\/[\d,]+/.exec(id)?.[0] ?? null;
