import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PathStep } from '../../src/model/contract.js';
import { pathSteps, pathText, quotedPath } from '../../src/model/column-path.js';

const items: PathStep = { items: true };
const f = (field: string): PathStep => ({ field });

describe('a column path', () => {
  it.each<[string, readonly PathStep[]]>([
    ['amount', [f('amount')]],
    ['address.city', [f('address'), f('city')]],
    ['lines[].sku', [f('lines'), items, f('sku')]],
    ['grid[][]', [f('grid'), items, items]],
    ['"order.id"', [f('order.id')]],
    ['"order.id"[]."net.amount"', [f('order.id'), items, f('net.amount')]],
    ['"say ""hi"".x"', [f('say "hi".x')]],
    ['o"d', [f('o"d')]],
    ['a"b.c"d', [f('a"b'), f('c"d')]],
  ])('%s', (text, steps) => {
    expect(pathSteps(text)).toEqual(steps);
    expect(pathSteps(pathText(steps))).toEqual(steps);
  });

  it('is plain wherever it can be', () => {
    expect(pathText([f('lines'), items, f('sku')])).toBe('lines[].sku');
    expect(pathText([f('o"d 🙂')])).toBe('o"d 🙂');
    expect(pathText([f('a.b'), f('c')])).toBe('"a.b".c');
  });

  const name = fc.oneof(fc.stringMatching(/^[a.b"[\] ]{1,6}$/), fc.string({ minLength: 1 }));
  const path = fc
    .array(fc.tuple(name, fc.nat(2)), { minLength: 1, maxLength: 3 })
    .map((parts) =>
      parts.flatMap(([field, depth]) => [f(field), ...Array.from({ length: depth }, () => items)]),
    );

  it('reads back as what was written, whatever the names are', () => {
    fc.assert(
      fc.property(path, (steps) => {
        expect(pathSteps(pathText(steps))).toEqual(steps);
        expect(pathSteps(quotedPath(steps))).toEqual(steps);
      }),
    );
  });
});
