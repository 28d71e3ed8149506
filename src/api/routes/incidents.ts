/** Incidents: what is wrong, who takes care of it, who was told. */
import type { Incident } from '../../model/incident.js';
import { incidentFilter, incidentPage, isWantedIncident } from '../incident-list.js';
import { incidentLeads } from '../incident-leads.js';
import { keyedWish } from '../list-wish.js';
import { problem } from '../problem.js';
import { answer, route, type Answer, type Call } from '../route.js';
import { showDelivery, showHappening, showIncident } from '../show/incident.js';
import { findVisible, maySee, recordProblem, type Found } from '../visible-datasets.js';

const ID = { id: 'Id of the incident.' };
const MOST_DELIVERIES = 200;

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
      const { c, query } = call;
      const wish = keyedWish(c, query);
      if (!wish.ok) return wish.problem;
      const dataset = query.dataset === undefined ? null : findVisible(call, query.dataset, 'read');
      if (dataset?.ok === false) return dataset.problem;
      const filter = incidentFilter(call, dataset?.value.key ?? null, query);
      const { found, next } = await incidentPage(
        call,
        filter,
        (each) => isWantedIncident(each, query),
        wish.value,
      );
      return answer(c, 'IncidentPage', { items: await showAll(call, found), next });
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
      const { c, deps } = call;
      const found = await find(call, 'read');
      if (!found.ok) return found.problem;
      const { incidents, outbox } = deps.service.store;
      const { id } = found.value;
      const [[incident], timeline, deliveries] = await Promise.all([
        showAll(call, [found.value]),
        incidents.timeline(id),
        outbox.list({ incident: id, limit: MOST_DELIVERIES }),
      ]);
      if (incident === undefined) throw new Error(`${id} is not shown`);
      return answer(c, 'IncidentDetail', {
        ...incident,
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
      const { deps, principal, body } = call;
      const found = await find(call, 'override');
      if (!found.ok) return found.problem;
      const done = await deps.service.acknowledge(found.value.id, principal.name, body.note ?? null);
      return answerOne(call, done);
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
      const { deps, principal, body } = call;
      const found = await find(call, 'override');
      if (!found.ok) return found.problem;
      const done = await deps.service.resolve(found.value.id, principal.name, body.reason);
      return answerOne(call, done);
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

async function answerOne(call: Call<unknown, unknown>, incident: Incident): Promise<Response> {
  const [shown] = await showAll(call, [incident]);
  if (shown === undefined) throw new Error(`${incident.id} is not shown`);
  return answer(call.c, 'Incident', shown);
}

async function showAll(
  call: Call<unknown, unknown>,
  incidents: readonly Incident[],
): Promise<readonly Answer<'Incident'>[]> {
  const leads = await incidentLeads(call, incidents);
  const seen = (dataset: string): boolean => maySee(call, dataset);
  return incidents.map((each) => showIncident(each, leads.get(each.id) ?? null, seen, call.link));
}
