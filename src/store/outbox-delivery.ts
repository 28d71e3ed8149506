/** A delivery as its two rows hold it. */
import type { AlertMessage, Delivery, DeliveryState, Receipt } from '../model/alert-message.js';
import type { deliveries, messages } from './schema.js';

export interface DeliveryRows {
  readonly messages: typeof messages.$inferSelect;
  readonly deliveries: typeof deliveries.$inferSelect;
}

/** The record; its documents are our own. */
export function toDelivery({ messages: message, deliveries: delivery }: DeliveryRows): Delivery {
  const { state, attempts, nextAttempt, sentAt, error, receipt } = delivery;
  return {
    message: message.document as AlertMessage,
    state: state as DeliveryState,
    attempts,
    nextAttempt,
    sentAt,
    error,
    receipt: receipt as Receipt | null,
  };
}
