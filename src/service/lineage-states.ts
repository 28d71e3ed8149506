/** How every dataset of a project stands in the lineage: its latest run, its breaker, its incident, what holds it back, how old its data are. */
import { downstreamOf, type Lineage } from '../gate/lineage.js';
import type { BreakerPhase, BreakerState } from '../model/decision.js';
import type { Incident } from '../model/incident.js';
import type { Verdict } from '../model/verdict.js';
import type { Store } from '../store/store.js';
import { gateStandings } from './gate-standing.js';
import type { ProjectView } from './service.js';

export interface LineageState {
  readonly breaker: BreakerPhase;
  /** What it is held back by from upstream, enforced: the breakers at the root. Empty: nothing. */
  readonly roots: readonly BreakerState[];
  /** Its own breaker holds it back. */
  readonly holds: boolean;
  readonly health: Verdict | null;
  /** Of the latest run. */
  readonly asOf: string | null;
  /** As-of of the data that the gate last let through. */
  readonly allowedAsOf: string | null;
  /** Not resolved. */
  readonly incident: Incident | null;
}

export interface LineageStates {
  /** By key, for every dataset of the project. */
  readonly states: ReadonlyMap<string, LineageState>;
  /** True where a block of `root` reaches what `from` feeds by way of `from`. */
  readonly leadsThrough: (root: string, from: string) => boolean;
}

export async function lineageStates(project: ProjectView, store: Store, now: Date): Promise<LineageStates> {
  const keys = project.datasets.map(({ key }) => key);
  const [standings, incidents, health] = await Promise.all([
    gateStandings(project, store, now),
    store.incidents.unresolved(),
    store.listings.latestHealth(keys),
  ]);
  const incidentOf = new Map(incidents.map((incident) => [incident.dataset, incident]));
  const states = keys.map((key, place): readonly [string, LineageState] => {
    const standing = standings.get(key);
    const roots = standing?.blocked === true ? standing.blockedBy : [];
    const latest = health[place];
    return [
      key,
      {
        breaker: standing?.state?.phase ?? 'closed',
        roots: roots.flatMap((root) => standings.get(root)?.state ?? []),
        holds: standing?.blocked === true && roots.length === 0,
        health: latest?.verdict ?? null,
        asOf: latest?.asOf ?? null,
        allowedAsOf: latest?.allowedAsOf ?? null,
        incident: incidentOf.get(key) ?? null,
      },
    ];
  });
  return { states: new Map(states), leadsThrough: reachOf(project) };
}

function reachOf({ datasets }: ProjectView): LineageStates['leadsThrough'] {
  const lineage: Lineage = new Map(datasets.map(({ key, upstream }) => [key, upstream]));
  const below = new Map<string, ReadonlySet<string>>();
  return (root, from) => {
    const reach = below.get(root) ?? new Set([root, ...downstreamOf(root, lineage)]);
    below.set(root, reach);
    return reach.has(from);
  };
}
