/** The small parts of the API, each by its law. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contractChanges } from '../../src/api/contract-changes.js';
import { linker } from '../../src/api/links.js';
import { cursorOf, keyOf, pageByKey, positionOf } from '../../src/api/paging.js';
import { waitOf } from '../../src/api/prefer.js';
import type { Contract } from '../../src/model/contract.js';
import { CONTRACT } from '../support/store-records.js';

describe('Prefer', () => {
  test.each([
    [undefined, 10_000, null],
    ['', 10_000, null],
    ['wait=5', 5_000, 'wait=5'],
    ['WAIT = "7"', 7_000, 'wait=7'],
    ['wait=0', 0, 'wait=0'],
    ['wait=3600', 60_000, 'wait=60'],
    ['return=minimal, wait=2; x=1', 2_000, 'wait=2'],
    ['respond-async', 0, 'respond-async'],
    ['respond-async, wait=5', 0, 'respond-async'],
    ['wait=-1', 10_000, null],
    ['wait=soon, wait=4', 4_000, 'wait=4'],
    ['waiting=5', 10_000, null],
  ])('%s', (header, waitMs, applied) => {
    expect(waitOf(header, 10)).toEqual({ waitMs, applied });
  });
});

describe('cursors', () => {
  test('come back as they went, and nothing else is one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.maxSafeInteger(), { maxLength: 3 }),
        fc.string({ unit: 'binary' }),
        (position, text) => {
          expect(positionOf(cursorOf(position), position.length)).toEqual(position);
          expect(positionOf(cursorOf(position), position.length + 1)).toBeNull();
          expect(keyOf(cursorOf([text]))).toBe(text);
          expect(keyOf(cursorOf([1]))).toBeNull();
          const read = positionOf(text, 1);
          expect(read === null || read.every(Number.isSafeInteger)).toBe(true);
        },
      ),
    );
  });

  test('pages by key put together are the list in the order of its keys', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 5 }), (keys, limit) => {
        const found: string[] = [];
        for (let after: string | null = null; ;) {
          const page = pageByKey(keys, (key) => key, { limit, after });
          found.push(...page.items);
          if (page.next === null) break;
          after = keyOf(page.next);
        }
        expect(found).toEqual([...keys].sort((a, b) => (a < b ? -1 : 1)));
      }),
    );
  });
});

describe('links', () => {
  test('lead below the path of the public address, whatever a name holds', () => {
    expect(linker(null)('/v1/runs/{id}', 'a/b?c#d%')).toBe('/v1/runs/a%2Fb%3Fc%23d%25');
    expect(linker('https://x.example/a/b/')('/docs')).toBe('/a/b/docs');
    expect(linker('https://x.example')('')).toBe('');
    expect(linker(null)('/{a}/{b}', '\ud800', '😀')).toBe('/%EF%BF%BD/%F0%9F%98%80');
  });
});

describe('what differs between two contracts', () => {
  const owner = (username: string, role: string | null = null) => ({ username, name: null, role });
  const contract = (part: Partial<Contract>): Contract => ({ ...CONTRACT, ...part });

  test('is nothing between a contract and itself, wherever it is written', () => {
    const one = contract({ owners: [owner('ada'), owner('ben')] });
    expect(contractChanges(one, one)).toEqual([]);
    expect(contractChanges(one, { ...one, file: 'elsewhere.yaml', digest: 'sha256:other' })).toEqual([]);
    expect(contractChanges(one, contract({ owners: [owner('ben'), owner('ada')] }))).toEqual([]);
  });

  test('is told by names where elements have them, else by places', () => {
    const before = contract({ owners: [owner('ada'), owner('ben')], tags: ['a', 'b'] });
    const after = contract({ owners: [owner('ben', 'owner'), owner('a/b~c')], tags: ['a', 'c', 'd'] });
    expect(contractChanges(before, after)).toEqual([
      { path: '/tags/1', change: 'changed', before: 'b', after: 'c' },
      { path: '/tags/2', change: 'added', after: 'd' },
      { path: '/owners/ada', change: 'removed', before: owner('ada') },
      { path: '/owners/ben/role', change: 'changed', before: null, after: 'owner' },
      { path: '/owners/a~1b~0c', change: 'added', after: owner('a/b~c') },
    ]);
  });

  test('turned round it is the same the other way', () => {
    const tags = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 });
    const owners = fc.uniqueArray(fc.constantFrom('ada', 'ben', 'eve'));
    const one = fc
      .record({ tags, owners })
      .map((each) => contract({ ...each, owners: each.owners.map((u) => owner(u)) }));
    fc.assert(
      fc.property(one, one, (a, b) => {
        const turned = contractChanges(b, a).map((each) =>
          JSON.stringify([each.path, each.after, each.before]),
        );
        const straight = contractChanges(a, b).map((each) =>
          JSON.stringify([each.path, each.before, each.after]),
        );
        expect([...straight].sort()).toEqual([...turned].sort());
      }),
    );
  });

  test('hides what looks like a secret', () => {
    const place = { file: 'a', line: 1, column: 1, path: '' };
    const server = (password: string) => ({
      name: 's',
      type: 'postgres',
      environment: null,
      settings: { password },
      place,
    });
    const changes = contractChanges(contract({}), contract({ servers: [server('hunter2')] }));
    expect(JSON.stringify(changes)).not.toContain('hunter2');
    expect(changes).toHaveLength(1);
  });
});
