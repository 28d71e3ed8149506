/** Small records for the gate's tests: whole, valid, and changed one field at a time. */
import type { Check } from '../../src/model/check.js';
import type { Override, Policy } from '../../src/model/decision.js';
import type { CheckResult, Run } from '../../src/model/verdict.js';
import { defaultPolicy } from '../../src/gate/policy-defaults.js';
import { summarise } from '../../src/verdict/summarise.js';

export const LAYERS = ['bronze', 'silver', 'gold'];
export const NOW = '2001-01-15T06:00:00.000Z';
export const VERSION = 'sha256:v1';

export const goldPolicy: Policy = defaultPolicy('gold', LAYERS);
export const silverPolicy: Policy = defaultPolicy('silver', LAYERS);

export function checkResult(id: string, change: Partial<CheckResult> = {}): CheckResult {
  return {
    id,
    kind: 'nullValues',
    column: 'delay',
    name: null,
    tags: [],
    dimension: 'completeness',
    severity: 'error',
    clause: { file: 'contracts/flights.odcs.yaml', line: 1, column: 1, path: '/schema/0' },
    verdict: 'pass',
    reason: null,
    observed: 0,
    unit: 'rows',
    expected: '= 0',
    rows: null,
    details: {},
    samples: [],
    message: `${id}: seen`,
    ...change,
  };
}

export function sampleRun(checks: readonly CheckResult[], change: Partial<Run> = {}): Run {
  const { verdict, summary } = summarise(checks);
  return {
    runId: 'run-1',
    dataset: 'gold.routes',
    object: 'routes',
    server: 'local',
    batch: null,
    where: null,
    asOf: NOW,
    contract: { id: 'routes', version: '1.0.0', file: 'contracts/routes.odcs.yaml', digest: 'sha256:c1' },
    suiteDigest: 'sha256:s1',
    dataVersion: { kind: 'files', id: VERSION },
    startedAt: NOW,
    finishedAt: NOW,
    verdict,
    summary,
    checks,
    notExecuted: [],
    cost: { statements: 1, scans: 1, millis: 4 },
    ...change,
  };
}

/** The suite's side of some results: every check fails on a breach unless its result is labelled a warning. */
export function checksOf(run: Run): readonly Pick<Check, 'id' | 'severity'>[] {
  return run.checks.map(({ id, severity }) => ({ id, severity: severity === 'warning' ? 'warn' : 'fail' }));
}

export function sampleOverride(change: Partial<Override> = {}): Override {
  return {
    id: 'override-1',
    dataset: 'gold.routes',
    reason: 'the carrier confirmed the figures',
    checks: null,
    dataVersion: null,
    createdAt: '2001-01-15T00:00:00.000Z',
    until: '2001-01-16T00:00:00.000Z',
    by: 'ada',
    approvedBy: null,
    needsApproval: false,
    ...change,
  };
}
