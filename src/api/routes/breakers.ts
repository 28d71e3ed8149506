/** Breakers: their state, how they came to it, and the hand on them. */
import type { ApiSchemas } from '../../generated/api.js';
import { gateStandings, type GateStanding } from '../../service/gate-standing.js';
import type { DatasetEntry } from '../../service/service.js';
import { keyedWish, listWish } from '../list-wish.js';
import { pageByKey, toAnswer } from '../paging.js';
import { answer, route, type Answer, type Call } from '../route.js';
import { showBreaker, showOverride, showTransition } from '../show/by-hand.js';
import { findVisible, maySee, visibleDatasets } from '../visible-datasets.js';

const DATASET = { dataset: 'Key of the dataset, or its bare name where that is unambiguous.' };

export const breakerRoutes = [
  route<'BreakersQuery'>({
    method: 'get',
    path: '/v1/breakers',
    scope: 'read',
    tag: 'Breakers',
    summary: 'The breakers of all datasets, and what stands before their gates',
    description:
      'What waits to be let in: the state of each breaker, the block that comes from upstream, the incident and the latest decision.',
    query: 'BreakersQuery',
    answers: { 200: { description: 'A page of breakers, by dataset.', schema: 'BreakerPage' } },
    problems: ['unknown-dataset', 'ambiguous-dataset', 'invalid-cursor'],
    async handle(call) {
      const { c, deps, query } = call;
      const wish = keyedWish(c, query);
      if (!wish.ok) return wish.problem;
      const one = query.dataset === undefined ? null : findVisible(call, query.dataset, 'read');
      if (one?.ok === false) return one.problem;
      const { service } = deps;
      const standings = await gateStandings(service.project(), service.store, deps.now());
      const among = one === null ? visibleDatasets(call) : [one.value];
      const wanted = among.filter((entry) => isWanted(entry, standings.get(entry.key), query));
      const { items, next } = pageByKey(wanted, (entry) => entry.key, wish.value);
      return answer(c, 'BreakerPage', { items: await showAll(call, items, standings), next });
    },
  }),
  route<'PageQuery'>({
    method: 'get',
    path: '/v1/breakers/{dataset}',
    scope: 'read',
    tag: 'Breakers',
    summary: 'A breaker with what it went through',
    parameters: DATASET,
    query: 'PageQuery',
    answers: { 200: { description: 'The breaker and a page of its transitions.', schema: 'BreakerDetail' } },
    problems: ['unknown-dataset', 'ambiguous-dataset', 'invalid-cursor'],
    async handle(call) {
      const { c, deps, query } = call;
      const dataset = findVisible(call, call.param('dataset'), 'read');
      if (!dataset.ok) return dataset.problem;
      const wish = listWish(c, query, 1);
      if (!wish.ok) return wish.problem;
      const { store } = deps.service;
      const [shown, page] = await Promise.all([
        showOne(call, dataset.value),
        store.listings.transitions(dataset.value.key, wish.value),
      ]);
      return answer(c, 'BreakerDetail', { ...shown, transitions: toAnswer(page, showTransition) });
    },
  }),
  byHand('trip', 'Opens a breaker by hand: `isolated`, until a person resets it', ['already-isolated']),
  byHand('reset', 'Closes a breaker by hand; the next question is scanned afresh', []),
  route<undefined, 'OverrideBody'>({
    method: 'post',
    path: '/v1/breakers/{dataset}/override',
    scope: 'override',
    tag: 'Breakers',
    summary: 'Lets through, for a while, what the checks of a dataset hold back',
    description:
      'Where the policy asks for a second person, it waits for the approval and lifts nothing until then.',
    parameters: DATASET,
    body: 'OverrideBody',
    answers: { 200: { description: 'The override, in force or waiting.', schema: 'Override' } },
    problems: [
      'unknown-dataset',
      'ambiguous-dataset',
      'reason-required',
      'bad-time',
      'override-in-the-past',
      'override-too-long',
      'no-checks',
    ],
    async handle(call) {
      const { c, deps, principal, body, link } = call;
      const dataset = findVisible(call, call.param('dataset'), 'override');
      if (!dataset.ok) return dataset.problem;
      const { reason, until, checks = null, dataVersion = null } = body;
      const made = await deps.service.override({
        ...{ reason, until, checks, dataVersion },
        dataset: dataset.value.key,
        by: principal.name,
      });
      return answer(c, 'Override', showOverride(made, dataset.value.domain, deps.now(), link));
    },
  }),
];

function byHand(verb: 'trip' | 'reset', summary: string, problems: readonly 'already-isolated'[]) {
  return route<undefined, 'ReasonBody'>({
    method: 'post',
    path: `/v1/breakers/{dataset}/${verb}`,
    scope: 'override',
    tag: 'Breakers',
    summary,
    parameters: DATASET,
    body: 'ReasonBody',
    answers: { 200: { description: 'The breaker as it is now.', schema: 'Breaker' } },
    problems: ['unknown-dataset', 'ambiguous-dataset', 'reason-required', 'changed-meanwhile', ...problems],
    async handle(call: Call<undefined, { reason: string }>) {
      const dataset = findVisible(call, call.param('dataset'), 'override');
      if (!dataset.ok) return dataset.problem;
      const { service } = call.deps;
      const hand = [dataset.value.key, call.principal.name, call.body.reason] as const;
      await (verb === 'trip' ? service.trip(...hand) : service.reset(...hand));
      return answer(call.c, 'Breaker', await showOne(call, dataset.value));
    },
  });
}

type AnyCall = Call<unknown, unknown>;
type Standings = ReadonlyMap<string, GateStanding>;

function isWanted(
  { key, layer, contract }: DatasetEntry,
  standing: GateStanding | undefined,
  wish: ApiSchemas['BreakersQuery'],
): boolean {
  const text = wish.search?.toLowerCase();
  const owners = contract.owners.map((owner) => owner.username);
  return (
    (wish.phase === undefined || (standing?.state?.phase ?? 'closed') === wish.phase) &&
    (wish.blocked === undefined || String(standing?.blocked === true) === wish.blocked) &&
    (wish.layer === undefined || layer === wish.layer) &&
    (text === undefined || [key, ...owners].some((each) => each.toLowerCase().includes(text)))
  );
}

async function showOne(call: AnyCall, entry: DatasetEntry): Promise<Answer<'Breaker'>> {
  const { service, now } = call.deps;
  const standings = await gateStandings(service.project(), service.store, now());
  const [shown] = await showAll(call, [entry], standings);
  if (shown === undefined) throw new Error(`${entry.key} is not shown`);
  return shown;
}

/** Asks the store twice more, however many there are. */
async function showAll(
  call: AnyCall,
  entries: readonly DatasetEntry[],
  standings: Standings,
): Promise<readonly Answer<'Breaker'>[]> {
  const { store } = call.deps.service;
  const [incidents, last] = await Promise.all([
    store.incidents.unresolved(),
    store.listings.lastDecisions(entries.map(({ key }) => key)),
  ]);
  const incidentOf = new Map(incidents.map(({ dataset, id }) => [dataset, id]));
  return entries.map((entry) => {
    const { key } = entry;
    const { state = null, blocked = false, blockedBy = [] } = standings.get(key) ?? {};
    const surroundings = {
      blocked,
      blockedBy: blockedBy.filter((root) => maySee(call, root)),
      incident: incidentOf.get(key) ?? null,
      lastDecision: last.get(key) ?? null,
    };
    return showBreaker(entry, state, surroundings, call.link);
  });
}
