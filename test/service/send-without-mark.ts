/** Sends what is due in a store to a webhook and never writes that it did: killed in between, as a crash would. */
import { openChannel } from '../../src/alert/open-channel.js';
import { deliverNow } from '../../src/service/deliver.js';
import { openStore } from '../../src/store/open-store.js';

const [store = '', url = '', now = ''] = process.argv.slice(2);
const { outbox, incidents } = await openStore(store, '/');
const hook = openChannel({ type: 'webhook', url, secret: 'a secret of the tests', allowPrivate: true });
const for_ever = new Promise<never>(() => setInterval(() => undefined, 1000));
const sent = (): Promise<never> => {
  process.stdout.write('sent\n');
  return for_ever;
};
await deliverNow(
  {
    outbox: { ...outbox, sent },
    incidents,
    channels: new Map([['hook', hook]]),
    publicUrl: null,
    log: { warn: () => undefined, error: () => undefined },
    now: () => new Date(now),
    worker: 'child',
  },
  600_000,
);
