/**
 * The story of a check run, in order: ask → describe → plan → scan → judge → sample. It names the stages and does
 * nothing itself. Whatever stops a run on its way ends as `unknown` with a reason, never as a pass.
 */
import { EngineError, type EngineSession } from '../engine/engine.js';
import type { Unknown } from '../model/reading.js';
import type { DataVersion } from '../model/table.js';
import type { CheckResult, Run } from '../model/verdict.js';
import { judgeCheck, unknownResult, type Asked } from '../verdict/judge-check.js';
import { summarise } from '../verdict/summarise.js';
import { askChecks, preparePlan, relatedServers, type Prepared } from './prepare.js';
import { runOptions } from './run-options.js';
import type { CheckRequest, RunServices } from './run-services.js';
import { takeReadings, unknownOf, type Taken } from './take-readings.js';
import { addSamples } from './take-samples.js';
import { versionOf } from './take-version.js';

/** Runs a dataset's suite once. @throws only for broken promises: whatever the source does is in the run. */
export async function checkDataset(request: CheckRequest, services: RunServices): Promise<Run> {
  const startedAt = services.now();
  const asked = await askChecks(request, services);
  const found = await services.whenFree(request.source.server, () => runOnSource(asked, request, services));
  const { verdict, summary } = summarise(found.checks);
  const finishedAt = services.now();
  const { contract, dataset, suite, server } = request.source;
  return {
    runId: services.newId(),
    dataset: dataset.key,
    object: dataset.name,
    server: server.name,
    batch: request.batch,
    where: request.where,
    asOf: request.asOf,
    contract: { id: contract.id, version: contract.version, file: contract.file, digest: contract.digest },
    suiteDigest: suite.digest,
    dataVersion: found.dataVersion,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    verdict,
    summary,
    checks: found.checks,
    notExecuted: suite.notExecuted,
    cost: {
      statements: found.statements,
      scans: found.scans,
      millis: finishedAt.getTime() - startedAt.getTime(),
    },
  };
}

interface Found {
  readonly checks: readonly CheckResult[];
  readonly dataVersion: DataVersion | null;
  readonly statements: number;
  readonly scans: number;
}

async function runOnSource(
  asked: readonly Asked[],
  request: CheckRequest,
  services: RunServices,
): Promise<Found> {
  const engine = services.engineFor(request.source.server.type);
  if (engine === null)
    return nothing(asked, {
      reason: 'no_server',
      message: `Assay does not run servers of type ${request.source.server.type}`,
    });
  let session: EngineSession | null = null;
  try {
    session = await engine.open(request.source.server, relatedServers(asked, request.source, services));
    await refuseWhere(request.where, session);
    const prepared = await preparePlan(asked, request, session, services);
    return await scanAndJudge(asked, prepared, request, session);
  } catch (error) {
    return nothing(asked, unknownOf(error));
  } finally {
    await session?.close();
  }
}

async function scanAndJudge(
  asked: readonly Asked[],
  prepared: Prepared,
  request: CheckRequest,
  session: EngineSession,
): Promise<Found> {
  const { target, plan } = prepared;
  const options = runOptions(request);
  const before = await versionOf(target, request, session, options);
  const statements = plan.scans.length;
  const dataset = plan.dataset;
  request.onProgress?.({ progress: 'started', dataset, statements });
  const taken: Taken = await takeReadings(plan, session, {
    ...options,
    onScan: (done, scan, share) =>
      request.onProgress?.(
        share === 0
          ? { progress: 'statement', dataset, done, statements, purpose: scan.purpose }
          : { progress: 'scanning', dataset, done, statements, share },
      ),
  });
  request.onProgress?.({ progress: 'finished', dataset });
  const moved =
    before !== null &&
    before.kind === 'files' &&
    (await versionOf(target, request, session, options))?.id !== before.id;
  const cost = { statements: taken.statements, scans: taken.scans };
  if (moved)
    return {
      ...nothing(asked, { reason: 'moved', message: 'the data changed while the checks ran' }),
      ...cost,
    };
  const checks = asked.map((ask) => judgeCheck(ask, taken.readings));
  return {
    checks: await addSamples(checks, asked, prepared, request, session),
    dataVersion: before,
    ...cost,
  };
}

/** The caller's own predicate is held to the same rule as an author's. */
async function refuseWhere(where: string | null, session: EngineSession): Promise<void> {
  const why = where === null ? null : await session.inspect(where, 'predicate');
  if (why !== null) throw new EngineError('refused', why);
}

/** The same unknown for every check: nothing could be looked at. */
function nothing(asked: readonly Asked[], unknown: Unknown): Found {
  return {
    checks: asked.map((ask) => unknownResult(ask.check, unknown)),
    dataVersion: null,
    statements: 0,
    scans: 0,
  };
}
