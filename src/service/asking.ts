/** Asking the gate through the queue: an answer at hand is given at once, all else gets a place, and the caller waits as long as it likes. */
import { v7 as uuid } from 'uuid';
import type { Decided as Answered } from '../app/assay.js';
import type { Hallmarks } from '../app/hallmarks.js';
import type { Ask, AskRequest } from '../model/ask.js';
import { digest } from '../model/digest.js';
import type { Decision } from '../model/decision.js';
import type { NewAsk } from '../store/ask-store.js';
import type { Store } from '../store/store.js';
import type { LiveProject } from './live-project.js';
import type { QuickAnswers } from './quick-answers.js';
import type { AskAnswer, AskOptions, Decided } from './service.js';
import type { Waiters } from './waiters.js';
import type { Worker } from './worker.js';

export interface AskingParts {
  readonly store: Store;
  readonly project: () => LiveProject;
  readonly hallmarks: Pick<Hallmarks, 'strike'>;
  readonly quick: QuickAnswers;
  readonly waiters: Waiters;
  readonly worker: Pick<Worker, 'lend' | 'wake'>;
  readonly onQuick: (answered: Answered) => void;
  readonly now: () => Date;
}

/** @throws FaultError for what the caller got wrong: an unknown dataset, a batch that its files do not have, no server */
export async function ask(wish: AskRequest, options: AskOptions, parts: AskingParts): Promise<AskAnswer> {
  const project = parts.project();
  const request = project.askOf(wish);
  const source = project.sourceOf(request.dataset);
  if (options.idempotency === undefined) {
    const quick = await parts.quick.find(request, project);
    if (quick !== null) {
      parts.onQuick(quick);
      return struck(null, quick.decision, parts);
    }
  }
  return enqueue(request, source, options, parts);
}

async function enqueue(
  request: AskRequest,
  source: string,
  options: AskOptions,
  parts: AskingParts,
): Promise<AskAnswer> {
  const { worker, waiters, store } = parts;
  const id = uuid();
  const requestDigest = digest({ ...request, askedBy: undefined });
  const { idempotency } = options;
  const wish: NewAsk = {
    id,
    request,
    source,
    shareKey: requestDigest,
    at: parts.now().toISOString(),
    ...(idempotency === undefined ? {} : { idempotency: { ...idempotency, requestDigest } }),
  };
  // Before anybody can answer it: an answer that comes at once is not missed.
  const mine = waiters.wait(id, options.waitMs, options.signal);
  const queued = await worker
    .lend(
      source,
      (claim) => store.asks.enqueue(wish, claim),
      (found) => (found.kind === 'conflict' ? null : found.taken),
    )
    .catch((error: unknown) => {
      waiters.tell(id, null);
      throw error;
    });
  const own = queued.kind === 'new';
  if (!own) waiters.tell(id, null);
  if (queued.kind === 'conflict') return queued;
  if (own && queued.taken === null) worker.wake();
  const { ask: asked } = queued;
  return own
    ? toAnswer(asked, await mine, parts)
    : ((await answerOf(asked, options, parts)) ?? { kind: 'undecided', ask: asked });
}

/** With the answer that came about here, or what the store has by now. */
async function toAnswer(asked: Ask, decided: Answered | null, parts: AskingParts): Promise<AskAnswer> {
  if (decided === null)
    return (await answerOf(asked, { waitMs: 0 }, parts)) ?? { kind: 'undecided', ask: asked };
  const { decision, hallmark } = decided;
  const over: Ask = {
    ...asked,
    state: 'decided',
    decisionId: decision.id,
    finishedAt: parts.now().toISOString(),
  };
  return { kind: 'decided', ask: over, decision, hallmark };
}

/** The answer to an ask, or a decision by its own id; null where there is neither. */
export async function answer(
  id: string,
  options: Omit<AskOptions, 'idempotency'>,
  parts: AskingParts,
): Promise<AskAnswer | null> {
  const found = await parts.store.asks.get(id);
  if (found !== null) return answerOf(found, options, parts);
  const decision = await parts.store.decision(id);
  return decision === null ? null : struck(null, decision, parts);
}

async function answerOf(
  found: Ask,
  options: Omit<AskOptions, 'idempotency'>,
  parts: AskingParts,
): Promise<AskAnswer | null> {
  const latest =
    isOver(found) || options.waitMs <= 0 ? await fresh(found, parts) : await waited(found, options, parts);
  if (latest === null) return null;
  if (latest.decisionId === null) return { kind: 'undecided', ask: latest };
  const decision = await parts.store.decision(latest.decisionId);
  if (decision === null) throw new Error(`the decision of ask ${latest.id} is not on record`);
  const replayed = Date.parse(decision.askedAt) < Date.parse(latest.createdAt);
  return struck(latest, replayed ? { ...decision, replayed } : decision, parts);
}

async function waited(
  found: Ask,
  { waitMs, signal }: Omit<AskOptions, 'idempotency'>,
  { waiters, store }: AskingParts,
): Promise<Ask | null> {
  const end = waiters.wait(found.id, waitMs, signal);
  // It may have ended between the question and the wait.
  const now = await store.asks.get(found.id);
  if (now === null || isOver(now)) return now;
  await end;
  return store.asks.get(found.id);
}

/** What is over stays as it is; all else may have moved on. */
const fresh = (found: Ask, { store }: AskingParts): Promise<Ask | null> =>
  isOver(found) ? Promise.resolve(found) : store.asks.get(found.id);

const isOver = ({ state }: Ask): boolean => state !== 'queued' && state !== 'running';

async function struck(ask: Ask | null, decision: Decision, parts: AskingParts): Promise<Decided> {
  return { kind: 'decided', ask, decision, hallmark: await parts.hallmarks.strike(decision) };
}
