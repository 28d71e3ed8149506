/** How every dataset stands, for the overview as a file: told by the same parts as that of the service. */
import type { Assay } from '../../app/assay.js';
import { VERSION } from '../../app/version.js';
import type { OverviewLine, OverviewReport } from '../../report/html/overview-page.js';
import { gateStandings, type GateStanding } from '../../service/gate-standing.js';
import { viewOf } from '../../service/live-project.js';
import { STRIP_RUNS } from '../../service/overview.js';
import { overviewRow, type OverviewRow } from '../../service/overview-row.js';
import { serviceLevels, type ServiceLevels } from '../../service/service-levels.js';

export async function gatherOverview({ inside }: Assay, environment: string | null): Promise<OverviewReport> {
  const store = await inside.store();
  const view = viewOf(inside.project, environment);
  const now = new Date();
  const keys = view.datasets.map(({ key }) => key);
  const standings = await store.listings.standings(keys, STRIP_RUNS);
  const gates = await gateStandings(view, store, now);
  const levels = await serviceLevels(store.listings, view.datasets, { until: now.getTime(), days: null });
  const incidents = new Map((await store.incidents.unresolved()).map((one) => [one.dataset, one]));
  return {
    project: view.name,
    environment,
    version: VERSION,
    at: now.toISOString(),
    layers: view.layers,
    lines: view.datasets.flatMap((entry, place) => {
      const standing = standings[place];
      if (standing === undefined) return [];
      const row = overviewRow({ entry, standing, incident: incidents.get(entry.key) ?? null });
      return [lineOf(row, gates.get(entry.key), levels[place])];
    }),
  };
}

function lineOf(
  { entry, health, dimensions, standing, incident }: OverviewRow,
  gate: GateStanding | undefined,
  levels: ServiceLevels | undefined,
): OverviewLine {
  return {
    dataset: entry.key,
    layer: entry.layer,
    owners: entry.contract.owners.map(({ name, username }) => name ?? username),
    health,
    dimensions: dimensions.map(({ dimension, health: its, counts }) => {
      const bad = counts.warn + counts.fail + counts.unknown + counts.notRun;
      return { dimension, health: its, bad, total: bad + counts.pass };
    }),
    blocked: gate?.blocked ?? false,
    blockedBy: gate?.blockedBy ?? [],
    incident: incident === null ? null : `${incident.state}: ${incident.title}`,
    runs: standing.runs,
    lastRunAt: standing.lastRunAt,
    objectives: levels?.objectives ?? [],
  };
}
