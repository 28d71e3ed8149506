/** For a process that ends soon: tells people of what was just decided, as far as that is quickly done; the rest waits in the outbox. */
import { hostname } from 'node:os';
import { v7 as uuid } from 'uuid';
import type { Assay } from '../app/assay.js';
import { channelHealth } from './channel-health.js';
import { deliverNow } from './deliver.js';
import { openLog } from './log.js';
import { openChannels } from './telling.js';

/**
 * One pass over the messages that are due, by the channels of the project; nothing is opened where it has none.
 * @param limitMs after that, what is under way is broken off and tried again by whoever delivers next
 */
export async function deliverPending(assay: Assay, limitMs: number): Promise<void> {
  const { project, store } = assay.inside;
  if (Object.keys(project.alerting.channels).length === 0) return;
  const channels = openChannels(project);
  const { incidents, outbox } = await store();
  const now = (): Date => new Date();
  const settings = () => project.alerting;
  try {
    await deliverNow(
      {
        outbox,
        incidents,
        channels,
        publicUrl: project.written.service?.publicUrl?.replace(/\/+$/, '') ?? null,
        log: openLog('warn'),
        now,
        worker: `${hostname()}/${uuid()}`,
        ...channelHealth({ incidents, outbox, settings, now, newId: () => uuid() }),
      },
      limitMs,
    );
  } finally {
    for (const channel of channels.values()) await channel.close?.();
  }
}
