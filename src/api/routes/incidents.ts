/** Incidents: what is wrong, who takes care of it, who was told. */
import type { Incident } from '../../model/incident.js';
import type { IncidentFilter } from '../../store/incident-store.js';
import { keyedWish } from '../list-wish.js';
import { cursorOf } from '../paging.js';
import { problem } from '../problem.js';
import { answer, route, type Call } from '../route.js';
import { showDelivery, showHappening, showIncident } from '../show/incident.js';
import { findVisible, maySee, recordProblem, type Found } from '../visible-datasets.js';

const ID = { id: 'Id of the incident.' };
const MOST_DELIVERIES = 200;
/** Incidents of one question to the store, and most questions for one page of a caller who sees few of them. */
const AT_ONCE = 200;
const MOST_QUESTIONS = 20;

export const incidentRoutes = [
  route<'IncidentsQuery'>({
    method: 'get',
    path: '/v1/incidents',
    scope: 'read',
    tag: 'Incidents',
    summary: 'Incidents, newest first',
    description: 'A page may hold fewer than `limit` although there are more: `next` says so.',
    query: 'IncidentsQuery',
    answers: { 200: { description: 'A page of incidents.', schema: 'IncidentPage' } },
    problems: ['unknown-dataset', 'ambiguous-dataset', 'invalid-cursor'],
    async handle(call) {
      const { c, query, link } = call;
      const wish = keyedWish(c, query);
      if (!wish.ok) return wish.problem;
      const dataset = query.dataset === undefined ? null : findVisible(call, query.dataset, 'read');
      if (dataset?.ok === false) return dataset.problem;
      const filter = {
        ...(dataset === null ? {} : { dataset: dataset.value.key }),
        ...(query.state === undefined ? {} : { states: query.state }),
      };
      const { found, next } = await visiblePage(call, filter, wish.value);
      const items = found.map((each) => showIncident(each, (key) => maySee(call, key), link));
      return answer(c, 'IncidentPage', { items, next });
    },
  }),
  route({
    method: 'get',
    path: '/v1/incidents/{id}',
    scope: 'read',
    tag: 'Incidents',
    summary: 'An incident with its timeline and what was told of it',
    parameters: ID,
    answers: { 200: { description: 'The incident.', schema: 'IncidentDetail' } },
    problems: ['unknown-incident'],
    async handle(call) {
      const { c, deps, link } = call;
      const found = await find(call, 'read');
      if (!found.ok) return found.problem;
      const { incidents, outbox } = deps.service.store;
      const { id } = found.value;
      const [timeline, deliveries] = await Promise.all([
        incidents.timeline(id),
        outbox.list({ incident: id, limit: MOST_DELIVERIES }),
      ]);
      return answer(c, 'IncidentDetail', {
        ...showIncident(found.value, (key) => maySee(call, key), link),
        timeline: timeline.map(showHappening),
        deliveries: deliveries.map(showDelivery),
      });
    },
  }),
  route<undefined, 'AcknowledgeBody'>({
    method: 'post',
    path: '/v1/incidents/{id}/acknowledge',
    scope: 'override',
    tag: 'Incidents',
    summary: 'Says that somebody takes care of it: reminders and escalations end',
    parameters: ID,
    body: 'AcknowledgeBody',
    bodyOptional: true,
    answers: { 200: { description: 'The incident as it is now.', schema: 'Incident' } },
    problems: ['unknown-incident', 'already-acknowledged', 'already-resolved', 'changed-meanwhile'],
    async handle(call) {
      const { c, deps, principal, body, link } = call;
      const found = await find(call, 'override');
      if (!found.ok) return found.problem;
      const done = await deps.service.acknowledge(found.value.id, principal.name, body.note ?? null);
      return answer(
        c,
        'Incident',
        showIncident(done, (key) => maySee(call, key), link),
      );
    },
  }),
  route<undefined, 'ReasonBody'>({
    method: 'post',
    path: '/v1/incidents/{id}/resolve',
    scope: 'override',
    tag: 'Incidents',
    summary: 'Ends an incident by hand; one whose checks pass again ends by itself',
    parameters: ID,
    body: 'ReasonBody',
    answers: { 200: { description: 'The incident as it is now.', schema: 'Incident' } },
    problems: ['unknown-incident', 'already-resolved', 'reason-required', 'changed-meanwhile'],
    async handle(call) {
      const { c, deps, principal, body, link } = call;
      const found = await find(call, 'override');
      if (!found.ok) return found.problem;
      const done = await deps.service.resolve(found.value.id, principal.name, body.reason);
      return answer(
        c,
        'Incident',
        showIncident(done, (key) => maySee(call, key), link),
      );
    },
  }),
];

async function find(call: Call<unknown, unknown>, scope: 'read' | 'override'): Promise<Found<Incident>> {
  const unknown = (): Response =>
    problem(call.c, 404, 'unknown-incident', 'There is no incident of this id.');
  const incident = await call.deps.service.store.incidents.get(call.param('id'));
  if (incident === null) return { ok: false, problem: unknown() };
  const refused = recordProblem(call, incident.dataset, scope, unknown);
  return refused === null ? { ok: true, value: incident } : { ok: false, problem: refused };
}

/** Passes over what the caller may not see; after so many in a row it answers with what it has. */
async function visiblePage(
  call: Call<unknown, unknown>,
  filter: Omit<IncidentFilter, 'limit' | 'before'>,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<{ readonly found: readonly Incident[]; readonly next: string | null }> {
  const found: Incident[] = [];
  const asked = Math.min(AT_ONCE, limit + 1);
  let before = after;
  for (let question = 0; question < MOST_QUESTIONS; question += 1) {
    const some = await call.deps.service.store.incidents.list({
      ...filter,
      limit: asked,
      ...(before === null ? {} : { before }),
    });
    for (const incident of some) {
      if (found.length === limit) return { found, next: before === null ? null : cursorOf([before]) };
      before = incident.id;
      if (maySee(call, incident.dataset)) found.push(incident);
    }
    if (some.length < asked) return { found, next: null };
  }
  return { found, next: before === null ? null : cursorOf([before]) };
}
