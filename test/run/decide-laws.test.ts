import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import fc from 'fast-check';
import type { CheckResult } from '../../src/model/verdict.js';
import { createOverride, resetBreaker, tripBreaker } from '../../src/run/by-hand.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { BAD, createWorld } from './gate-world.js';

let folder: string;
let store: Store;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-laws-'));
  store = await openStore('pglite:store', folder);
});

afterAll(async () => {
  await store?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Every version has one truth, so that the right answer is known: bad ones fail, broken ones do not answer. */
const TRUTH: { readonly [version: string]: Partial<CheckResult> } = {
  good1: {},
  good2: {},
  bad1: BAD,
  bad2: BAD,
  broken: { verdict: 'unknown', reason: 'timeout', observed: null },
};

const action = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(...Object.keys(TRUTH)).map((version) => ({ do: 'load', version }) as const),
  },
  { weight: 6, arbitrary: fc.boolean().map((force) => ({ do: 'ask', force }) as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'trip' } as const) },
  { weight: 2, arbitrary: fc.constant({ do: 'reset' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'override' } as const) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(1, 30, 1_500).map((minutes) => ({ do: 'wait', minutes }) as const),
  },
);
const settings = fc.record({
  failuresToOpen: fc.integer({ min: 1, max: 2 }),
  successesToClose: fc.integer({ min: 1, max: 2 }),
  cooldown: fc.constantFrom('0s', '20m'),
  secondApprover: fc.constant(false),
});

let count = 0;

it('lets through only good data, or data that a person let through, in any story', async () => {
  await fc.assert(
    fc.asyncProperty(settings, fc.array(action, { minLength: 5, maxLength: 16 }), async (gold, actions) => {
      count += 1;
      const dataset = `gold.story_${count}`;
      const here = createWorld({ store, policy: { gold } });
      const hand = { dataset, environment: null, by: 'ada', reason: 'a reason' };
      let version = 'good1';
      let lifted = 0;
      here.put(dataset, { version });
      for (const step of actions) {
        if (step.do === 'load') {
          ({ version } = step);
          here.put(dataset, { version, found: TRUTH[version] ?? {} });
        } else if (step.do === 'wait') here.minutesLater(step.minutes);
        else if (step.do === 'trip') await tripBreaker(hand, here.services);
        else if (step.do === 'reset') await resetBreaker(hand, here.services);
        else if (step.do === 'override') {
          lifted = here.services.now().getTime() + 60 * 60_000;
          const until = new Date(lifted).toISOString();
          await createOverride({ ...hand, checks: null, dataVersion: null, until }, here.services);
        } else await askAndJudge(step.force);
      }

      async function askAndJudge(force: boolean): Promise<void> {
        const before = await store.breaker(dataset);
        const scans = here.scans.length;
        const { decision } = await here.ask(dataset, { force });
        const isLifted = here.services.now().getTime() < lifted;
        const isGood = version.startsWith('good');
        if (decision.outcome !== 'block') expect(isGood || isLifted).toBe(true);
        if (decision.outcome === 'allow') expect(isGood).toBe(true);
        if (decision.runId === null) expect(here.scans).toHaveLength(scans);
        if (before?.phase === 'isolated') expect([decision.outcome, decision.runId]).toEqual(['block', null]);
        if (before?.phase === 'open' && before.dataVersion === `sha256:${version}`)
          expect(here.scans).toHaveLength(scans);
        if (isGood && (before === null || before.phase === 'closed'))
          expect(decision.outcome).not.toBe('block');
        const after = await store.breaker(dataset);
        expect(decision.replayed || after?.phase === decision.breaker).toBe(true);
        if (here.scans.length === scans && before !== null) expect(after).toEqual(before);
      }
    }),
    { numRuns: 15 },
  );
}, 120_000);
