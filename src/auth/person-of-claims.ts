/** Who signed in, and what they may do, from what the provider says of them. */
import type { Principal } from '../model/access.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { grantsOfGroups, type RoleMembers } from './authorise.js';

/** @returns a principal with no grants for a person without a role */
export function personOfClaims(
  claims: JsonObject,
  settings: { readonly claim: string; readonly roles: RoleMembers },
): Principal {
  const groups = groupsOf(claims, settings.claim);
  return { name: nameOf(claims), via: 'session', grants: grantsOfGroups(groups, settings.roles) };
}

/** The groups of a claim: a list, or a text with spaces between. A name with dots that is no claim itself leads inwards: `realm_access.roles`. */
export function groupsOf(claims: JsonObject, claim: string): readonly string[] {
  const value = claimAt(claims, claim);
  if (typeof value === 'string') return value.split(/\s+/).filter((group) => group !== '');
  return Array.isArray(value) ? value.filter((group): group is string => typeof group === 'string') : [];
}

/** Whether a claim is there at all, groups or none. */
export function hasClaim(claims: JsonObject, claim: string): boolean {
  return claimAt(claims, claim) !== undefined;
}

function claimAt(claims: JsonObject, claim: string): Json | undefined {
  if (Object.hasOwn(claims, claim)) return claims[claim];
  return claim
    .split('.')
    .reduce<Json | undefined>(
      (at, step) => (isObject(at) && Object.hasOwn(at, step) ? at[step] : undefined),
      claims,
    );
}

/** An address that the provider calls unverified may be anybody's. */
function nameOf(claims: JsonObject): string {
  const { email, email_verified: verified, preferred_username: user, sub } = claims as Claims;
  const names = [verified === false || verified === 'false' ? undefined : email, user, sub];
  const name = names.find((each) => typeof each === 'string' && isName(each));
  const plain = typeof name === 'string' ? name : 'unknown';
  // What the audit log writes of tokens and of this machine, no person may be called.
  return /^(?:local|unknown|token:.*)$/i.test(plain) ? `oidc:${plain}` : plain;
}

type Claims = { readonly [name in 'email' | 'email_verified' | 'preferred_username' | 'sub']?: Json };

const isName = (text: string): boolean =>
  text.trim() === text && text !== '' && text.length <= 255 && !/[\p{C}\p{Zl}\p{Zp}]/u.test(text);
