import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grantsOfGroups, may, mayAnywhere, visible } from '../../src/auth/authorise.js';
import { ROLES, SCOPES, roleScopes, type Grant } from '../../src/model/access.js';

const who = (...grants: Grant[]) => ({ grants });

describe('may', () => {
  it('asks for the scope itself: none implies another', () => {
    for (const held of SCOPES)
      for (const asked of SCOPES)
        expect(may(who({ scopes: [held], domains: null }), asked, 'sales')).toBe(held === asked);
  });

  it('keeps a grant with domains to the datasets of these domains', () => {
    const seller = who({ scopes: ['read', 'run'], domains: ['sales', 'shop'] });
    expect(may(seller, 'run', 'shop')).toBe(true);
    expect(may(seller, 'run', 'people')).toBe(false);
    expect(may(seller, 'run', 'Sales')).toBe(false);
    expect(may(seller, 'run', null)).toBe(false);
    expect(mayAnywhere(seller, 'run')).toBe(true);
    expect(mayAnywhere(seller, 'admin')).toBe(false);
  });

  it('takes an administrator of some domains for no administrator of the service', () => {
    const local = who({ scopes: SCOPES, domains: ['sales'] });
    expect(may(local, 'admin', 'sales')).toBe(true);
    expect(may(local, 'admin', null)).toBe(false);
    expect(may(who({ scopes: SCOPES, domains: null }), 'admin', null)).toBe(true);
  });

  it('does not mix the scope of one grant with the domain of another', () => {
    const mixed = who({ scopes: ['read'], domains: null }, { scopes: ['override'], domains: ['sales'] });
    expect(may(mixed, 'override', 'people')).toBe(false);
    expect(may(mixed, 'override', 'sales')).toBe(true);
    expect(visible(mixed, 'people')).toBe(true);
  });

  it('gives nothing for nothing', () => {
    for (const nobody of [who(), who({ scopes: [], domains: null }), who({ scopes: SCOPES, domains: [] })])
      for (const domain of ['sales', null]) {
        expect(SCOPES.some((scope) => may(nobody, scope, domain))).toBe(false);
        expect(visible(nobody, domain)).toBe(false);
      }
  });
});

const domain = fc.option(fc.constantFrom('sales', 'people', 'shop'), { nil: null });
const grant: fc.Arbitrary<Grant> = fc.record({
  scopes: fc.subarray([...SCOPES]),
  domains: fc.option(fc.subarray(['sales', 'people', 'shop']), { nil: null }),
});

describe('laws', () => {
  it('a further grant never takes anything away, and each grant gives only what it says', () => {
    fc.assert(
      fc.property(
        fc.array(grant),
        grant,
        fc.constantFrom(...SCOPES),
        domain,
        (grants, more, scope, where) => {
          const [before, after] = [
            may(who(...grants), scope, where),
            may(who(...grants, more), scope, where),
          ];
          expect(after).toBe(before || may(who(more), scope, where));
        },
      ),
    );
  });

  it('what may be done is visible, and may be done anywhere at all', () => {
    fc.assert(
      fc.property(fc.array(grant), fc.constantFrom(...SCOPES), domain, (grants, scope, where) => {
        if (!may(who(...grants), scope, where)) return;
        expect(visible(who(...grants), where)).toBe(true);
        expect(mayAnywhere(who(...grants), scope)).toBe(true);
      }),
    );
  });
});

describe('grants of groups', () => {
  const roles = {
    reader: ['*'],
    operator: ['data-eng', { group: 'sales-eng', domains: ['sales'] }],
    admin: [{ group: 'platform' }],
  };

  it('are one for each membership of each role', () => {
    expect(grantsOfGroups(['sales-eng', 'platform', 'chess-club'], roles)).toEqual([
      { scopes: roleScopes.reader, domains: null },
      { scopes: roleScopes.operator, domains: ['sales'] },
      { scopes: roleScopes.admin, domains: null },
    ]);
  });

  it('are those of everybody for a person without groups', () => {
    expect(grantsOfGroups([], roles)).toEqual([{ scopes: ['read'], domains: null }]);
  });

  it('are none where no role names a group, however near the name', () => {
    const strict = { admin: ['platform'], reader: [{ group: 'data', domains: ['sales'] }] };
    for (const groups of [[], ['Platform'], ['platform '], ['dat'], ['*'], ['__proto__'], ['constructor']])
      expect(grantsOfGroups(groups, strict)).toEqual([]);
  });

  it('give each role its scopes', () => {
    for (const role of ROLES)
      expect(grantsOfGroups(['g'], { [role]: ['g'] })).toEqual([{ scopes: roleScopes[role], domains: null }]);
  });
});
