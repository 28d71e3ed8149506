import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { hallmarkClaims, refusal } from '../../src/gate/hallmark.js';
import type { HallmarkClaims } from '../../src/model/hallmark.js';
import { allowed, anyBatch, anyDecision, anyVersion, DECIDED, HOUR } from '../hallmark/make-decision.js';

const issuer = 'shop';
const at = (ms: number): string => new Date(ms).toISOString();

function claimsOf(decision = allowed()): HallmarkClaims {
  const claims = hallmarkClaims(decision, { issuer });
  if (claims === null) throw new Error('no claims');
  return claims;
}

/** A use that nothing stands against. */
const ofClaims = (claims: HallmarkClaims) => ({
  now: at(claims.nbf * 1000),
  dataset: claims.sub,
  environment: claims.environment,
  batch: claims.batch,
  dataVersion: claims.dataVersion,
});

describe('what a hallmark says', () => {
  it('is what the decision says, in whole seconds that never promise more', () => {
    const decision = allowed({
      decidedAt: '2026-01-01T00:00:02.999Z',
      expiresAt: '2026-01-02T00:00:02.999Z',
      environment: 'prod',
      outcome: 'allow_with_warnings',
    });
    expect(claimsOf(decision)).toEqual({
      iss: 'shop',
      sub: 'gold.orders',
      jti: 'decision-1',
      iat: DECIDED / 1000,
      nbf: DECIDED / 1000,
      exp: DECIDED / 1000 + 86_400,
      batch: { day: '2026-01-01' },
      environment: 'prod',
      dataVersion: { kind: 'files', id: 'sha256:d1' },
      contract: { id: 'orders', version: '2.3.0', digest: 'sha256:c1' },
      suiteDigest: 'sha256:s1',
      policyDigest: 'sha256:p1',
      outcome: 'allow_with_warnings',
      runId: 'run-1',
    });
  });

  it.each([
    ['a block', { outcome: 'block', enforced: 'block' }],
    ['a block that shadow does not enforce', { outcome: 'block', shadow: true, enforced: 'allow' }],
    ['data without a version', { dataVersion: null }],
    ['no run', { runId: null }],
    ['no end', { expiresAt: null }],
    ['an end within the same second', { expiresAt: '2026-01-01T00:00:02.900Z' }],
    ['an end that is no time', { expiresAt: 'some day' }],
  ] as const)('nothing for %s', (_, part) => {
    expect(hallmarkClaims(allowed(part), { issuer })).toBeNull();
  });

  it('an allowed decision in shadow has one', () => {
    expect(claimsOf(allowed({ shadow: true })).outcome).toBe('allow');
  });

  it('an answer that is given again says the same', () => {
    expect(claimsOf(allowed({ replayed: true }))).toEqual(claimsOf());
  });
});

describe('what stands against it', () => {
  const claims = claimsOf();
  const good = ofClaims(claims);
  const end = DECIDED + 24 * HOUR;
  it.each([
    ['nothing', {}, null],
    ['nothing, one moment before its end', { now: at(end - 1) }, null],
    ['its end', { now: at(end) }, 'expired'],
    ['no clock', { now: '' }, 'expired'],
    ['nothing, where a clock is half a minute late', { now: at(DECIDED - 30_000) }, null],
    ['a time long before it', { now: at(DECIDED - HOUR) }, 'not_yet_valid'],
    ['nothing, where any dataset will do', { dataset: null }, null],
    ['another dataset', { dataset: 'gold.refunds' }, 'other_dataset'],
    ['another environment', { environment: 'dev' }, 'other_environment'],
    ['another batch', { batch: { day: '2026-01-02' } }, 'other_batch'],
    ['the whole dataset', { batch: null }, 'other_batch'],
    ['other data', { dataVersion: { kind: 'files', id: 'sha256:d2' } }, 'data_moved'],
    ['data of another kind', { dataVersion: { kind: 'table', id: 'sha256:d1' } }, 'data_moved'],
    ['no data', { dataVersion: null }, 'data_moved'],
  ] as const)('%s', (_, part, reason) => {
    expect(refusal(claims, { ...good, ...part })?.reason ?? null).toBe(reason);
  });

  it('what nobody asked about is not compared', () => {
    expect(refusal(claims, { now: good.now, dataset: null })).toBeNull();
  });
});

describe('laws', () => {
  it('no claims for a block, or for data without a version; else claims that hold at once', () => {
    fc.assert(
      fc.property(anyDecision, (decision) => {
        const claims = hallmarkClaims(decision, { issuer });
        const { outcome, dataVersion, runId, expiresAt } = decision;
        if (outcome === 'block' || dataVersion === null || runId === null || expiresAt === null)
          expect(claims).toBeNull();
        else if (Date.parse(expiresAt) - Date.parse(decision.decidedAt) >= 1000)
          expect(claims).toMatchObject({ sub: decision.dataset, dataVersion, outcome });
        if (claims !== null) expect(refusal(claims, ofClaims(claims))).toBeNull();
      }),
    );
  });

  it('never accepted at or after the end of the decision', () => {
    fc.assert(
      fc.property(anyDecision, fc.nat({ max: 10 * 366 * 24 * HOUR }), (decision, later) => {
        const claims = hallmarkClaims(decision, { issuer });
        fc.pre(claims !== null && decision.expiresAt !== null);
        const now = at(Date.parse(decision.expiresAt) + later);
        expect(refusal(claims, { ...ofClaims(claims), now })?.reason).toBe('expired');
      }),
    );
  });

  it('never accepted for other data, another dataset or another batch', () => {
    fc.assert(
      fc.property(anyDecision, anyVersion, fc.string(), anyBatch, (decision, version, dataset, batch) => {
        const claims = hallmarkClaims(decision, { issuer });
        fc.pre(claims !== null);
        const good = ofClaims(claims);
        const { kind, id } = claims.dataVersion;
        if (version.kind !== kind || version.id !== id)
          expect(refusal(claims, { ...good, dataVersion: version })?.reason).toBe('data_moved');
        if (dataset !== claims.sub)
          expect(refusal(claims, { ...good, dataset })?.reason).toBe('other_dataset');
        const other = refusal(claims, { ...good, batch });
        expect(other === null).toBe(JSON.stringify(sorted(batch)) === JSON.stringify(sorted(claims.batch)));
      }),
    );
  });
});

const sorted = (batch: HallmarkClaims['batch']): unknown =>
  batch === null ? null : Object.entries(batch).sort(([a], [b]) => (a < b ? -1 : 1));
