/** Overrides: those in force, those that wait for a second person, those that have ended. */
import type { Override } from '../../model/decision.js';
import { pageByKey } from '../paging.js';
import { keyedWish } from '../list-wish.js';
import { problem } from '../problem.js';
import { answer, route } from '../route.js';
import { overrideState, showOverride } from '../show/by-hand.js';
import { domainOfDataset, findVisible, maySee, recordProblem } from '../visible-datasets.js';

const BEGINNING = '1970-01-01T00:00:00.000Z';

export const overrideRoutes = [
  route<'OverridesQuery'>({
    method: 'get',
    path: '/v1/overrides',
    scope: 'read',
    tag: 'Breakers',
    summary: 'Overrides, oldest first',
    query: 'OverridesQuery',
    answers: { 200: { description: 'A page of overrides.', schema: 'OverridePage' } },
    problems: ['unknown-dataset', 'ambiguous-dataset', 'invalid-cursor'],
    async handle(call) {
      const { c, deps, query, link } = call;
      const wish = keyedWish(c, query);
      if (!wish.ok) return wish.problem;
      const dataset = query.dataset === undefined ? null : findVisible(call, query.dataset, 'read');
      if (dataset?.ok === false) return dataset.problem;
      const now = deps.now();
      const from = query.state === 'ended' ? BEGINNING : now.toISOString();
      const all = await deps.service.store.overrides(dataset?.value.key ?? null, from);
      const wanted = all.filter(
        (each) =>
          maySee(call, each.dataset) &&
          (query.state === undefined || overrideState(each, now) === query.state),
      );
      // Ids of one moment are told apart by themselves.
      const { items, next } = pageByKey(wanted, (each) => `${each.createdAt} ${each.id}`, wish.value);
      const show = (each: Override) => showOverride(each, domainOfDataset(call, each.dataset), now, link);
      return answer(c, 'OverridePage', { items: items.map(show), next });
    },
  }),
  route<undefined, 'ApproveBody'>({
    method: 'post',
    path: '/v1/overrides/{id}/approve',
    scope: 'approve',
    tag: 'Breakers',
    summary: 'Approves an override as its second person',
    parameters: { id: 'Id of the override.' },
    body: 'ApproveBody',
    bodyOptional: true,
    answers: { 200: { description: 'The override, in force.', schema: 'Override' } },
    problems: ['unknown-override', 'already-approved', 'approval-not-needed', 'same-person'],
    async handle(call) {
      const { c, deps, principal, body, link } = call;
      const id = call.param('id');
      const now = deps.now();
      const unknown = (): Response =>
        problem(c, 404, 'unknown-override', 'There is no override of this id that has not ended.');
      const all = await deps.service.store.overrides(null, now.toISOString());
      const override = all.find((each) => each.id === id);
      if (override === undefined) return unknown();
      const refused = recordProblem(call, override.dataset, 'approve', unknown);
      if (refused !== null) return refused;
      const approved = await deps.service.approve(id, principal.name, body.reason ?? null);
      return answer(
        c,
        'Override',
        showOverride(approved, domainOfDataset(call, approved.dataset), deps.now(), link),
      );
    },
  }),
];
