/** What a principal may do. Pure: the grants say everything. */
import { ROLES, roleScopes, type Grant, type Principal, type Role, type Scope } from '../model/access.js';

/** Those who have a role: everybody of a group, or only for the datasets of some domains. `*` is everybody who signs in. */
export type RoleMember = string | { readonly group: string; readonly domains?: readonly string[] };

export type RoleMembers = { readonly [role in Role]?: readonly RoleMember[] };

/**
 * Whether a scope holds for what belongs to a domain.
 * @param domain of the dataset's contract; null for a dataset without one, and for what belongs to no dataset (tokens, settings): both
 * take a grant that is not limited to domains
 */
export function may(principal: Pick<Principal, 'grants'>, scope: Scope, domain: string | null): boolean {
  return principal.grants.some((grant) => grant.scopes.includes(scope) && covers(grant, domain));
}

/** Whether a scope holds anywhere at all: what to ask before it is known which dataset a request is about. */
export function mayAnywhere(principal: Pick<Principal, 'grants'>, scope: Scope): boolean {
  return principal.grants.some((grant) => grant.scopes.includes(scope));
}

/** Whether a principal may know that datasets of this domain exist: it has some scope there. What it may not see is to it as if it were not there. */
export function visible(principal: Pick<Principal, 'grants'>, domain: string | null): boolean {
  return principal.grants.some((grant) => grant.scopes.length > 0 && covers(grant, domain));
}

/** The grants of a person in these groups: one for each membership of each role; none for a person without a role. */
export function grantsOfGroups(groups: readonly string[], roles: RoleMembers): readonly Grant[] {
  return ROLES.flatMap((role) =>
    (roles[role] ?? [])
      .map((member) => (typeof member === 'string' ? { group: member } : member))
      .filter(({ group }) => group === '*' || groups.includes(group))
      .map(({ domains }) => ({ scopes: roleScopes[role], domains: domains ?? null })),
  );
}

const covers = (grant: Grant, domain: string | null): boolean =>
  grant.domains === null || (domain !== null && grant.domains.includes(domain));
