/** Asks the gate about a dataset and waits for its answer, however long it takes. */
import { client, type Schema } from '../../api/client.js';

export type GateQuestion = Schema<'AskBody'>;
export type GateAnswer = Schema<'DecisionAnswer'>;
export type Waiting = Schema<'Ask'>;

/** Seconds of one wait: short of what proxies cut. */
const WAIT = 20;

/**
 * @param onWaiting called whenever it is known how far the question has come
 * @param signal stops the waiting; the question itself goes on
 * @throws ApiProblem also where the question came to no decision
 */
export async function askGate(
  dataset: string,
  body: GateQuestion,
  onWaiting: (ask: Waiting) => void,
  signal: AbortSignal,
): Promise<GateAnswer> {
  const asked = await client.POST('/v1/gates/{dataset}/decisions', {
    params: { path: { dataset }, header: { Prefer: 'wait=1' } },
    body,
    signal,
  });
  for (let { data } = asked; ;) {
    if (data === undefined) throw new Error('The service answered without a body');
    if (data.kind === 'Decision') return data;
    onWaiting(data);
    const { id } = data;
    ({ data } = await client.GET('/v1/decisions/{id}', {
      params: { path: { id }, query: { wait: WAIT } },
      signal,
    }));
  }
}
