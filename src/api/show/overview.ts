/** The overview as it is answered: a row a dataset, and the counts above them. */
import type { GateStanding } from '../../service/gate-standing.js';
import type { Overdue } from '../../service/overdue.js';
import { sumCounts, type OverviewRow } from '../../service/overview-row.js';
import type { Link } from '../links.js';
import type { Answer } from '../route.js';

export interface ShownRow {
  readonly row: OverviewRow;
  readonly gate: GateStanding;
  readonly overdue: Overdue | null;
}

/** @param seen whether the caller may see a dataset */
export function showOverviewRow(
  { row, gate, overdue }: ShownRow,
  seen: (dataset: string) => boolean,
  link: Link,
): Answer<'OverviewDataset'> {
  const { entry, standing, incident } = row;
  const { key, layer, domain, contract } = entry;
  return {
    ...{ dataset: key, name: row.name, layer, domain },
    owners: contract.owners.map(({ username }) => username),
    contract: { id: contract.id, version: contract.version },
    health: row.health,
    worstCheck: row.worstCheck?.id ?? null,
    gate: showGate(row, gate, seen),
    dimensions: row.dimensions,
    runs: standing.runs.map(({ runId, asOf, verdict, outcome }) => ({ runId, asOf, verdict, outcome })),
    lastRunAt: standing.lastRunAt,
    staleSince: overdue?.since ?? null,
    staleBy: overdue?.by ?? null,
    incident: incident === null ? null : showIncident(incident),
    links: { dataset: link('/v1/datasets/{key}', key), runs: link('/v1/datasets/{key}/runs', key) },
  };
}

function showGate(
  { entry, standing }: OverviewRow,
  { state, blocked, blockedBy }: GateStanding,
  seen: (dataset: string) => boolean,
): Answer<'OverviewGate'> {
  const { decision } = standing;
  return {
    breaker: state?.phase ?? 'closed',
    since: state?.since ?? null,
    blocked,
    inherited: blocked && blockedBy.length > 0,
    blockedBy: blockedBy.filter(seen),
    outcome: decision?.outcome ?? null,
    decision: decision?.id ?? null,
    decidedAt: decision?.decidedAt ?? null,
    shadow: entry.policy.shadow,
  };
}

function showIncident({
  id,
  severity,
  state,
  title,
}: NonNullable<OverviewRow['incident']>): Answer<'OverviewIncident'> {
  return { id, severity, state: state === 'acknowledged' ? state : 'open', title };
}

export function showTotals(rows: readonly ShownRow[]): Answer<'OverviewTotals'> {
  const health = { fail: 0, unknown: 0, warn: 0, pass: 0, neverRun: 0 };
  for (const { row } of rows) health[row.health ?? 'neverRun'] += 1;
  return {
    datasets: rows.length,
    health,
    checks: sumCounts(rows.flatMap(({ row }) => row.dimensions.map(({ counts }) => counts))),
    blocked: rows.filter(({ gate }) => gate.blocked).length,
    incidents: rows.filter(({ row }) => row.incident !== null).length,
    stale: rows.filter(({ overdue }) => overdue !== null).length,
  };
}
