/** A question to the gate that waits for its turn: what a service queues and a worker answers with a decision. */
import type { Batch } from './measure.js';

export type AskState = 'queued' | 'running' | 'decided' | 'failed' | 'cancelled';

/** What is asked. */
export interface AskRequest {
  /** Dataset key. */
  readonly dataset: string;
  readonly environment: string | null;
  readonly batch: Batch | null;
  /** ISO 8601 UTC; null: the moment at which it is answered. */
  readonly asOf: string | null;
  /** The version of the data that the caller means to promote; null: whatever is there. Other data are blocked as moved. */
  readonly dataVersion: string | null;
  /** Scan even where the same answer is on record. It opens no breaker's door. */
  readonly force: boolean;
  readonly askedBy: string;
}

export interface Ask {
  readonly kind: 'Ask';
  readonly id: string;
  readonly request: AskRequest;
  /** The server whose turn it waits for. */
  readonly source: string;
  readonly state: AskState;
  /** How often a worker took it up; more than once only where a worker died. */
  readonly attempts: number;
  readonly worker: string | null;
  /** The decision that answers it; null while there is none. */
  readonly decisionId: string | null;
  /** Why it failed: a stable code and a sentence, without secrets or values. */
  readonly problem: AskProblem | null;
  readonly cancelRequested: boolean;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

export interface AskProblem {
  readonly code: string;
  readonly message: string;
}
