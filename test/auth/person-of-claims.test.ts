import { describe, expect, it } from 'vitest';
import { groupsOf, hasClaim, personOfClaims } from '../../src/auth/person-of-claims.js';
import type { JsonObject } from '../../src/model/json.js';

const roles = { operator: ['eng'], reader: [{ group: 'sales', domains: ['sales'] }] };
const person = (claims: JsonObject) => personOfClaims(claims, { claim: 'groups', roles });

describe('groups', () => {
  it.each<[string, JsonObject, string, string[]]>([
    ['a list', { groups: ['eng', 'sales team'] }, 'groups', ['eng', 'sales team']],
    ['a text with spaces', { groups: ' eng  sales\tx ' }, 'groups', ['eng', 'sales', 'x']],
    ['a list with other things', { groups: ['eng', 7, null, ['x']] }, 'groups', ['eng']],
    ['a number', { groups: 7 }, 'groups', []],
    ['an object', { groups: { eng: true } }, 'groups', []],
    ['none', {}, 'groups', []],
    ['a claim inside', { realm_access: { roles: ['eng'] } }, 'realm_access.roles', ['eng']],
    ['a name with dots', { 'https://x.example/groups': ['eng'] }, 'https://x.example/groups', ['eng']],
    ['what every object has', {}, 'constructor.name', []],
  ])('from %s', (_, claims, claim, groups) => {
    expect(groupsOf(claims, claim)).toEqual(groups);
  });

  it('that are an empty list are there', () => {
    expect(hasClaim({ groups: [] }, 'groups')).toBe(true);
    expect(hasClaim({}, 'groups')).toBe(false);
    expect(hasClaim({}, 'toString')).toBe(false);
  });
});

describe('a person', () => {
  it('is known by the address, and may what the groups may', () => {
    expect(
      person({ sub: '1', email: 'ada@example.com', email_verified: true, groups: ['eng', 'sales'] }),
    ).toEqual({
      name: 'ada@example.com',
      via: 'session',
      grants: [
        { scopes: ['read'], domains: ['sales'] },
        { scopes: ['read', 'run', 'override'], domains: null },
      ],
    });
  });

  it('is not believed an address that the provider has not verified', () => {
    const claims = { sub: '7', email: 'boss@example.com', preferred_username: 'mallory' };
    expect(person({ ...claims, email_verified: false }).name).toBe('mallory');
    expect(person({ ...claims, email_verified: 'false' }).name).toBe('mallory');
    expect(person(claims).name).toBe('boss@example.com');
  });

  it.each<[JsonObject, string]>([
    [{ sub: 's-1' }, 's-1'],
    [{ sub: 's-1', preferred_username: '' }, 's-1'],
    [{ sub: 's-1', email: 'a\nb@example.com' }, 's-1'],
    [{ sub: 's-1', email: ' x' }, 's-1'],
    [{ sub: 's-1', preferred_username: 'ad\u202Ea' }, 's-1'],
    [{ sub: 's-1', preferred_username: 'x'.repeat(256) }, 's-1'],
    [{ sub: 's-1', preferred_username: 'token:ci' }, 'oidc:token:ci'],
    [{ sub: 's-1', preferred_username: 'Local' }, 'oidc:Local'],
    [{}, 'oidc:unknown'],
  ])('of %j is called %s', (claims, name) => {
    expect(person(claims).name).toBe(name);
  });

  it('without a role has no grants', () => {
    expect(person({ sub: '1', groups: ['chess'] }).grants).toEqual([]);
  });
});
