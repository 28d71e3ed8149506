/** A person says of a measured point that it was to be expected: later runs are then judged by it too. It opens no gate; that is an override. */
import type { AuditEntry } from '../model/decision.js';
import type { Expectation } from '../model/expectation.js';
import { fault, type Fault, type Outcome } from '../model/fault.js';
import type { Catalogue } from '../model/kit.js';
import { toInstant } from '../model/time.js';
import type { Suite } from '../model/check.js';
import { checkTraits } from './check-traits.js';
import type { Store } from '../store/store.js';

export interface ExpectWish {
  readonly dataset: string;
  readonly check: string;
  readonly runId: string;
  /** True: it counts as a baseline whatever its run was. False: it does not. */
  readonly expected: boolean;
  readonly by: string;
  readonly reason: string;
}

export interface ExpectServices {
  readonly store: Pick<Store, 'checks'>;
  readonly suite: Pick<Suite, 'checks'>;
  readonly catalogue: Catalogue;
  readonly now: () => Date;
}

/** Faults: no reason, no person, a check that looks at no earlier runs, a run without that check, one of a `--where`. */
export async function expectPoint(wish: ExpectWish, services: ExpectServices): Promise<Outcome<Expectation>> {
  const { store, suite, catalogue, now } = services;
  const { check, runId, dataset, expected } = wish;
  const asked = suite.checks.find(({ id }) => id === check);
  const [by, reason] = [wish.by.trim(), wish.reason.trim()];
  const faults: readonly Fault[] = [
    ...(reason === '' ? [fault('reason-required', 'A change by hand needs a reason.')] : []),
    ...(by === '' ? [fault('person-required', 'A change by hand needs the person who makes it.')] : []),
    ...(checkTraits(asked ?? null, catalogue).usesBaseline ? [] : [NO_BASELINE]),
  ];
  if (faults.length > 0) return { ok: false, faults };
  const point = await store.checks.point(check, runId);
  if (point === null) return { ok: false, faults: [NO_POINT] };
  if (point.run.where !== null) return { ok: false, faults: [PARTIAL] };
  const at = toInstant(now().getTime());
  const said: Expectation = { check, dataset, runId, expected, by, reason, at };
  const entry: AuditEntry = {
    ...{ at, by, dataset, reason },
    action: expected ? 'baseline.expect' : 'baseline.unexpect',
    before: JSON.stringify({ check, runId, asOf: point.run.asOf, accepted: point.accepted }),
    after: JSON.stringify({ check, runId, asOf: point.run.asOf, accepted: expected }),
  };
  await store.checks.expect(said, entry);
  return { ok: true, value: said };
}

const NO_BASELINE = fault(
  'no-baseline',
  'No check of this id that is in force is judged by its own earlier runs, so there is no baseline to change.',
);

const NO_POINT = fault('unknown-run', 'There is no run of this id that had this check.');

const PARTIAL = fault(
  'partial-run',
  'This run looked at a part of the rows only: it is no point of the series.',
);
