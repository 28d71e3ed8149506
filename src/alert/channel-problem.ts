/** Mistakes in a channel's settings that can be seen without sending anything. */
import type { ChannelSettings } from './channel-settings.js';
import { parseMailbox } from './channels/mailbox.js';
import { secretUrlProblem } from './channels/secret-url.js';
import { webhookUrlProblem } from './channels/webhook.js';

/** A sentence that says what to correct, without the value; null where nothing is wrong. */
export function channelProblem(settings: ChannelSettings): string | null {
  switch (settings.type) {
    case 'slack':
      return settings.apiUrl === null
        ? null
        : secretUrlProblem(settings.apiUrl, "The address of Slack's Web API");
    case 'email':
      if (parseMailbox(settings.from) === null) return 'The sender is no e-mail address: correct `from`.';
      if (settings.to.some((each) => parseMailbox(each) === null))
        return 'A receiver is no e-mail address: correct `to`.';
      return settings.user !== null && settings.password === null
        ? 'There is a user without a password.'
        : null;
    case 'webhook':
      return webhookUrlProblem(settings);
    case 'pagerduty':
      return settings.url === null ? null : secretUrlProblem(settings.url, 'The address of the Events API');
    case 'file':
    case 'console':
      return null;
  }
}
