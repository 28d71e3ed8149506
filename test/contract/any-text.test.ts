/** Laws: no text makes the reader throw, and whatever is refused is refused with a place. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readContract } from '../../src/contract/read-contract.js';
import { caseText } from './contract-of.js';

/** Fragments that make YAML interesting. */
const piece = fc.oneof(
  fc.constantFrom(
    'a',
    ':',
    ': ',
    '\n',
    '  ',
    '- ',
    '&a ',
    '*a',
    '<<',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '#',
    '\t',
    '---',
    '|',
    '>',
    '? ',
    '!!x ',
    '~',
  ),
  fc.constantFrom(
    '.nan',
    '0x1F',
    '1e999',
    'null',
    '__proto__',
    'apiVersion: v3.1.0',
    'kind: DataContract',
    'schema:',
    '\uFEFF',
    '\r\n',
  ),
  fc.string({ maxLength: 4, unit: 'grapheme' }),
);

function isPlaced(text: string, file: string): boolean {
  const outcome = readContract(text, file);
  return (
    outcome.ok || outcome.faults.every((f) => (f.line ?? 0) >= 1 && (f.column ?? 0) >= 1 && f.file === file)
  );
}

it('no YAML text makes it throw', () => {
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
  fc.assert(fc.property(text, fc.constantFrom('a.yaml', 'a.json'), isPlaced), { numRuns: 1500 });
});

it('no JSON value makes it throw', () => {
  const head = { apiVersion: 'v3.1.0', kind: 'DataContract', id: 'a', version: '1', status: 'x' };
  const key = fc.constantFrom(
    'schema',
    'servers',
    'slaProperties',
    'team',
    'customProperties',
    'quality',
    'properties',
    'items',
    'name',
  );
  const value = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom('t', 'a.b', 1, true, null),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
    ),
  })).tree;
  const rest = fc.dictionary(key, value);
  fc.assert(
    fc.property(rest, (more) =>
      isPlaced(stringify({ ...head, ...more }, { aliasDuplicateObjects: false }), 'a.yaml'),
    ),
    { numRuns: 500 },
  );
});

it('a contract cut off anywhere is refused or read, never thrown on', () => {
  const text = caseText('orders.odcs.yaml');
  fc.assert(
    fc.property(fc.nat(text.length), (end) => isPlaced(text.slice(0, end), 'a.yaml')),
    { numRuns: 200 },
  );
});

it('the digest does not depend on the order of keys', () => {
  const read = (keys: readonly string[]) => {
    const lines: { readonly [key: string]: string } = {
      apiVersion: 'v3.1.0',
      kind: 'DataContract',
      id: 'a',
      version: '"1"',
      status: 'x',
    };
    const outcome = readContract(keys.map((key) => `${key}: ${lines[key] ?? ''}`).join('\n'), 'a.yaml');
    return outcome.ok ? outcome.value.digest : null;
  };
  const keys = ['apiVersion', 'kind', 'id', 'version', 'status'];
  const expected = read(keys);
  expect(expected).toMatch(/^sha256:/);
  fc.assert(fc.property(fc.shuffledSubarray(keys, { minLength: 5 }), (order) => read(order) === expected));
});
