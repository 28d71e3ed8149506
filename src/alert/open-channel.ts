/** Settings → channel. */
import type { AlertChannel } from './channel.js';
import type { ChannelSettings } from './channel-settings.js';
import { realSeams, type ChannelSeams } from './channels/channel-seams.js';
import { consoleChannel } from './channels/console.js';
import { emailChannel } from './channels/email.js';
import { fileChannel } from './channels/file.js';
import { pagerDutyChannel } from './channels/pagerduty.js';
import { slackChannel } from './channels/slack.js';
import { webhookChannel } from './channels/webhook.js';

/**
 * A channel that is ready to send. It connects when it sends, so settings that are wrong come out as results; `channelProblem`
 * finds most of them before.
 * @param seams what stands in for the real surroundings
 */
export function openChannel(settings: ChannelSettings, seams: Partial<ChannelSeams> = {}): AlertChannel {
  const all = { ...realSeams, ...seams };
  switch (settings.type) {
    case 'slack':
      return slackChannel(settings, all);
    case 'email':
      return emailChannel(settings, all);
    case 'webhook':
      return webhookChannel(settings, all);
    case 'pagerduty':
      return pagerDutyChannel(settings, all);
    case 'file':
      return fileChannel(settings, all);
    case 'console':
      return consoleChannel(all);
  }
}
