/** What is recorded of a run, for its report. */
import type { Assay } from '../../app/assay.js';
import { VERSION } from '../../app/version.js';
import { fault, FaultError } from '../../model/fault.js';
import { toInstant } from '../../model/time.js';
import type { CheckPoint } from '../../store/listing-store.js';
import type { EarlierResult, RunReport } from '../../report/html/run-page.js';

/** Earlier results of a check that did not pass. */
const EARLIER = 60;
/** Checks with a chart: a run in which everything fails must not ask the store for ever. */
const MOST_CHARTS = 100;

/** @throws FaultError where there is no such run */
export async function gatherRun({ inside }: Assay, id: string): Promise<RunReport> {
  const store = await inside.store();
  const run = await store.run(id);
  if (run === null)
    throw new FaultError([
      fault(
        'unknown-run',
        `There is no run ${id}.`,
        {},
        '`assay history <dataset> --format json` lists them.',
      ),
    ]);
  const { contracts, config } = inside.project;
  // Up to this run: what came later is no part of it.
  const until = toInstant(Date.parse(run.asOf) + 1);
  const bad = run.checks.filter(({ verdict }) => verdict !== 'pass').slice(0, MOST_CHARTS);
  const earlier = new Map<string, readonly EarlierResult[]>();
  for (const check of bad) {
    const filter = { check: check.id, since: null, until };
    const { items } = await store.listings.checkPoints(filter, { limit: EARLIER, after: null });
    earlier.set(check.id, items.map(toEarlier).toReversed());
  }
  const contract = contracts.find(({ datasets }) => datasets.some(({ key }) => key === run.dataset));
  return {
    project: config.project,
    version: VERSION,
    at: new Date().toISOString(),
    run,
    decision: (await store.listings.runDecisions([id])).get(id) ?? null,
    owners: (contract?.owners ?? []).map(({ name, username }) => name ?? username),
    earlier,
  };
}

function toEarlier({ asOf, result: { verdict, observed } }: CheckPoint): EarlierResult {
  return { asOf, verdict, value: typeof observed === 'number' ? observed : null };
}
