/** Breakers: their state, how they came to it, and the hand on them. */
import type { BreakerState } from '../../model/decision.js';
import { keyedWish, listWish } from '../list-wish.js';
import { pageByKey, toAnswer } from '../paging.js';
import { answer, route, type Call } from '../route.js';
import { showBreaker, showOverride, showTransition } from '../show/by-hand.js';
import { findVisible, visibleDatasets } from '../visible-datasets.js';

const DATASET = { dataset: 'Key of the dataset, or its bare name where that is unambiguous.' };

export const breakerRoutes = [
  route<'BreakersQuery'>({
    method: 'get',
    path: '/v1/breakers',
    scope: 'read',
    tag: 'Breakers',
    summary: 'The breakers of all datasets',
    query: 'BreakersQuery',
    answers: { 200: { description: 'A page of breakers, by dataset.', schema: 'BreakerPage' } },
    problems: ['invalid-cursor'],
    async handle(call) {
      const { c, deps, query, link } = call;
      const wish = keyedWish(c, query);
      if (!wish.ok) return wish.problem;
      const states = new Map((await deps.service.store.breakers()).map((state) => [state.dataset, state]));
      const phase = (key: string) => states.get(key)?.phase ?? 'closed';
      const wanted = visibleDatasets(call).filter(
        ({ key }) => query.phase === undefined || phase(key) === query.phase,
      );
      const { items, next } = pageByKey(wanted, (entry) => entry.key, wish.value);
      const shown = items.map((entry) => showBreaker(entry, states.get(entry.key) ?? null, link));
      return answer(c, 'BreakerPage', { items: shown, next });
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
      const { c, deps, query, link } = call;
      const dataset = findVisible(call, call.param('dataset'), 'read');
      if (!dataset.ok) return dataset.problem;
      const wish = listWish(c, query, 1);
      if (!wish.ok) return wish.problem;
      const { store } = deps.service;
      const { key } = dataset.value;
      const [state, page] = await Promise.all([
        store.breaker(key),
        store.listings.transitions(key, wish.value),
      ]);
      const transitions = toAnswer(page, showTransition);
      return answer(c, 'BreakerDetail', { ...showBreaker(dataset.value, state, link), transitions });
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
      return answer(c, 'Override', showOverride(made, deps.now(), link));
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
      const state: BreakerState = await (verb === 'trip' ? service.trip(...hand) : service.reset(...hand));
      return answer(call.c, 'Breaker', showBreaker(dataset.value, state, call.link));
    },
  });
}
