/** What is recorded around one check: its newest point, since when it is bad, what it holds back. */
import type { Call } from './route.js';
import type { SeenCheck } from './seen-check.js';

/** Asked for at once. */
export async function recordsOfCheck(call: Call<unknown, unknown>, { id, dataset }: SeenCheck) {
  const { store } = call.deps.service;
  const [page, since, extent, open, overrides, breaker, decisions] = await Promise.all([
    store.listings.checkPoints({ check: id, since: null, until: null }, { limit: 1, after: null }),
    store.listings.checksBadSince([id]),
    store.checks.extent(id),
    store.incidents.list({ dataset, states: ['open', 'acknowledged'], limit: 1 }),
    store.overrides(dataset, call.deps.now().toISOString()),
    store.breaker(dataset),
    store.decisions(dataset, 1),
  ]);
  const [point = null] = page.items;
  const run = point === null ? null : await store.checks.point(id, point.runId);
  const incident = open.find(({ causes }) => causes.some((cause) => cause.check === id && !cause.until));
  return {
    ...{ point, run: run?.run ?? null, extent, breaker },
    since: since.get(id) ?? null,
    incident: incident ?? null,
    overrides: overrides.filter(({ checks }) => checks === null || checks.includes(id)),
    decision: decisions[0] ?? null,
  };
}

export type CheckRecords = Awaited<ReturnType<typeof recordsOfCheck>>;
