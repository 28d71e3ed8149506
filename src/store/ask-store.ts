/** The questions and records of the queue of asks. */
import type { Ask, AskProblem, AskRequest } from '../model/ask.js';

export interface NewAsk {
  readonly id: string;
  readonly request: AskRequest;
  readonly source: string;
  /**
   * Equal keys are the same question: while nobody works on it, a second ask joins it. One that comes later waits until the first is
   * answered, because the data may have changed since that one looked; where they have not, the same decision is given again.
   */
  readonly shareKey: string;
  readonly at: string;
  /** The caller's own key for this request: its first answer is given again for a day. */
  readonly idempotency?: { readonly principal: string; readonly key: string; readonly requestDigest: string };
}

/** What a worker with room to spare takes. */
export interface Claim {
  readonly source: string;
  readonly worker: string;
  /** Asks at once of the source, in all processes. */
  readonly concurrency: number;
  readonly leaseMs: number;
}

export type Enqueued =
  | {
      readonly kind: 'new' | 'joined' | 'repeated';
      readonly ask: Ask;
      /** The ask whose turn it is, this one or another, where the caller has a worker with room and the source has room too. */
      readonly taken: Ask | null;
    }
  /** The idempotency key was used for another request. */
  | { readonly kind: 'conflict' };

/** A worker's hold on an ask: whoever took it over since makes it void. */
export interface Lease {
  readonly ask: string;
  readonly worker: string;
  readonly attempt: number;
}

/** The lease was lost: another worker has the ask, or it was cancelled. Nothing was written. */
export class LeaseLost extends Error {
  constructor(ask: string) {
    super(`The ask ${ask} is no longer this worker's.`);
    this.name = 'LeaseLost';
  }
}

export interface AskStore {
  /** @param claim of the caller's own worker, so that a free one begins without another question */
  enqueue(ask: NewAsk, claim?: Claim): Promise<Enqueued>;
  /**
   * Takes the ask whose turn it is, of one source: a queued one, or one whose worker let its lease run out. Null where none waits, or
   * where `concurrency` asks of the source run already, in whatever process.
   */
  claim(claim: Claim): Promise<Ask | null>;
  /** Renews leases; gives those that are lost or asked to be cancelled, and the moment of the renewal. */
  renew(
    worker: string,
    leases: readonly Lease[],
    leaseMs: number,
  ): Promise<{ readonly lost: readonly string[]; readonly cancelled: readonly string[] }>;
  /** The answer, where no decision was written for it: an earlier one is given again. @throws LeaseLost */
  answer(lease: Lease, decisionId: string): Promise<void>;
  /** The end without a decision. `retry`: back to the queue instead. @throws LeaseLost */
  fail(lease: Lease, problem: AskProblem, retry: boolean): Promise<void>;
  /** A queued ask ends at once; of a running one the worker is told. Null: no such ask, or it is over. */
  cancel(id: string): Promise<Ask | null>;
  get(id: string): Promise<Ask | null>;
  /** Those of these ids that are over. */
  ended(ids: readonly string[]): Promise<readonly Ask[]>;
  /** How many wait and run, by source. */
  depth(): Promise<readonly { readonly source: string; readonly queued: number; readonly running: number }[]>;
  /** Sources that have something to claim. */
  waiting(): Promise<readonly string[]>;
  /** Removes idempotency keys older than `before`. */
  forget(before: string): Promise<void>;
}
