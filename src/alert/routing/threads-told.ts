/** What was told in the place of a message. */
import type { AlertMessage, Told } from '../../model/alert-message.js';
import { destinationKey } from './destination.js';

/** Of all that was told of its incident, what went to the message's own channel and address; the order stays. */
export function threadsTold(told: readonly Told[], message: AlertMessage): readonly Told[] {
  const place = destinationKey(message);
  return told.filter((each) => destinationKey(each) === place);
}
