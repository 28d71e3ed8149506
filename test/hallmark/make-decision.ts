/** Decisions for tests of hallmarks: one to read, and any that a gate could make. */
import fc from 'fast-check';
import type { Decision, GateOutcome } from '../../src/model/decision.js';
import type { DataVersion } from '../../src/model/table.js';
import { decision } from '../support/store-records.js';

export const DECIDED = Date.parse('2026-01-01T00:00:02.000Z');
export const HOUR = 3_600_000;

/** An allowed decision that holds for a day from `DECIDED`. */
export function allowed(part: Partial<Decision> = {}): Decision {
  return decision('decision-1', {
    runId: 'run-1',
    batch: { day: '2026-01-01' },
    decidedAt: new Date(DECIDED).toISOString(),
    expiresAt: new Date(DECIDED + 24 * HOUR).toISOString(),
    ...part,
  });
}

const outcomes: readonly GateOutcome[] = ['allow', 'allow_with_warnings', 'block'];
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });

export const anyVersion: fc.Arbitrary<DataVersion> = fc.record({
  kind: fc.constantFrom('files', 'table', 'snapshot'),
  id: fc.string({ maxLength: 20, unit: 'grapheme' }),
});

export const anyBatch = orNull(
  fc.dictionary(fc.string({ maxLength: 8, unit: 'grapheme' }), fc.string({ maxLength: 8 }), { maxKeys: 3 }),
);

/** Any decision, also ones that make no sense: what is signed must not depend on the rest of the program being right. */
export const anyDecision: fc.Arbitrary<Decision> = fc
  .record({
    outcome: fc.constantFrom(...outcomes),
    shadow: fc.boolean(),
    dataset: fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }),
    environment: orNull(fc.constantFrom('dev', 'prod')),
    batch: anyBatch,
    dataVersion: orNull(anyVersion),
    runId: orNull(fc.uuid()),
    decidedAt: fc.integer({ min: DECIDED, max: DECIDED + HOUR }),
    lasts: orNull(fc.integer({ min: 0, max: 72 * HOUR })),
  })
  .map(({ decidedAt, lasts, ...part }) =>
    decision('decision-1', {
      ...part,
      enforced: part.shadow ? 'allow' : part.outcome,
      decidedAt: new Date(decidedAt).toISOString(),
      expiresAt: lasts === null ? null : new Date(decidedAt + lasts).toISOString(),
    }),
  );
