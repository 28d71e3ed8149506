/** PagerDuty, Events API v2: one alert for an incident, triggered, acknowledged and resolved by its key. */
import type { AlertMessage } from '../../model/alert-message.js';
import { refused, sent, tryLater, type AlertChannel, type SendContext, type SendResult } from '../channel.js';
import type { PagerDutySettings } from '../channel-settings.js';
import { pagerDutyEvents } from '../render/pagerduty-event.js';
import { attempt, errorCode } from './attempt.js';
import type { ChannelSeams } from './channel-seams.js';
import { judgeAnswer, post } from './http-post.js';
import { secretUrlProblem } from './secret-url.js';

const EVENTS_API = 'https://events.pagerduty.com/v2/enqueue';

export function pagerDutyChannel(settings: PagerDutySettings, seams: ChannelSeams): AlertChannel {
  return {
    type: 'pagerduty',
    send: (message, context) =>
      attempt(
        { signal: context.signal, timeoutMs: seams.timeoutMs ?? 10_000 },
        (signal) => deliver(message, context, settings, seams, signal),
        (error) => tryLater(`PagerDuty can not be reached${errorCode(error)}.`),
      ),
  };
}

async function deliver(
  message: AlertMessage,
  context: SendContext,
  settings: PagerDutySettings,
  seams: ChannelSeams,
  signal: AbortSignal,
): Promise<SendResult> {
  const address = settings.url ?? EVENTS_API;
  const problem = secretUrlProblem(address, 'The address of the Events API');
  if (problem !== null) return refused(problem);
  const events = pagerDutyEvents(message, context.publicUrl);
  // Sent again after a failure, each does no more than it did: the service knows the key.
  for (const event of events) {
    const body = JSON.stringify({ routing_key: settings.routingKey, ...event });
    const headers = { 'content-type': 'application/json', 'user-agent': 'assay' };
    const answer = await post({
      url: new URL(address),
      headers,
      body,
      addresses: null,
      ca: seams.ca,
      signal,
    });
    if (answer.status === 400)
      return refused(
        'PagerDuty finds the event invalid: check the routing key, which is the integration key of a service.',
      );
    const result = judgeAnswer(answer, context.now, 'PagerDuty');
    if (!result.ok) return result;
  }
  return sent(events[0] === undefined ? { skipped: message.occasion } : { dedupKey: events[0].dedup_key });
}
