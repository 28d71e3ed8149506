/** The seam of a channel: a message goes in, and what became of it comes out; when to try again is the outbox's business. */
import type { AlertMessage, Receipt } from '../model/alert-message.js';
import type { ChannelKind } from '../model/alert-settings.js';

/** What a channel must know beside the message. */
export interface SendContext {
  /** Receipt of the first message of this thread on this channel and address; null: this is the first one. */
  readonly first: Receipt | null;
  /** Where people reach the service (`https://assay.example.com`); null: nowhere, messages have no links. */
  readonly publicUrl: string | null;
  /** Ends the attempt; the message may or may not have arrived. */
  readonly signal: AbortSignal;
  readonly now: Date;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

export type SendResult =
  | { readonly ok: true; readonly receipt: Receipt }
  | {
      readonly ok: false;
      /** False: the same message would be refused again. */
      readonly retry: boolean;
      /** Milliseconds that the service asks us to wait. */
      readonly retryAfterMs?: number;
      /** A sentence that says what to do; without secrets, addresses or values. */
      readonly error: string;
    };

export interface AlertChannel {
  readonly type: ChannelKind;
  /** One attempt, bounded in time. Never throws: whatever goes wrong is a result. */
  send(message: AlertMessage, context: SendContext): Promise<SendResult>;
  close?(): Promise<void>;
}

/** The service took the message. */
export function sent(receipt: Receipt): SendResult {
  return { ok: true, receipt };
}

/** The same message would be refused again. */
export function refused(error: string): SendResult {
  return { ok: false, retry: false, error };
}

/** What may pass by itself. @param retryAfterMs what the service asks us to wait; null where it says nothing */
export function tryLater(error: string, retryAfterMs: number | null = null): SendResult {
  return { ok: false, retry: true, error, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
}
