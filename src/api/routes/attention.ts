/** What needs the caller now: gates that are shut, incidents that nobody has taken, overrides that wait, objectives that are missed, runs that are overdue. */
import { may } from '../../auth/authorise.js';
import { answer, route, type Call } from '../route.js';
import {
  isInherited,
  severityRank,
  showApproval,
  showBlocked,
  showObjective,
  showStale,
  showUnacknowledged,
} from '../show/attention.js';
import { overrideState } from '../show/by-hand.js';
import type { ShownRow } from '../show/overview.js';
import { maySee } from '../visible-datasets.js';
import { visibleRows } from './overview.js';

/** Items of a list; the rest is counted. */
const MOST = 20;

export const attentionRoutes = [
  route({
    method: 'get',
    path: '/v1/attention',
    scope: 'read',
    tag: 'Datasets',
    summary: 'What needs the caller now',
    description:
      'Gates that are shut, incidents that nobody has acknowledged, overrides that the caller may approve (never its own), objectives that are missed or soon will be (looked at once a minute), and runs that are overdue. Each item names the check at fault, where there is one.',
    answers: { 200: { description: 'Lists of at most 20 items, with their totals.', schema: 'Attention' } },
    async handle(call) {
      const overview = await call.deps.service.overview();
      const rows = visibleRows(overview, call);
      return answer(call.c, 'Attention', {
        blocked: blocked(rows, call),
        incidents: unacknowledged(rows),
        approvals: await approvals(rows, call),
        objectives: await objectives(rows, call),
        stale: stale(rows),
        asOf: overview.at,
      });
    },
  }),
];

/** What is shut by itself comes before what is held back by it; in both the last layer first. */
function blocked(rows: readonly ShownRow[], call: Call<unknown, unknown>) {
  const seen = (dataset: string): boolean => maySee(call, dataset);
  const byKey = new Map(rows.map((shown) => [shown.row.entry.key, shown]));
  const { layers } = call.deps.service.project();
  const rank = ({ row }: ShownRow): number => layers.indexOf(row.entry.layer ?? '');
  const found = rows
    .filter(({ gate }) => gate.blocked)
    .toSorted(
      (a, b) =>
        Number(isInherited(a.gate)) - Number(isInherited(b.gate)) ||
        rank(b) - rank(a) ||
        (a.row.entry.key < b.row.entry.key ? -1 : 1),
    );
  return bounded(found, (shown) => {
    const root = shown.gate.blockedBy.flatMap((key) => byKey.get(key) ?? [])[0] ?? null;
    return showBlocked(shown, root, seen);
  });
}

function unacknowledged(rows: readonly ShownRow[]) {
  const found = rows.flatMap(({ row }) =>
    row.incident?.state === 'open' ? [{ row, incident: row.incident }] : [],
  );
  const sorted = found.toSorted(
    (a, b) =>
      severityRank(a.incident.severity) - severityRank(b.incident.severity) ||
      (a.incident.openedAt < b.incident.openedAt ? 1 : -1),
  );
  return bounded(sorted, ({ row, incident }) => showUnacknowledged(incident, row));
}

/** Nobody is asked to approve what is their own. */
async function approvals(rows: readonly ShownRow[], { deps, principal }: Call<unknown, unknown>) {
  const now = deps.now();
  const byKey = new Map(rows.map(({ row }) => [row.entry.key, row]));
  const all = await deps.service.store.overrides(null, now.toISOString());
  const found = all.flatMap((override) => {
    const row = byKey.get(override.dataset);
    const mine = override.by === principal.name || overrideState(override, now) !== 'waiting';
    return row === undefined || mine || !may(principal, 'approve', row.entry.domain)
      ? []
      : [{ override, row }];
  });
  return bounded(found, ({ override, row }) => showApproval(override, row));
}

/** Those of all datasets are at hand; the caller is told of its own. */
async function objectives(rows: readonly ShownRow[], { deps }: Call<unknown, unknown>) {
  const byKey = new Map(rows.map(({ row }) => [row.entry.key, row]));
  const found = (await deps.service.burning()).flatMap((standing) => {
    const row = byKey.get(standing.objective.dataset);
    return row === undefined ? [] : [{ standing, row }];
  });
  return bounded(found, ({ standing, row }) => showObjective(standing, row));
}

/** What is held back is not run because of that, which another list says. */
function stale(rows: readonly ShownRow[]) {
  const found = rows.flatMap((shown) => (shown.gate.blocked ? [] : (showStale(shown) ?? [])));
  return bounded(
    found.toSorted((a, b) => (a.since < b.since ? -1 : 1)),
    (item) => item,
  );
}

function bounded<From, To>(all: readonly From[], show: (from: From) => To) {
  return { items: all.slice(0, MOST).map(show), total: all.length };
}
