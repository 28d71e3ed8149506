/** Before anything is scanned: what the checks ask, which tables that touches, what those tables are, and the plan. */
import type { Batch, Measure } from '../model/measure.js';
import type { Plan, Target } from '../model/plan.js';
import { targetKey } from '../model/plan.js';
import type { HistoryPoint } from '../model/history.js';
import { planRun } from '../plan/plan.js';
import type { EngineSession, ServerConfig } from '../engine/engine.js';
import type { Asked } from '../verdict/judge-check.js';
import type { CheckRequest, RunServices, Source } from './run-services.js';

/** Checks with their measures, given what history tells. @throws Error when a kind is not in the catalogue: the suite was compiled with it. */
export async function askChecks(request: CheckRequest, services: RunServices): Promise<readonly Asked[]> {
  const chosen = request.source.suite.checks.filter(request.select ?? (() => true));
  const kinds = chosen.map((check) => {
    const entry = services.catalogue.get(check.kind);
    if (entry === undefined) throw new Error(`no check kind ${check.kind} in the catalogue`);
    return { check, kind: entry.check };
  });
  const needs = kinds.flatMap(({ check, kind }) => {
    const need = kind.history?.(check) ?? null;
    return need === null ? [] : [{ check: check.id, need }];
  });
  const none: ReadonlyMap<string, readonly HistoryPoint[]> = new Map();
  const history =
    needs.length === 0
      ? none
      : await services.history(needs, request.asOf, { server: request.source.server.name });
  return kinds.map(({ check, kind }) => {
    const context = { asOf: request.asOf, batch: request.batch, history: history.get(check.id) ?? [] };
    return { check, kind, context, measures: kind.needs(check, context) };
  });
}

/** The servers of the datasets that some measures refer to, besides the run's own, as far as one session can reach them. */
export function relatedServers(
  asked: readonly Asked[],
  source: Source,
  services: RunServices,
): readonly ServerConfig[] {
  const engine = services.engineFor(source.server.type);
  const found = new Map<string, ServerConfig>();
  for (const { dataset } of foreignTables(asked, source)) {
    const other = services.sourceOf(dataset);
    if (other !== null && engine?.reaches(source.server, other.server) === true) {
      found.set(`${other.server.name} ${JSON.stringify(other.server.contract)}`, other.server);
    }
  }
  return [...found.values()];
}

export interface Prepared {
  readonly target: Target;
  /** Other tables that measures name, by `targetKey`. */
  readonly others: { readonly [key: string]: Target };
  readonly plan: Plan;
}

/** Looks at every table that the checks touch and plans the run. @throws EngineError when the source does not answer */
export async function preparePlan(
  asked: readonly Asked[],
  request: CheckRequest,
  session: EngineSession,
  services: RunServices,
): Promise<Prepared> {
  const target = await describeTarget(request.source, request.batch, session, request.where);
  const others: Record<string, Target> = {};
  for (const { dataset, batch } of foreignTables(asked, request.source)) {
    const source = dataset === request.source.dataset.key ? request.source : services.sourceOf(dataset);
    if (
      source === null ||
      services.engineFor(request.source.server.type)?.reaches(request.source.server, source.server) !== true
    )
      continue;
    others[targetKey(dataset, batch)] = await describeTarget(source, batch, session, null);
  }
  const asks = asked.map(({ check, measures }) => ({ check: check.id, measures }));
  return { target, others, plan: planRun(asks, target, others) };
}

/** One table with the part of the run's scope that is still to be filtered. */
async function describeTarget(
  source: Source,
  batch: Batch | null,
  session: EngineSession,
  where: string | null,
): Promise<Target> {
  const { dataset, suite, server } = source;
  const table = await session.describe({
    server,
    object: dataset.name,
    physicalName: dataset.physicalName,
    batch,
    partition: suite.partition,
  });
  return {
    dataset: dataset.key,
    object: dataset.name,
    table,
    columns: suite.columns,
    batch: remainingFilter(batch, table.relation.relation === 'files' ? table.relation.hive : [], server),
    where,
  };
}

/** The part of the batch that the paths have not pruned already. */
function remainingFilter(batch: Batch | null, hive: readonly string[], server: ServerConfig): Batch | null {
  if (batch === null) return null;
  const path = server.contract['path'];
  const pruned = (key: string): boolean =>
    hive.includes(key) || (typeof path === 'string' && path.includes(`\${batch.${key}}`));
  const left = Object.entries(batch).filter(([key]) => !pruned(key));
  return left.length === 0 ? null : Object.fromEntries(left);
}

/** Datasets and batches that measures name besides the run's own rows. */
function foreignTables(
  asked: readonly Asked[],
  source: Source,
): readonly { dataset: string; batch: Batch | null }[] {
  const found = new Map<string, { dataset: string; batch: Batch | null }>();
  const add = (dataset: string, batch: Batch | null): void => {
    found.set(targetKey(dataset, batch), { dataset, batch });
  };
  for (const measure of asked.flatMap((ask) => ask.measures)) {
    for (const scope of scopesOf(measure)) add(scope.dataset ?? source.dataset.key, scope.batch ?? null);
    if (measure.measure === 'orphans') add(measure.to.dataset, null);
  }
  return [...found.values()];
}

function scopesOf(measure: Measure): readonly NonNullable<Measure['scope']>[] {
  const edges =
    measure.measure === 'histogram' && 'quantiles' in measure.edges ? measure.edges.of : undefined;
  return [measure.scope, edges].filter((scope) => scope !== undefined);
}
