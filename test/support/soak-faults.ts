/** What goes wrong in the soak, and when: one fault after the other, each healed again, in rounds over the whole time. */
import type { Ended } from './cli.js';
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
  readonly store: { readonly restart: () => Promise<void> };
  readonly mail: Mail;
  readonly webhook: Webhook;
}

/** Longer than the lease of an ask: what a frozen process was at work on is taken from it. */
const FREEZE_MS = 20_000;
/** A round that leaves no time for more has no frozen process. */
const ROUND_WITH_FREEZE_MS = 90_000;

/** One round of about this length after another until the time is up. The process in the first place is left alive. */
export async function runFaults(ms: number, roundMs: number, parts: FaultParts): Promise<Faults> {
  const happened: Fault[] = [];
  const ended: Ended[] = [];
  const rounds = Math.max(1, Math.round(ms / roundMs));
  const length = ms / rounds;
  const begun = Date.now();
  for (let round = 0; round < rounds; round += 1)
    for (const { at, act } of stepsOf(round, length, parts, happened, ended)) {
      await pause(begun + (round + at) * length - Date.now());
      await act();
    }
  return { happened, ended };
}

interface Step {
  /** Share of the round. */
  readonly at: number;
  readonly act: () => Promise<void> | void;
}

function stepsOf(
  round: number,
  length: number,
  { fleet, store, mail, webhook }: FaultParts,
  happened: Fault[],
  ended: Ended[],
): readonly Step[] {
  const [one, other] = round % 2 === 0 ? [1, 2] : [2, 1];
  const open = new Map<Fault['what'], number>();
  const begin = (what: Fault['what']): void => void open.set(what, Date.now());
  const end = (what: Fault['what']): void =>
    void happened.push({ what, from: open.get(what) ?? Date.now(), to: Date.now() });
  const whole = async (what: Fault['what'], act: () => Promise<unknown>): Promise<void> => {
    begin(what);
    await act();
    end(what);
  };
  const freeze = async (): Promise<void> => {
    const { child } = fleet.services[other] ?? {};
    child?.kill('SIGSTOP');
    await pause(FREEZE_MS);
    child?.kill('SIGCONT');
  };
  const steps: readonly Step[] = [
    { at: 0.05, act: async () => (begin('mail'), mail.down()) },
    { at: 0.15, act: () => whole('killed', () => fleet.kill(one)) },
    { at: 0.25, act: () => (begin('webhook refuses'), webhook.behave('refuse')) },
    { at: 0.32, act: async () => (await mail.up(), end('mail')) },
    {
      at: 0.38,
      act: () => (end('webhook refuses'), begin('webhook hangs'), webhook.behave('hang')),
    },
    { at: 0.46, act: () => whole('store', store.restart) },
    { at: 0.54, act: () => (end('webhook hangs'), webhook.behave('well')) },
    { at: 0.62, act: () => whole('stopped', async () => void ended.push(await fleet.renew(other))) },
    { at: 0.72, act: () => whole('store', store.restart) },
  ];
  return length < ROUND_WITH_FREEZE_MS ? steps : [...steps, { at: 0.8, act: () => whole('frozen', freeze) }];
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
