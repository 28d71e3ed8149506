/**
 * The soak: three services on one store, asked all the time, while processes are killed, stopped and frozen, the store restarts, mail and
 * webhook break down and one source never answers. No decision is lost, no alert is lost, nothing runs twice, memory stays flat.
 * A short one by default; `SOAK_MINUTES=30 SOAK_RATE=60` is the long one: 60 asks a second, so that 50 are answered with the outages counted in.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ended } from '../support/cli.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { runFaults, type Fault } from '../support/soak-faults.js';
import { thirds, watch } from '../support/soak-figures.js';
import { startFleet, type Fleet } from '../support/soak-fleet.js';
import { runLoad } from '../support/soak-load.js';
import { expectedIncidents, expectedOutcome, looking, versionsOf } from '../support/soak-model.js';
import {
  silentPort,
  soakProject,
  SILENT,
  type SilentPort,
  type SoakProject,
} from '../support/soak-project.js';
import { startMailServer, startWebhook, type Mail, type Webhook } from '../support/soak-receivers.js';
import { pending, readRecord } from '../support/soak-record.js';
import { logged, summary, twice, type SoakOutcome } from '../support/soak-summary.js';

const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 0.45);
const RATE = Number(process.env['SOAK_RATE'] ?? 20);
const LONG = MINUTES >= 3;
const LOAD_MS = MINUTES * 60_000;
const ROUND_MS = 150_000;
/** Messages of a dead process are free again after two minutes, and back-off after an outage takes its time. */
const DRAIN_MS = 600_000;

let postgres: TestPostgres;
let silent: SilentPort;
let mail: Mail;
let webhook: Webhook;
let files: SoakProject;
let fleet: Fleet;
let soak: SoakOutcome;
let lost: readonly string[];
let ended: readonly Ended[];

beforeAll(async () => {
  [postgres, silent, mail, webhook] = await Promise.all([
    startPostgres({ own: true }),
    silentPort(),
    startMailServer(),
    startWebhook(),
  ]);
  files = soakProject({ silent: silent.port, mail: mail.port, webhook: webhook.port });
  const storeUrl = await postgres.createDatabase();
  fleet = await startFleet(files.project, { SOAK_STORE: storeUrl, SOAK_WORD: 'a word' }, 3);
  const watched = watch(fleet.services[0]?.url ?? '', LONG ? 5_000 : 1_000);
  const begun = Date.now();
  const [load, faults] = await Promise.all([
    runLoad(fleet, files, { ms: LOAD_MS, rate: RATE, changed: 0.1, bad: LONG ? 0.1 : 0.3 }),
    runFaults(LOAD_MS, ROUND_MS, { fleet, store: postgres, mail, webhook }),
  ]);
  const loaded = Date.now();
  await watched.stop();
  await drained(storeUrl);
  const drainedAt = Date.now();
  const last = await fleet.stopAll();
  lost = load.lost;
  ended = [...faults.ended, ...last];
  soak = {
    asks: load.asks,
    loadMs: loaded - begun,
    drainMs: drainedAt - loaded,
    faults: faults.happened,
    record: await readRecord(storeUrl),
    arrivals: { hook: webhook.arrivals, mail: mail.arrivals },
    figures: watched.samples,
    log: fleet.log(),
  };
  // eslint-disable-next-line no-console -- the figures are what a long run is for
  console.log(summary(soak));
}, LOAD_MS + 1_800_000);

afterAll(async () => {
  await fleet?.end();
  await Promise.all([mail?.close(), webhook?.close(), silent?.close(), postgres?.close()]);
  files?.remove();
});

/** Until nothing waits any more, as far as it ever will. */
async function drained(storeUrl: string): Promise<void> {
  const until = Date.now() + DRAIN_MS;
  for (;;) {
    const { asks, messages } = await pending(storeUrl);
    if (asks + messages === 0 || Date.now() > until) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

test('every ask has one decision, and it is on record', () => {
  const { asks, record } = soak;
  expect(lost).toEqual([]);
  const rows = new Map(record.asks.map((row) => [row.key, row]));
  for (const { key, decision } of asks)
    expect(rows.get(key)).toMatchObject({ state: 'decided', decision: decision['id'] });
  expect(record.askCount).toBe(asks.length);
  expect(new Set(record.decisions.map(({ id }) => id))).toEqual(
    new Set(record.asks.map(({ decision }) => decision)),
  );
});

test('each decision is about the content that was there, and says what it deserves', () => {
  for (const ask of soak.asks)
    expect([ask.key, ask.content, ask.decision['outcome']]).toEqual([
      ask.key,
      ask.content,
      expectedOutcome(ask),
    ]);
  const found = [...versionsOf(soak.asks)];
  expect(found.filter(([, versions]) => versions.size !== 1)).toEqual([]);
  const ofFiles = found.filter(([content]) => !content.startsWith(SILENT)).map(([, [id]]) => id);
  expect(ofFiles.every((id) => typeof id === 'string')).toBe(true);
  expect(new Set(ofFiles).size).toBe(ofFiles.length);
});

test('nothing ran twice', () => {
  // A version is looked at once, by the first who asks about it, and that run is on record once. A second look is right in two cases.
  // A run that says nothing of a version (no answer came, the files moved) is bound to none, and every ask looks again: here those of the
  // silent source, one run each. And where a worker died, froze or lost the store before its run was on record, the heir of the ask looks
  // again: the first run has then no trace, and nobody was told its result.
  const { asks, record } = soak;
  const runs = record.runs.map(({ dataset, version }) => `${dataset} ${String(version)}`);
  const expected = looking(asks).map(({ dataset, decision }) => {
    const { dataVersion } = decision as { readonly dataVersion: { readonly id: string } | null };
    return `gold.${dataset} ${String(dataVersion?.id ?? null)}`;
  });
  expect(runs.toSorted()).toEqual(expected.toSorted());
});

test('incidents are what the contents say', () => {
  const found = soak.record.incidents.map(({ dataset, openedBy, lastDecision, state }) => ({
    dataset,
    openedBy,
    lastDecision,
    resolved: state === 'resolved',
  }));
  const sorted = (all: typeof found) => all.toSorted((a, b) => (a.openedBy < b.openedBy ? -1 : 1));
  const expected = expectedIncidents(soak.asks) as typeof found;
  // The silent source at least has one.
  expect(found).not.toEqual([]);
  expect(sorted(found)).toEqual(sorted(expected));
});

test('every incident is told on both channels, its end too; what is sent has arrived, in order', () => {
  const { record, arrivals, faults } = soak;
  expect(record.messages.filter(({ state }) => state !== 'sent')).toEqual([]);
  for (const [channel, arrived] of Object.entries(arrivals)) {
    const sent = record.messages.filter((message) => message.channel === channel);
    const first = [...new Set(arrived.map(({ id }) => id))];
    expect(first.toSorted()).toEqual(sent.map(({ id }) => id).toSorted());
    const place = new Map(first.map((id, at) => [id, at]));
    for (const { id, state } of record.incidents) {
      const told = sent.filter(({ incident }) => incident === id);
      const ends = told.filter(({ occasion }) => occasion !== 'changed').map(({ occasion }) => occasion);
      expect(ends).toEqual(state === 'resolved' ? ['opened', 'recovered'] : ['opened']);
      const order = told.map((message) => place.get(message.id) ?? -1);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }
  }
  // Sent twice is only what somebody could not know to have arrived: the sender died, slept or lost the store before it was written
  // down, or the receiver went down before it said so.
  const causes = faults.filter(({ what }) => UNCERTAIN.includes(what));
  const unexplained = twice(arrivals).filter(
    ({ first }) => !causes.some(({ from, to }) => first < to && from < first + WRITING_DOWN_MS),
  );
  expect(unexplained).toEqual([]);
});

const UNCERTAIN: readonly Fault['what'][] = ['killed', 'frozen', 'store', 'mail'];

/** The longest that a sender may take to write down that a message has arrived. */
const WRITING_DOWN_MS = 15_000;

test('no process ends that was not told to, and those that were end well', () => {
  expect(fleet.fallen).toEqual([]);
  expect(ended.map(({ code, signal }) => ({ code, signal }))).toEqual(
    ended.map(() => ({ code: 0, signal: null })),
  );
  const foreign = logged(soak.log).filter((line) => !/^(warn|error): |^SIGTERM: /.test(line));
  expect(foreign).toEqual([]);
  expect(logged(soak.log)).not.toContain('error: a request failed');
});

test.runIf(LONG)('memory and handles stay flat', () => {
  const growth = (name: 'heapMb' | 'rssMb' | 'files' | 'handles'): number => {
    const { first, last } = thirds(soak.figures, name);
    return last - first;
  };
  expect(growth('heapMb')).toBeLessThan(20);
  expect(growth('rssMb')).toBeLessThan(100);
  expect(growth('files')).toBeLessThan(15);
  expect(growth('handles')).toBeLessThan(15);
});
