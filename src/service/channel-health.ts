/** Opens the incident of a channel that can not be reached, and ends it when a message arrives again. */
import { channelFailed, channelWorks } from '../alert/channel-incident.js';
import { channelSubject } from '../alert/channel-subject.js';
import type { AlertMessage } from '../model/alert-message.js';
import type { AlertSettings } from '../model/alert-settings.js';
import type { Incident } from '../model/incident.js';
import { IncidentMoved, type IncidentStore, type Outbox } from '../store/incident-store.js';

export interface ChannelHealthParts {
  readonly incidents: Pick<IncidentStore, 'list' | 'change'>;
  readonly outbox: Pick<Outbox, 'told'>;
  readonly settings: () => AlertSettings;
  readonly now: () => Date;
  readonly newId: () => string;
}

export interface ChannelHealth {
  /** A message was given up. */
  readonly onDead: (message: AlertMessage, error: string) => Promise<void>;
  readonly onSent: (message: AlertMessage) => Promise<void>;
}

/** What the delivery calls. Where another process was quicker, that one has done it. */
export function channelHealth(parts: ChannelHealthParts): ChannelHealth {
  const { incidents, outbox, settings, newId } = parts;
  const standing = async (message: AlertMessage): Promise<Incident | null> => {
    const dataset = channelSubject(message);
    const found = await incidents.list({ dataset, states: ['open', 'acknowledged'], limit: 1 });
    return found[0] ?? null;
  };
  return {
    async onDead(message, error) {
      const now = parts.now().toISOString();
      const step = channelFailed(message, error, settings(), now, newId);
      if (step === null || (await standing(message)) !== null) return;
      await unlessMoved(() => incidents.change(step, [], null));
    },
    async onSent(message) {
      const incident = await standing(message);
      if (incident === null) return;
      const told = await outbox.told([incident.id]);
      const step = channelWorks(incident, told, settings(), parts.now().toISOString(), newId);
      await unlessMoved(() => incidents.change(step, [incident], null));
    },
  };
}

async function unlessMoved(change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (!(error instanceof IncidentMoved)) throw error;
  }
}
