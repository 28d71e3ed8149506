/** Whose data it is, in one word for a decision's reasons. */
import type { Contract } from '../model/contract.js';

/** The team member with the role `owner`, else the first member, else the first support channel; null where none is named. */
export function ownerOf(contract: Pick<Contract, 'owners' | 'support'>): string | null {
  const { owners, support } = contract;
  const member = owners.find((each) => each.role?.toLowerCase() === 'owner') ?? owners[0];
  return member?.username ?? support[0]?.channel ?? null;
}
