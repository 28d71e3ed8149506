/** What goes wrong in the soak, and when: one fault after the other, each healed again, in rounds over the whole time. */
import type { Ended } from './cli.js';
import type { TestPostgres } from './postgres.js';
import type { Fleet } from './soak-fleet.js';
import type { Mail, Webhook } from './soak-receivers.js';

export interface Fault {
  readonly what: 'killed' | 'stopped' | 'frozen' | 'store' | 'mail' | 'webhook refuses' | 'webhook hangs';
  /** ms since 1970. */
  readonly from: number;
  readonly to: number;
}

export interface Faults {
  readonly happened: readonly Fault[];
  /** How the processes ended that were told to. */
  readonly ended: readonly Ended[];
}

export interface FaultParts {
  readonly fleet: Fleet;
  readonly store: Pick<TestPostgres, 'restart'>;
  readonly mail: Mail;
  readonly webhook: Webhook;
}

/** Longer than the lease of an ask: what a frozen process was at work on is taken from it. */
const FREEZE_MS = 20_000;
/** A shorter round leaves no time for that. */
const ROUND_WITH_FREEZE_MS = 90_000;
/** The store is away for so long at most while a process ends. */
const AWAY_MS = 3_000;

/** One round of about this length after another until the time is up. The process in the first place is left alone. */
export async function runFaults(ms: number, roundMs: number, parts: FaultParts): Promise<Faults> {
  const history = faultHistory();
  const ended: Ended[] = [];
  const rounds = Math.max(1, Math.round(ms / roundMs));
  const length = ms / rounds;
  const begun = Date.now();
  for (let round = 0; round < rounds; round += 1) {
    const [one, other] = round % 2 === 0 ? [1, 2] : [2, 1];
    for (const { at, act } of stepsOf({ one, other, length }, parts, history, ended)) {
      await pause(begun + (round + at) * length - Date.now());
      await act();
    }
  }
  return { happened: history.happened, ended };
}

interface Step {
  /** Share of the round. */
  readonly at: number;
  readonly act: () => Promise<void> | void;
}

function stepsOf(
  { one, other, length }: { readonly one: number; readonly other: number; readonly length: number },
  parts: FaultParts,
  { begin, end, whole }: ReturnType<typeof faultHistory>,
  ended: Ended[],
): readonly Step[] {
  const { fleet, store, mail, webhook } = parts;
  const steps: readonly Step[] = [
    { at: 0.05, act: () => (begin('mail'), mail.down()) },
    { at: 0.15, act: () => whole('killed', () => fleet.kill(one)) },
    { at: 0.25, act: () => (begin('webhook refuses'), webhook.behave('refuse')) },
    { at: 0.32, act: async () => (await mail.up(), end('mail')) },
    {
      at: 0.38,
      act: () => (end('webhook refuses'), begin('webhook hangs'), webhook.behave('hang')),
    },
    { at: 0.46, act: () => whole('store', () => store.restart()) },
    { at: 0.54, act: () => (end('webhook hangs'), webhook.behave('well')) },
    { at: 0.62, act: () => whole('stopped', () => renew(other, fleet, ended)) },
    { at: 0.76, act: () => whole('store', () => restartAround(other, store, fleet, ended)) },
  ];
  return length < ROUND_WITH_FREEZE_MS
    ? steps
    : [...steps, { at: 0.86, act: () => whole('frozen', () => freeze(one, fleet)) }];
}

async function renew(place: number, fleet: Fleet, ended: Ended[]): Promise<void> {
  ended.push(await fleet.stop(place));
  await fleet.start(place);
}

/** A process is told to end while the store is away. */
async function restartAround(
  place: number,
  store: FaultParts['store'],
  fleet: Fleet,
  ended: Ended[],
): Promise<void> {
  let stopping: Promise<Ended> | undefined;
  await store.restart(async () => {
    stopping = fleet.stop(place);
    await Promise.race([stopping, pause(AWAY_MS)]);
  });
  if (stopping !== undefined) ended.push(await stopping);
  await fleet.start(place);
}

async function freeze(place: number, fleet: Fleet): Promise<void> {
  const child = fleet.services[place]?.child;
  child?.kill('SIGSTOP');
  await pause(FREEZE_MS);
  child?.kill('SIGCONT');
}

/** When each fault began and ended. */
function faultHistory() {
  const happened: Fault[] = [];
  const open = new Map<Fault['what'], number>();
  const begin = (what: Fault['what']): void => void open.set(what, Date.now());
  const end = (what: Fault['what']): void =>
    void happened.push({ what, from: open.get(what) ?? Date.now(), to: Date.now() });
  const whole = async (what: Fault['what'], act: () => Promise<void>): Promise<void> => {
    begin(what);
    await act();
    end(what);
  };
  return { happened, begin, end, whole };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
