/** The questions and records of incidents and of the outbox. */
import type { AlertMessage, Delivery, Receipt, Told } from '../model/alert-message.js';
import type { AuditEntry } from '../model/decision.js';
import type { Incident, IncidentEvent, IncidentState } from '../model/incident.js';

/** What changed about incidents, and what is told of it: written in one transaction, with the decision where there is one. */
export interface IncidentChange {
  /** As they are after the step. */
  readonly incidents: readonly Incident[];
  readonly events: readonly IncidentEvent[];
  readonly messages: readonly AlertMessage[];
}

export interface IncidentFilter {
  readonly dataset?: string;
  /** Only of these. */
  readonly datasets?: readonly string[];
  readonly states?: readonly IncidentState[];
  readonly layer?: string;
  /** Whether somebody has acknowledged it, ever. */
  readonly assigned?: boolean;
  readonly limit: number;
  /** Older than the incident of this id, in the order of opening. */
  readonly before?: string;
}

/** Someone else changed the incident between reading and writing: read again and take the step again. Nothing was written. */
export class IncidentMoved extends Error {
  constructor(dataset: string) {
    super(`The incident of ${dataset} was changed by someone else meanwhile.`);
    this.name = 'IncidentMoved';
  }
}

export interface IncidentStore {
  /** Newest first. */
  list(filter: IncidentFilter): Promise<readonly Incident[]>;
  get(id: string): Promise<Incident | null>;
  /** All that are not resolved. */
  unresolved(): Promise<readonly Incident[]>;
  timeline(id: string): Promise<readonly IncidentEvent[]>;
  /**
   * A change by hand or by the clock.
   * @param before the incidents as they were read, by id; one that is not among them must be new @throws IncidentMoved
   */
  change(change: IncidentChange, before: readonly Incident[], audit: AuditEntry | null): Promise<void>;
}

export interface Outbox {
  /**
   * Takes messages that are due, oldest first, never a later one of a thread before an earlier one of it on the same channel, unless the
   * earlier one waits for quiet hours to end. Taking a message is an attempt.
   */
  claim(claim: {
    readonly worker: string;
    readonly now: string;
    readonly leaseMs: number;
    readonly limit: number;
    /** Only messages of these channels: those that this process can reach, and that have not enough to do already. */
    readonly channels: readonly string[];
  }): Promise<readonly Delivery[]>;
  sent(message: string, worker: string, at: string, receipt: Receipt | null): Promise<void>;
  /** Tries again at `nextAttempt`; null: gives up, the message is dead and its thread goes on without it. */
  failed(message: string, worker: string, error: string, nextAttempt: string | null): Promise<void>;
  /** It tells nothing any more: it is not sent, and its thread goes on without it. */
  drop(message: string, worker: string, why: string): Promise<void>;
  /** What was told of these incidents, or will be, in the order of writing. */
  told(incidents: readonly string[]): Promise<readonly Told[]>;
  /** What the service said of the first message of a thread on a channel; null where none was sent. */
  firstReceipt(channel: string, address: string | null, thread: string): Promise<Receipt | null>;
  /** Adds messages; those whose key is there already are not added. */
  add(messages: readonly AlertMessage[]): Promise<void>;
  /** Newest first. */
  list(filter: {
    readonly incident?: string;
    readonly states?: readonly Delivery['state'][];
    readonly limit: number;
  }): Promise<readonly Delivery[]>;
  /** When the next message of these channels is due that waits for no other one; null where none waits. It may lie in the past. */
  nextDue(channels: readonly string[]): Promise<string | null>;
}
