/** Whether a hallmark holds, as people read it; the hallmark itself under a decision. */
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { hallmarkClaims } from '../../src/gate/hallmark.js';
import type { HallmarkClaims, Verification } from '../../src/model/hallmark.js';
import { decisionText } from '../../src/report/decision-text.js';
import { verificationText } from '../../src/report/verification-text.js';
import { allowed } from '../hallmark/make-decision.js';

const plain = { color: false, width: 100 };
function claimsOf(part: Parameters<typeof allowed>[0] = {}): HallmarkClaims {
  const claims = hallmarkClaims(allowed(part), { issuer: 'shop' });
  if (claims === null) throw new Error('no claims');
  return claims;
}
const moved: Verification = {
  valid: false,
  reason: 'data_moved',
  message: 'The data of gold.orders have changed since they were checked: ask the gate again.',
  claims: claimsOf({ environment: 'prod' }),
};

describe('a verification', () => {
  it('shows what is promised, and ends with the verdict', () => {
    expect(verificationText({ valid: true, dataChecked: true, claims: claimsOf() }, plain)).toBe(
      [
        '  gold.orders · day=2026-01-01 · contract orders 2.3.0',
        '  allow · decision decision-1 · run run-1 · data sha256:d1',
        '  given by shop at 2026-01-01T00:00:02.000Z · holds until 2026-01-02T00:00:02.000Z',
        'VALID  gold.orders: the data are those that were let through',
      ].join('\n'),
    );
  });

  it('says so where nobody looked at the data', () => {
    const text = verificationText({ valid: true, dataChecked: false, claims: claimsOf() }, plain);
    expect(text.split('\n').at(-1)).toBe(
      'VALID  gold.orders: signature and time only, the data were not looked at',
    );
  });

  it('says why it is refused, within the terminal', () => {
    expect(verificationText(moved, { color: false, width: 80 }).split('\n').slice(-3)).toEqual([
      '  ✗ data_moved: The data of gold.orders have changed since they were checked:',
      '    ask the gate again.',
      'NOT VALID  gold.orders',
    ]);
    expect(verificationText(moved, plain)).toContain('gold.orders · prod · day=2026-01-01');
  });

  it('shows nothing of a text whose signature is not good', () => {
    const forged: Verification = { valid: false, reason: 'bad_signature', message: 'No.', claims: null };
    expect(verificationText(forged, plain)).toBe('  ✗ bad_signature: No.\nNOT VALID');
  });

  it('is the same in colours, and no name moves the cursor', () => {
    expect(stripVTControlCharacters(verificationText(moved, { color: true, width: 100 }))).toBe(
      verificationText(moved, plain),
    );
    const claims = { ...claimsOf(), sub: 'gold.\u001b[2Jorders', iss: 'sh\nop' };
    const text = verificationText({ valid: true, dataChecked: true, claims }, plain);
    expect(text).not.toContain('\u001b');
    expect(text.split('\n')).toHaveLength(4);
  });
});

describe('a decision', () => {
  it('has its hallmark on one line, to be copied', () => {
    const token = 'x'.repeat(900);
    const lines = decisionText(allowed(), plain, token).split('\n');
    expect(lines.slice(-2)).toEqual([`  hallmark ${token}`, 'ALLOW  gold.orders']);
    expect(decisionText(allowed(), plain)).not.toContain('hallmark');
  });
});
