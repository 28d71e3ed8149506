/** Reports that a reader can check by hand, and one full of hostile strings. */
import { fault } from '../../src/model/fault.js';
import type { CheckResult, Report, Run } from '../../src/model/verdict.js';
import { worst } from '../../src/model/verdict.js';
import { result, run } from '../support/store-records.js';

export function report(runs: readonly Run[], part: Partial<Report> = {}): Report {
  return {
    kind: 'AssayReport',
    schemaVersion: 1,
    assay: '0.1.0',
    verdict: worst(runs.map((each) => each.verdict)),
    faults: [],
    runs,
    ...part,
  };
}

const clause = (line: number, path: string) => ({
  file: 'contracts/orders.odcs.yaml',
  line,
  column: 9,
  path,
});

export const FAILED: CheckResult = result({
  verdict: 'fail',
  observed: 312,
  rows: { bad: 312, total: 12000 },
  message: 'amount: 312 of 12000 rows are null (2.6 %), allowed 0',
  samples: [
    { order_id: 1001, amount: null },
    { order_id: 1002, amount: null },
  ],
});

export const WARNED: CheckResult = result({
  id: 'gold.orders/country/invalidValues',
  kind: 'invalidValues',
  column: 'country',
  verdict: 'warn',
  severity: 'warning',
  observed: 1.5,
  unit: 'percent',
  expected: '< 1',
  clause: clause(71, '/schema/0/properties/5/quality/0'),
  message: 'country: 1.5 % of rows are invalid, allowed below 1 %',
});

export const UNKNOWN: CheckResult = result({
  id: 'gold.orders/amount/anomaly',
  kind: 'anomaly',
  verdict: 'unknown',
  reason: 'insufficient_history',
  observed: null,
  expected: '= 0',
  clause: clause(80, '/schema/0/quality/1'),
  message: '3 earlier runs, 14 are needed',
});

/** One of each verdict and a clause that nothing executes. */
export const MIXED: Report = report([
  run(
    'run-7',
    [result({ id: 'gold.orders/order_id/nullValues', column: 'order_id' }), WARNED, FAILED, UNKNOWN],
    {
      batch: { date: '2026-01-01' },
      notExecuted: [{ clause: clause(90, '/slaProperties/2'), reason: 'type: text is for people' }],
    },
  ),
]);

export const PASSED: Report = report([run('run-8', [result()])]);

export const FAULTY: Report = report([], {
  faults: [
    fault(
      'unknown-key',
      'A rule has no key `mustBeLesThan`.',
      { file: 'contracts/orders.odcs.yaml', line: 41, column: 7, path: '/schema/0/quality/0/mustBeLesThan' },
      'Did you mean `mustBeLessThan`?',
    ),
    fault('no-dataset', 'Name a dataset.'),
  ],
});

/** Text that is markup, a command or a control sequence in one format or another. */
export const NASTY =
  'a|b `c` <script>&amp;"\'</script> ]]> %0A::error::x\r\n::warning file=x::y \u0000\u0007\u001B[31mred\u001B[0m \uD800 😀👨‍👩‍👧 漢字 \u202Eabc @team [x](http://x) , : \\ \uFFFE end';

export const HOSTILE: Report = report(
  [
    run(
      NASTY,
      [
        result({
          id: NASTY,
          kind: NASTY,
          column: NASTY,
          name: NASTY,
          verdict: 'fail',
          observed: NASTY,
          expected: NASTY,
          message: NASTY,
          clause: { file: NASTY, line: 1, column: 1, path: NASTY },
          samples: [{ [NASTY]: NASTY }, NASTY],
        }),
        result({ id: `${NASTY} 2`, verdict: 'warn', message: NASTY }),
        result({ id: `${NASTY} 3`, verdict: 'unknown', reason: 'engine_error', message: NASTY }),
      ],
      {
        dataset: NASTY,
        server: NASTY,
        batch: { [NASTY]: NASTY },
        where: NASTY,
        contract: { id: NASTY, version: NASTY, file: NASTY, digest: 'sha256:c' },
        notExecuted: [{ clause: { file: NASTY, line: 2, column: 1, path: NASTY }, reason: NASTY }],
      },
    ),
  ],
  { faults: [fault('bad', NASTY, { file: NASTY, line: 1, column: 1, path: NASTY }, NASTY)] },
);
