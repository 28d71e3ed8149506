/** The word that was meant, and none where nothing is near. */
import { expect, it } from 'vitest';
import { didYouMean, editDistance } from '../../src/model/did-you-mean.js';

it.each([
  ['mustBeLesThan', ['mustBe', 'mustBeLessThan', 'mustBeGreaterThan'], 'mustBeLessThan'],
  ['extra_columns', ['extraColumns'], 'extraColumns'],
  ['prot', ['port', 'path'], 'port'],
  ['frequency', ['port', 'path'], null],
  ['x', ['y', 'name'], 'y'],
])('%s among %j: %s', (written, known, meant) => {
  expect(didYouMean(written, known)).toBe(meant);
});

it('counts insertions, deletions, substitutions and swaps', () => {
  expect(['abc', 'abcd', 'ac', 'axc', 'acb', 'cab', ''].map((word) => editDistance('abc', word))).toEqual([
    0, 1, 1, 1, 1, 2, 3,
  ]);
});
