/** What is told to people: messages as records, rendered only when a channel sends them. */
import type { Incident } from './incident.js';

/** Why a message is sent. */
export type Occasion =
  | 'opened'
  | 'raised'
  | 'changed'
  | 'acknowledged'
  | 'reminder'
  | 'escalation'
  | 'recovered'
  | 'digest'
  | 'test';

/** What a digest tells of one incident. */
export interface DigestLine {
  readonly dataset: string;
  readonly title: string;
  readonly since: string;
  readonly owner: string | null;
}

/** A message of the outbox. It is written with what it tells, in one transaction, and never changed. */
export interface AlertMessage {
  readonly kind: 'AlertMessage';
  readonly id: string;
  /** What makes it the same message: occasion, incident, channel, address, and the number of a repetition. Two writers of one key write one message. */
  readonly key: string;
  readonly occasion: Occasion;
  /** Name of the channel in `assay.yaml`. */
  readonly channel: string;
  /** Where in the channel: a Slack channel, an e-mail address; null: where the channel's configuration says. */
  readonly address: string | null;
  /** Messages of one thread go out in the order of their writing, and stand together where the channel can show that. */
  readonly thread: string;
  /** The incident as it was when the message was written; null for a digest or a test. */
  readonly incident: Incident | null;
  readonly digest: readonly DigestLine[];
  /** One sentence: what happened. */
  readonly summary: string;
  /** What has changed since the last message, one sentence each. */
  readonly details: readonly string[];
  readonly createdAt: string;
  /** Not before this moment: quiet hours end, a digest is due. */
  readonly notBefore: string;
}

export type DeliveryState = 'waiting' | 'sent' | 'dead' | 'dropped';

/** What the service of a channel answered, kept so that a later message can edit it or be threaded below it. Never a secret. */
export type Receipt = Readonly<Record<string, string>>;

/** How far a message has come. */
export interface Delivery {
  readonly message: AlertMessage;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAttempt: string;
  readonly sentAt: string | null;
  /** Why the last attempt failed, in words without secrets. */
  readonly error: string | null;
  readonly receipt: Receipt | null;
}

/** What a place has been told of an incident, or will be: all that decides what it is told next. */
export interface Told {
  /** Id of the message. */
  readonly message: string;
  readonly incident: string;
  readonly occasion: Occasion;
  readonly channel: string;
  readonly address: string | null;
  /** Of its key: which repetition it is. */
  readonly n: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** When it was sent; before that, when it is due, or, once an attempt has failed, when it was written. */
  readonly at: string;
}
