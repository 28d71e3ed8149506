/** All datasets of the project at a glance. What is recorded is read once and kept; after that only those about which something was recorded since are read again. */
import type { Incident } from '../model/incident.js';
import type { Standing } from '../store/standing.js';
import type { Store } from '../store/store.js';
import { freshOnly } from './fresh-only.js';
import { gateStandings, type GateStanding } from './gate-standing.js';
import { overdue, type Overdue, type Schedule } from './overdue.js';
import { overviewRow, type OverviewRow } from './overview-row.js';
import type { ProjectView } from './service.js';

/** What it is an overview of. */
export interface OverviewProject {
  readonly view: ProjectView;
  readonly schedules: readonly Schedule[];
}

/** The overview at a moment. Rights are the caller's business: it has every dataset. */
export interface Overview {
  /** In the order of the project. */
  readonly rows: readonly OverviewRow[];
  /** Of every dataset. */
  readonly gates: ReadonlyMap<string, GateStanding>;
  /** By dataset: where a run is overdue. */
  readonly overdue: ReadonlyMap<string, Overdue>;
  /** The moment that all of it was judged at. */
  readonly at: string;
}

interface Kept {
  /** Number of the last event that was there before the reading began. */
  readonly seq: number;
  readonly digest: string;
  readonly readAt: number;
  readonly gates: ReadonlyMap<string, GateStanding>;
  readonly gatesAt: number;
  readonly standings: ReadonlyMap<string, Standing>;
  readonly rows: readonly OverviewRow[];
}

/** Marks of a strip. */
export const STRIP_RUNS = 14;
/** Datasets of one question, so that other questions get their turn on an embedded store. */
const AT_ONCE = 100;
/** After more events than this, reading everything is less work. */
const MOST_EVENTS = 500;
/** Events are forgotten after a week; long before that everything is read anew. */
const KEPT_MS = 3_600_000;
/** An override ends by itself, which is no event. */
const GATES_KEPT_MS = 5_000;

export function openOverview(
  store: Store,
  project: () => OverviewProject,
  now: () => Date,
): () => Promise<Overview> {
  let kept: Kept | null = null;
  const look = freshOnly<Overview>();
  return () =>
    look('overview', async () => {
      const live = project();
      kept = await refreshed(kept, live, store, now());
      return atMoment(kept, live, store, now());
    });
}

async function refreshed(kept: Kept | null, live: OverviewProject, store: Store, now: Date): Promise<Kept> {
  const { digest } = live.view;
  const seq = await store.events.last();
  if (kept?.seq === seq && kept.digest === digest) return withGates(kept, live, store, now);
  const young = kept !== null && now.getTime() - kept.readAt < KEPT_MS ? kept : null;
  const changed = young === null ? null : await changedSince(young.seq, store);
  const standings = await standingsOf(live, store, changed === null ? null : young, changed ?? new Set());
  const [gates, incidents] = await Promise.all([
    gateStandings(live.view, store, now),
    store.incidents.unresolved(),
  ]);
  return {
    ...{ seq, digest, standings, gates },
    gatesAt: now.getTime(),
    readAt: young === null || changed === null ? now.getTime() : young.readAt,
    rows: rowsOf(live, standings, incidents),
  };
}

async function withGates(kept: Kept, { view }: OverviewProject, store: Store, now: Date): Promise<Kept> {
  const isYoung = now.getTime() - kept.gatesAt < GATES_KEPT_MS;
  return isYoung ? kept : { ...kept, gates: await gateStandings(view, store, now), gatesAt: now.getTime() };
}

/** Null: too much to follow. */
async function changedSince(seq: number, store: Store): Promise<ReadonlySet<string> | null> {
  const events = await store.events.after(seq, MOST_EVENTS);
  if (events.length === MOST_EVENTS) return null;
  return new Set(events.flatMap(({ dataset }) => dataset ?? []));
}

async function standingsOf(
  { view }: OverviewProject,
  store: Store,
  kept: Kept | null,
  changed: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Standing>> {
  const found = new Map<string, Standing>();
  const wanted: string[] = [];
  for (const { key } of view.datasets) {
    const known = changed.has(key) ? undefined : kept?.standings.get(key);
    if (known === undefined) wanted.push(key);
    else found.set(key, known);
  }
  for (let first = 0; first < wanted.length; first += AT_ONCE) {
    const some = await store.listings.standings(wanted.slice(first, first + AT_ONCE), STRIP_RUNS);
    for (const standing of some) found.set(standing.dataset, standing);
  }
  return found;
}

function rowsOf(
  { view }: OverviewProject,
  standings: ReadonlyMap<string, Standing>,
  incidents: readonly Incident[],
): readonly OverviewRow[] {
  const open = new Map(incidents.map((incident) => [incident.dataset, incident]));
  return view.datasets.flatMap((entry) => {
    const standing = standings.get(entry.key);
    const incident = open.get(entry.key) ?? null;
    return standing === undefined ? [] : [overviewRow({ entry, standing, incident })];
  });
}

/** What is overdue depends on the moment, and an answer that was given again is no event: both are looked at each time. */
async function atMoment(
  { rows, gates }: Kept,
  { view, schedules: written }: OverviewProject,
  store: Store,
  now: Date,
): Promise<Overview> {
  const schedules = new Map<string, readonly Schedule[]>();
  for (const schedule of written) {
    const found = view.find(schedule.dataset);
    if (!found.ok) continue;
    const { key } = found.value;
    schedules.set(key, [...(schedules.get(key) ?? []), schedule]);
  }
  const judge = (row: OverviewRow, answeredAt: string | undefined): Overdue | null => {
    const { lastRunAt, decision } = row.standing;
    const [at] = [lastRunAt, decision?.decidedAt, answeredAt]
      .flatMap((each) => each ?? [])
      .sort()
      .reverse();
    return at === undefined
      ? null
      : overdue({ at, usualMs: row.usualMs }, schedules.get(row.entry.key) ?? [], now);
  };
  const maybe = rows.filter((row) => judge(row, undefined) !== null);
  const answers = await store.listings.lastAnswers(maybe.map(({ entry }) => entry.key));
  const sure = maybe.flatMap((row) => {
    const { key } = row.entry;
    const found = judge(row, answers.get(key));
    return found === null ? [] : [[key, found] as const];
  });
  return { rows, gates, overdue: new Map(sure), at: now.toISOString() };
}
