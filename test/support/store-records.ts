/** Small records for tests of the store and of the reports: only what a test is about is named, the rest is plain. */
import type { Suite } from '../../src/model/check.js';
import type { Contract } from '../../src/model/contract.js';
import type {
  BreakerState,
  BreakerTransition,
  Decision,
  Override,
  Reason,
} from '../../src/model/decision.js';
import { worst, type CheckResult, type Run } from '../../src/model/verdict.js';
import type { DecisionRecord } from '../../src/store/store.js';

export const DATASET = 'gold.orders';

/** `day(3)` is midnight of 3 January 2026, UTC. */
export function day(n: number): string {
  return new Date(Date.UTC(2026, 0, n)).toISOString();
}

export function result(part: Partial<CheckResult> = {}): CheckResult {
  return {
    id: 'gold.orders/amount/nullValues',
    kind: 'nullValues',
    column: 'amount',
    name: null,
    tags: [],
    dimension: 'completeness',
    severity: 'error',
    clause: {
      file: 'contracts/orders.odcs.yaml',
      line: 57,
      column: 9,
      path: '/schema/0/properties/3/required',
    },
    verdict: 'pass',
    reason: null,
    observed: 0,
    unit: 'rows',
    expected: '= 0',
    rows: { bad: 0, total: 100 },
    details: {},
    samples: [],
    message: 'amount: 0 of 100 rows are null, allowed 0',
    ...part,
  };
}

/** A run whose verdict and summary follow from its checks. */
export function run(runId: string, checks: readonly CheckResult[], part: Partial<Run> = {}): Run {
  const count = (verdict: string) => checks.filter((check) => check.verdict === verdict).length;
  return {
    runId,
    dataset: DATASET,
    object: 'orders',
    server: 'production',
    batch: null,
    where: null,
    asOf: day(1),
    contract: { id: 'orders', version: '2.3.0', file: 'contracts/orders.odcs.yaml', digest: 'sha256:c1' },
    suiteDigest: 'sha256:s1',
    dataVersion: { kind: 'files', id: 'sha256:d1' },
    startedAt: '2026-01-01T00:00:00.000Z',
    finishedAt: '2026-01-01T00:00:01.000Z',
    verdict: worst(checks.map((check) => check.verdict)),
    summary: { pass: count('pass'), warn: count('warn'), fail: count('fail'), unknown: count('unknown') },
    checks,
    notExecuted: [],
    cost: { statements: 4, scans: 1, millis: 41 },
    ...part,
  };
}

export const SUITE: Suite = {
  kind: 'Suite',
  dataset: DATASET,
  digest: 'sha256:s1',
  checks: [],
  columns: [],
  keyColumns: ['order_id'],
  partition: [],
  coverage: [],
  notExecuted: [],
};

export const CONTRACT: Contract = {
  kind: 'Contract',
  id: 'orders',
  version: '2.3.0',
  apiVersion: 'v3.1.0',
  status: 'active',
  name: null,
  domain: null,
  file: 'contracts/orders.odcs.yaml',
  digest: 'sha256:c1',
  tags: [],
  owners: [],
  support: [],
  servers: [],
  datasets: [],
};

export function reason(part: Partial<Reason> = {}): Reason {
  return {
    code: 'check_failed',
    effect: 'block',
    check: 'gold.orders/amount/nullValues',
    observed: 312,
    expected: '= 0',
    owner: 'data-orders',
    firstBadRun: 'run-1',
    rootCause: null,
    overriddenBy: null,
    message: 'amount: 312 of 12000 rows are null (2.6 %), allowed 0',
    ...part,
  };
}

export function decision(id: string, part: Partial<Decision> = {}): Decision {
  return {
    kind: 'Decision',
    id,
    dataset: DATASET,
    layer: 'gold',
    environment: null,
    batch: null,
    outcome: 'allow',
    shadow: false,
    enforced: 'allow',
    verdict: 'pass',
    reasons: [],
    contract: { id: 'orders', version: '2.3.0', file: 'contracts/orders.odcs.yaml', digest: 'sha256:c1' },
    suiteDigest: 'sha256:s1',
    policyDigest: 'sha256:p1',
    dataVersion: { kind: 'files', id: 'sha256:d1' },
    runId: null,
    replayed: false,
    askedBy: 'airflow',
    askedAt: '2026-01-01T00:00:00.000Z',
    decidedAt: '2026-01-01T00:00:02.000Z',
    expiresAt: '2026-01-02T00:00:02.000Z',
    breaker: 'closed',
    ...part,
  };
}

export function breaker(part: Partial<BreakerState> = {}): BreakerState {
  return {
    dataset: DATASET,
    phase: 'closed',
    failures: 0,
    successes: 0,
    openedAt: null,
    retryAt: null,
    cooldownMs: 0,
    dataVersion: null,
    batch: null,
    cause: null,
    runId: null,
    since: '2026-01-01T00:00:00.000Z',
    ...part,
  };
}

export function transition(part: Partial<BreakerTransition> = {}): BreakerTransition {
  return {
    dataset: DATASET,
    at: '2026-01-01T00:00:02.000Z',
    from: 'closed',
    to: 'open',
    event: 'blocked',
    cause: 'amount: 312 of 12000 rows are null',
    runId: 'run-1',
    by: null,
    ...part,
  };
}

export function override(id: string, part: Partial<Override> = {}): Override {
  return {
    id,
    dataset: DATASET,
    reason: 'known gap of the strike day',
    checks: null,
    dataVersion: null,
    createdAt: day(1),
    until: day(3),
    by: 'ana',
    approvedBy: null,
    needsApproval: true,
    ...part,
  };
}

/** A decision on a run of its own. */
export function record(
  one: Decision,
  itsRun: Run | null,
  part: Partial<DecisionRecord> = {},
): DecisionRecord {
  return {
    decision: { ...one, runId: itsRun?.runId ?? one.runId },
    run: itsRun,
    suite: SUITE,
    contract: CONTRACT,
    breaker: breaker(),
    transitions: [],
    ...part,
  };
}
