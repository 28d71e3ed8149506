/**
 * Answers that are at hand: a decision that was given again a moment ago is given again without a place in the queue, as long as
 * nothing was written about its dataset or what lies upstream of it since, and the data are still the same.
 */
import { LRUCache } from 'lru-cache';
import type { Decided } from '../app/assay.js';
import { upstreamOf } from '../gate/lineage.js';
import { stillHolds } from '../gate/decision.js';
import { policyDigest } from '../gate/policy.js';
import type { AskRequest } from '../model/ask.js';
import { digest } from '../model/digest.js';
import type { EventStore } from '../store/event-store.js';
import { freshOnly } from './fresh-only.js';
import type { LiveProject } from './live-project.js';

export interface QuickAnswers {
  /** Null: the question needs a place in the queue. */
  find(request: AskRequest, project: LiveProject): Promise<Decided | null>;
  /** Before an ask is answered: what its answer will stand on. */
  mark(request: AskRequest, project: LiveProject): Promise<Mark>;
  /** After it: keeps the answer where it may be given again. */
  keep(mark: Mark, decided: Decided): void;
}

/** The state of things before an answer was sought. */
export interface Mark {
  readonly key: string;
  /** Number of the last event about the dataset or what lies upstream. */
  readonly seq: number;
}

interface Kept extends Decided {
  readonly seq: number;
}

const MOST = 2_000;

export function openQuickAnswers(events: Pick<EventStore, 'lastOf'>, now: () => Date): QuickAnswers {
  const kept = new LRUCache<string, Kept>({ max: MOST });
  const look = freshOnly<Seen>();
  return {
    async find(request, project) {
      if (request.force) return null;
      const found = kept.get(keyOf(request, project));
      if (found === undefined || !holdsNow(found, request, project, now())) return null;
      const { seq, version } = await look(keyOf(request, project), () => seenNow(request, project, events));
      if (seq !== found.seq || version === null || version !== found.decision.dataVersion?.id) return null;
      if (request.dataVersion !== null && request.dataVersion !== version) return null;
      return { decision: found.decision, run: found.run, hallmark: found.hallmark };
    },
    mark: async (request, project) => ({
      key: keyOf(request, project),
      seq: await events.lastOf(datasetsOf(request, project)),
    }),
    keep({ key, seq }, decided) {
      const { decision, run } = decided;
      if (!decision.replayed || decision.outcome === 'block' || run === null) return;
      // What leans on a person's word or on the state of another dataset may end by itself.
      const plain = decision.reasons.every((each) => each.overriddenBy === null && each.rootCause === null);
      // The checks are not needed to give it again, and they may be many.
      if (plain && decision.breaker === 'closed')
        kept.set(key, { ...decided, run: { ...run, checks: [] }, seq });
    },
  };
}

/** What may have changed since an answer was kept. */
interface Seen {
  readonly seq: number;
  readonly version: string | null;
}

async function seenNow(
  request: AskRequest,
  project: LiveProject,
  events: Pick<EventStore, 'lastOf'>,
): Promise<Seen> {
  const { dataset, batch } = request;
  const [seq, version] = await Promise.all([
    events.lastOf(datasetsOf(request, project)),
    // A source that does not answer now is asked again, and reported, by the worker.
    project.assay.dataVersion(dataset, { batch }).catch(() => null),
  ]);
  return { seq, version: version?.id ?? null };
}

function holdsNow({ decision, run }: Kept, request: AskRequest, project: LiveProject, now: Date): boolean {
  const entry = project.view.find(request.dataset);
  if (!entry.ok || run === null) return false;
  const { policy } = entry.value;
  return stillHolds(decision, run, {
    asOf: request.asOf ?? now.toISOString(),
    now: now.toISOString(),
    policy,
  });
}

function keyOf({ dataset, environment, batch }: AskRequest, { view }: LiveProject): string {
  const entry = view.find(dataset);
  if (!entry.ok) return '';
  const { suite, policy } = entry.value;
  return digest({ dataset, environment, batch, suite: suite.digest, policy: policyDigest(policy) });
}

function datasetsOf({ dataset }: AskRequest, { lineage }: LiveProject): readonly string[] {
  return [dataset, ...upstreamOf(dataset, lineage)];
}
