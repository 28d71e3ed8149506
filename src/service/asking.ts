/** Asking the gate through the queue: an answer at hand is given at once, all else gets a place, and the caller waits as long as it likes. */
import { v7 as uuid } from 'uuid';
import type { Decided as Answered } from '../app/assay.js';
import type { Hallmarks } from '../app/hallmarks.js';
import type { Ask, AskRequest } from '../model/ask.js';
import { digest } from '../model/digest.js';
import type { Decision } from '../model/decision.js';
import type { Store } from '../store/store.js';
import type { LiveProject } from './live-project.js';
import type { QuickAnswers } from './quick-answers.js';
import type { AskAnswer, AskOptions, Decided } from './service.js';
import type { Waiters } from './waiters.js';

export interface AskingParts {
  readonly store: Store;
  readonly project: () => LiveProject;
  readonly hallmarks: Pick<Hallmarks, 'strike'>;
  readonly quick: QuickAnswers;
  readonly waiters: Waiters;
  /** There is something new in the queue. */
  readonly onQueued: () => void;
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
      return toAnswer(null, quick.decision, parts);
    }
  }
  const at = parts.now().toISOString();
  const queued = await parts.store.asks.enqueue({
    id: uuid(),
    request,
    source,
    shareKey: digest({ ...request, askedBy: undefined }),
    at,
    ...(options.idempotency === undefined
      ? {}
      : {
          idempotency: { ...options.idempotency, requestDigest: digest({ ...request, askedBy: undefined }) },
        }),
  });
  if (queued.kind === 'conflict') return queued;
  if (queued.kind === 'new') parts.onQueued();
  return (await answerOf(queued.ask, options, parts)) ?? { kind: 'undecided', ask: queued.ask };
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
  return decision === null ? null : toAnswer(null, decision, parts);
}

async function answerOf(
  found: Ask,
  options: Omit<AskOptions, 'idempotency'>,
  parts: AskingParts,
): Promise<AskAnswer | null> {
  const latest = isOver(found) ? found : await waited(found, options, parts);
  if (latest === null) return null;
  if (latest.decisionId === null) return { kind: 'undecided', ask: latest };
  const decision = await parts.store.decision(latest.decisionId);
  if (decision === null) throw new Error(`the decision of ask ${latest.id} is not on record`);
  const replayed = Date.parse(decision.askedAt) < Date.parse(latest.createdAt);
  return toAnswer(latest, replayed ? { ...decision, replayed } : decision, parts);
}

async function waited(
  found: Ask,
  { waitMs, signal }: Omit<AskOptions, 'idempotency'>,
  { waiters, store }: AskingParts,
): Promise<Ask | null> {
  if (waitMs <= 0) return found;
  const end = waiters.wait(found.id, waitMs, signal);
  // It may have ended between the question and the wait.
  const now = await store.asks.get(found.id);
  if (now === null || isOver(now)) return now;
  await end;
  return store.asks.get(found.id);
}

const isOver = ({ state }: Ask): boolean => state !== 'queued' && state !== 'running';

async function toAnswer(ask: Ask | null, decision: Decision, parts: AskingParts): Promise<Decided> {
  return { kind: 'decided', ask, decision, hallmark: await parts.hallmarks.strike(decision) };
}
