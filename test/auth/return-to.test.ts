import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { returnAddress } from '../../src/auth/return-to.js';

const HOME = new URL('https://assay.example/');

describe('the way back after a sign-in', () => {
  it.each([
    ['/datasets', 'https://assay.example/datasets'],
    ['/datasets/gold.sales?tab=runs&x=1#last', 'https://assay.example/datasets/gold.sales?tab=runs&x=1#last'],
    ['/a/../b', 'https://assay.example/b'],
    ['/?next=https://evil.example', 'https://assay.example/?next=https://evil.example'],
    ['/漢字', 'https://assay.example/%E6%BC%A2%E5%AD%97'],
  ])('%s is kept', (wished, address) => {
    expect(returnAddress(wished, HOME)).toBe(address);
  });

  it.each([
    null,
    '',
    'datasets',
    'https://evil.example/',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
    'javascript:alert(1)',
    'https:evil.example',
    ' /datasets',
    '/auth/login?return_to=/',
    '/auth/callback',
    '/x/../auth/logout',
    '@evil.example',
    '.evil.example',
  ])('%j leads to the start page', (wished) => {
    expect(returnAddress(wished, HOME)).toBe('https://assay.example/');
  });

  it('leads to the start page of a service below a path', () => {
    expect(returnAddress('//evil.example', new URL('https://x.example/assay/'))).toBe(
      'https://x.example/assay/',
    );
  });

  it('never leaves the origin, whatever is wished', () => {
    const nasty = fc.string({
      unit: fc.constantFrom('/', '\\', '.', '%2e', '%2f', '\t', '\n', ':', '@', '?', '#', 'a', 'e.x'),
    });
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' }), fc.webUrl()), (wished) => {
        for (const text of [wished, `/${wished}`]) {
          const address = new URL(returnAddress(text, HOME));
          expect(address.origin).toBe(HOME.origin);
          // Also for who reads only what follows the origin.
          expect(new URL(address.pathname + address.search, HOME).origin).toBe(HOME.origin);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
