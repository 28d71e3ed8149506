/** A process of its own: crowds of clients come and are cut while events flow; prints what is left of them. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { apiWorld } from './api-world.js';
import { eventClient } from './event-client.js';

const ROUNDS = Number(process.argv[2]);
const CLIENTS = 200;

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const world = await apiWorld({ quiet: true });
const { listening, metrics, service } = world;

async function listeners(): Promise<number> {
  const found = /^assay_event_listeners (\d+)$/m.exec(await metrics.metrics());
  return Number(found?.[1]);
}

async function emptied(): Promise<void> {
  while ((await listening.connections()) > 0 || (await listeners()) > 0) await pause(20);
}

async function heap(): Promise<number> {
  for (let i = 0; i < 4; i += 1) {
    gc();
    await pause(50);
  }
  return process.memoryUsage().heapUsed;
}

let flowing = true;
let sent = 0;
async function flow(): Promise<void> {
  while (flowing) {
    const at = new Date().toISOString();
    const data = { filler: 'x'.repeat(500) };
    await service.store.events.add([{ at, event: 'contracts', dataset: null, data }]);
    sent += 1;
    await pause(20);
  }
}

/** Some read, some stop reading, some only close their own side; all are gone in the end, at whatever moment. */
async function round(): Promise<number> {
  const recent = Math.max(0, (await service.store.events.last()) - 100);
  const clients = Array.from({ length: CLIENTS }, (_, i) =>
    eventClient(listening.port, i % 3 === 0 ? { path: `/v1/events?after=${recent}` } : {}),
  );
  // A third is cut before it is answered.
  const [early, late] = [clients.slice(0, CLIENTS / 3), clients.slice(CLIENTS / 3)];
  await pause(5);
  for (const { socket } of early) socket.destroy();
  await Promise.all(late.map(({ head }) => head));
  for (const [i, { socket }] of late.entries()) if (i % 5 === 0) socket.pause();
  await pause(600);
  let seen = 0;
  for (const [i, client] of late.entries()) {
    seen += client.events.length;
    if (i % 4 === 1) client.socket.end();
    else if (i % 4 === 2) client.socket.resetAndDestroy();
    else client.socket.destroy();
  }
  await emptied();
  for (const { socket } of clients) socket.destroy();
  return seen;
}

const flowed = flow();
await round();
await round();
const before = await heap();
let seen = 0;
for (let i = 0; i < ROUNDS; i += 1) seen += await round();
flowing = false;
await flowed;
await emptied();
const after = await heap();
const result = {
  grown: after - before,
  clients: ROUNDS * CLIENTS,
  seen,
  sent,
  connections: await listening.connections(),
  listeners: await listeners(),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
await world.close();
