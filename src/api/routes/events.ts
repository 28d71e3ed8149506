/** What happens, as it happens: server-sent events. */
import { openEventStream, STREAM_LIMITS } from '../event-stream.js';
import { problem } from '../problem.js';
import { route, type Call } from '../route.js';
import { findVisible, maySee } from '../visible-datasets.js';

/** Who was never let in. */
const nobody = (): Promise<boolean> => Promise.resolve(false);

/** Of one process: each holds a connection and a buffer. */
const MOST_STREAMS = 2_000;

/** Open streams of this process. */
let open = 0;

export const eventRoutes = [
  route<'EventsQuery'>({
    method: 'get',
    path: '/v1/events',
    scope: 'read',
    tag: 'Events',
    summary: 'Runs, decisions, breakers, incidents, overrides and contracts as they happen',
    description:
      'Server-sent events: `id` is the number of the event, `event` its kind, `data` one JSON object. A comment every 15 s shows that the stream lives. It ends after an hour, when the service stops, within seconds of the end of the token or sign-in that opened it, and for a client that does not keep up: come back with `Last-Event-ID`, and nothing is lost.',
    headers: { 'Last-Event-ID': 'Number of the last event that was seen.' },
    query: 'EventsQuery',
    answers: { 200: { description: 'A stream of events.', type: 'text/event-stream', schema: 'EventData' } },
    problems: ['unknown-dataset', 'ambiguous-dataset', 'invalid-header', 'too-many-streams'],
    limitMs: null,
    handle(call) {
      const { c, query } = call;
      const dataset = query.dataset === undefined ? null : findVisible(call, query.dataset, 'read');
      if (dataset?.ok === false) return dataset.problem;
      const last = c.req.header('last-event-id');
      if (last !== undefined && !/^\d{1,15}$/.test(last))
        return problem(c, 400, 'invalid-header', '`Last-Event-ID` must be the number of an event.');
      const headers = { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' };
      // Who only asks for the head gets no stream that nobody would end.
      if (c.req.raw.method === 'HEAD') return c.body(null, 200, headers);
      if (open >= MOST_STREAMS)
        return problem(c, 503, 'too-many-streams', 'This process has as many event streams as it can hold.', {
          headers: { 'Retry-After': '30' },
        });
      const after = last === undefined ? (query.after ?? null) : Number(last);
      return c.body(streamFor(call, after, dataset?.value.key ?? null), 200, headers);
    },
  }),
];

function streamFor(call: Call<unknown, unknown>, after: number | null, dataset: string | null) {
  const { c, deps } = call;
  const { service, closing, streams } = deps;
  // Missing where the request did not come over a socket.
  const env = c.env as Partial<typeof c.env> | undefined;
  const cut = (): void => void env?.outgoing?.destroy();
  const socket = env?.incoming?.socket;
  // Who closes only its own side would keep ours open for as long as it does not read.
  socket?.once('end', cut);
  open += 1;
  return openEventStream({
    events: service.store.events,
    subscribe: (from, listener, onEnd) => service.subscribe(from, listener, onEnd),
    ...{ after, closing, cut, stillIn: c.get('stillIn') ?? nobody },
    limits: { ...STREAM_LIMITS, ...streams },
    wants: (event) =>
      (dataset === null || event.dataset === dataset) &&
      (event.dataset === null || maySee(call, event.dataset)),
    onEnd: () => {
      open -= 1;
      socket?.removeListener('end', cut);
    },
  });
}
