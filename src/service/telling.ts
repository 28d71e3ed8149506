/** Telling people: what waits in the outbox is delivered, what the clock brings about is written; anew whenever the channels change. */
import { v7 as uuid } from 'uuid';
import { openChannel } from '../alert/open-channel.js';
import type { AlertChannel } from '../alert/channel.js';
import { channelSettings } from '../app/config-channels.js';
import type { LoadedProject } from '../app/load-project.js';
import type { Store } from '../store/store.js';
import { startAlertClock } from './alert-clock.js';
import { channelHealth } from './channel-health.js';
import { startDelivery } from './deliver.js';
import type { LiveProject } from './live-project.js';
import type { Log } from './log.js';
import type { Stoppable } from './replaceable.js';

export interface TellingParts {
  readonly store: Store;
  /** The project of now: who is told changes with it. */
  readonly project: () => LiveProject;
  readonly publicUrl: string | null;
  /** Names this process in leases. */
  readonly worker: string;
  readonly log: Log;
  readonly observe: (channel: string, result: 'sent' | 'failed' | 'dead') => void;
}

export interface Telling extends Stoppable {
  /** Something was written: look now. */
  readonly wake: () => void;
}

/** The channels of a project that was loaded without faults, by name. */
export function openChannels({ config, written }: LoadedProject): ReadonlyMap<string, AlertChannel> {
  const { channels } = channelSettings(written.alerts, config.root);
  return new Map([...channels].map(([name, settings]) => [name, openChannel(settings)]));
}

/** @param channels of `openChannels`; they are closed with it */
export function startTelling(channels: ReadonlyMap<string, AlertChannel>, parts: TellingParts): Telling {
  const { store, project, publicUrl, worker, log, observe } = parts;
  const now = (): Date => new Date();
  const newId = (): string => uuid();
  const settings = () => project().loaded.alerting;
  const { incidents, outbox } = store;
  const health = channelHealth({ incidents, outbox, settings, now, newId });
  const delivery = startDelivery({
    outbox,
    incidents,
    channels,
    publicUrl,
    log,
    now,
    worker,
    observe,
    ...health,
  });
  const clock = startAlertClock({
    incidents,
    outbox,
    settings,
    peopleOf: (dataset) => {
      const found = project().view.find(dataset);
      return found.ok ? found.value.contract : null;
    },
    now,
    newId,
    log,
    onWritten: delivery.wake,
  });
  return {
    wake: delivery.wake,
    stop: async () => {
      await clock.stop();
      await delivery.stop();
      for (const channel of channels.values()) await channel.close?.();
    },
  };
}
