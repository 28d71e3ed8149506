/** Takes asks from the queue and answers them: so many at once, each under a lease that is renewed while it runs. */
import { FaultError } from '../model/fault.js';
import type { Ask, AskProblem } from '../model/ask.js';
import type { Decided } from '../app/assay.js';
import { LeaseLost, type AskStore, type Claim, type Lease } from '../store/ask-store.js';
import { everyMs } from './every-ms.js';
import type { LiveProject } from './live-project.js';
import type { Log } from './log.js';
import { patiently } from './patiently.js';
import type { QuickAnswers } from './quick-answers.js';
import { traced } from './telemetry.js';

export interface WorkerParts {
  /** Names this process. */
  readonly id: string;
  readonly asks: AskStore;
  readonly project: () => LiveProject;
  /** Asks at once. */
  readonly slots: number;
  /** The longest that one may run. */
  readonly timeoutMs: number;
  readonly log: Log;
  /** The queue saw a change: an ask ended here, or was given back. */
  readonly onEnd: (ask: string, decided: Decided | null, seconds: number) => void;
  readonly quick: Pick<QuickAnswers, 'mark' | 'keep'>;
}

export interface Worker {
  /** There is something new in the queue, of this source if given. */
  wake(source?: string): void;
  /**
   * Lends its claim on the source to work that may take an ask for it, and begins with that one; undefined where it has no room. A place is
   * kept free meanwhile.
   */
  readonly lend: <T>(
    source: string,
    work: (claim: Claim | undefined) => Promise<T>,
    taken: (result: T) => Ask | null,
  ) => Promise<T>;
  /** Asks that run here. */
  running(): number;
  /** Takes nothing new, waits for what runs, gives back what does not end in time. */
  stop(graceMs: number): Promise<void>;
}

/** A worker that is not heard of for so long has lost its asks. */
export const LEASE_MS = 15_000;
const RENEW_MS = LEASE_MS / 5;
const LOOK_MS = 500;
/** An ask that takes down its worker so often would take down the next one too. */
const MOST_ATTEMPTS = 4;

interface Running {
  readonly ask: Ask;
  readonly lease: Lease;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

export function startWorker(parts: WorkerParts): Worker {
  const running = new Map<string, Running>();
  let stopping = false;
  let lent = 0;
  const hasRoom = (): boolean => !stopping && running.size + lent < parts.slots;

  const take = (ask: Ask): void => {
    const abort = new AbortController();
    const lease = { ask: ask.id, worker: parts.id, attempt: ask.attempts };
    const ended = answer(ask, lease, abort, parts).finally(() => {
      running.delete(ask.id);
      void looking.now();
    });
    running.set(ask.id, { ask, lease, abort, ended });
  };
  const fill = async (sources: readonly string[]): Promise<void> => {
    let left = [...sources];
    // One of each source in turn, so that a busy one does not take all the places.
    while (left.length > 0) {
      const taken: string[] = [];
      for (const source of left) {
        if (!hasRoom()) return;
        const ask = await parts.asks.claim(claimOf(source, parts));
        if (ask === null) continue;
        take(ask);
        taken.push(source);
      }
      left = taken;
    }
  };
  const look = async (): Promise<void> => {
    if (!hasRoom()) return;
    await fill(await parts.asks.waiting());
  };
  const looking = oneAfterAnother(look, parts.log);
  const periodic = everyMs(LOOK_MS, looking.now, parts.log);
  const renewing = everyMs(RENEW_MS, () => renew(running, parts), parts.log);
  if (parts.slots === 0) void periodic.stop();

  return {
    wake: () => void looking.now(),
    lend: async (source, work, taken) => {
      if (!hasRoom()) return work(undefined);
      lent += 1;
      try {
        const result = await work(claimOf(source, parts));
        const ask = taken(result);
        // It may have begun to stop meanwhile: then the lease runs out, and another worker has the ask.
        if (ask !== null && !stopping) take(ask);
        return result;
      } finally {
        lent -= 1;
      }
    },
    running: () => running.size,
    stop: async (graceMs) => {
      stopping = true;
      await periodic.stop();
      await drain(running, graceMs, parts);
      await renewing.stop();
    },
  };
}

/** Runs work once more after each call that came while it was running; calls never overlap. */
function oneAfterAnother(work: () => Promise<void>, log: Log): { readonly now: () => Promise<void> } {
  let busy: Promise<void> | null = null;
  let again = false;
  const now = (): Promise<void> => {
    if (busy !== null) {
      again = true;
      return busy;
    }
    busy = (async () => {
      do {
        again = false;
        await work().catch((error: unknown) =>
          log.warn({ error: words(error) }, 'the queue can not be read'),
        );
      } while (again);
    })().finally(() => {
      busy = null;
    });
    return busy;
  };
  return { now };
}

/** A source that this project no longer has is served all the same: its asks must end. */
function claimOf(source: string, { id, project }: WorkerParts): Claim {
  return { source, worker: id, concurrency: project().concurrencyOf(source), leaseMs: LEASE_MS };
}

async function answer(ask: Ask, lease: Lease, abort: AbortController, parts: WorkerParts): Promise<void> {
  const log = parts.log.child({ ask: ask.id, dataset: ask.request.dataset });
  const timer = setTimeout(() => abort.abort(), parts.timeoutMs);
  try {
    if (ask.attempts > MOST_ATTEMPTS) {
      await parts.asks.fail(lease, worn(ask), false);
      return parts.onEnd(ask.id, null, 0);
    }
    const project = parts.project();
    const begun = performance.now();
    const mark = await parts.quick.mark(ask.request, project);
    const decided = await decide(ask, lease, abort.signal, project);
    if (decided.decision.replayed) await parts.asks.answer(lease, decided.decision.id);
    parts.quick.keep(mark, decided);
    const seconds = (performance.now() - begun) / 1000;
    const { id, outcome, runId } = decided.decision;
    log.info({ decision: id, outcome, runId }, 'decided');
    parts.onEnd(ask.id, decided, seconds);
  } catch (error) {
    await endBadly(error, lease, log, parts);
  } finally {
    clearTimeout(timer);
  }
}

function decide(ask: Ask, lease: Lease, signal: AbortSignal, project: LiveProject): Promise<Decided> {
  const { dataset, batch, asOf, force, dataVersion, askedBy } = ask.request;
  return traced('assay.decide', { 'assay.dataset': dataset, 'assay.ask': ask.id }, () =>
    project.assay
      .as(askedBy)
      .gate(dataset, { batch, force, dataVersion, lease, signal, ...(asOf === null ? {} : { asOf }) }),
  );
}

async function endBadly(error: unknown, lease: Lease, log: Log, parts: WorkerParts): Promise<void> {
  if (error instanceof LeaseLost) {
    log.warn('another worker has this ask now');
    return;
  }
  log.error({ error: words(error) }, 'an ask could not be answered');
  const faulty = error instanceof FaultError;
  try {
    // What the caller got wrong stays wrong; all else may pass, and a lease that runs out gives it to whoever is well.
    const retry = !faulty && lease.attempt < MOST_ATTEMPTS;
    await patiently(LEASE_MS, () => parts.asks.fail(lease, problemOf(error), retry));
  } catch (again) {
    if (!(again instanceof LeaseLost)) log.error({ error: words(again) }, 'an ask could not be given back');
  }
  parts.onEnd(lease.ask, null, 0);
}

function problemOf(error: unknown): AskProblem {
  if (error instanceof FaultError) {
    const first = error.faults[0];
    return { code: first?.code ?? 'fault', message: first?.message ?? 'The request has faults.' };
  }
  return { code: 'not-evaluated', message: 'The gate could not come to a decision; the log says why.' };
}

const worn = (ask: Ask): AskProblem => ({
  code: 'worker-died',
  message: `The ask was given up after ${String(ask.attempts - 1)} workers ended while they ran it.`,
});

const words = (error: unknown): string => (error instanceof Error ? error.message : 'unknown error');

/** The end of an ask is written first, so that the run that is then broken off decides nothing. */
async function stopAs(one: Running, problem: AskProblem, retry: boolean, parts: WorkerParts): Promise<void> {
  await parts.asks.fail(one.lease, problem, retry).catch((error: unknown) => {
    if (!(error instanceof LeaseLost)) throw error;
  });
  one.abort.abort();
  parts.onEnd(one.ask.id, null, 0);
}

const SHUTDOWN: AskProblem = {
  code: 'shutdown',
  message: 'The worker was stopped; another one takes it up.',
};

/** What could not be given back goes on until the process ends, and its lease with it: broken off, it could still be decided. */
async function giveBack(one: Running, parts: WorkerParts): Promise<void> {
  try {
    await stopAs(one, SHUTDOWN, true, parts);
  } catch (error) {
    parts.log.error({ ask: one.ask.id, error: words(error) }, 'an ask could not be given back');
    return;
  }
  await one.ended;
}

async function drain(
  running: ReadonlyMap<string, Running>,
  graceMs: number,
  parts: WorkerParts,
): Promise<void> {
  const ends = (): Promise<unknown> => Promise.all([...running.values()].map(({ ended }) => ended));
  await withinMs(graceMs, ends);
  await Promise.all([...running.values()].map((one) => giveBack(one, parts)));
}

async function renew(running: ReadonlyMap<string, Running>, parts: WorkerParts): Promise<void> {
  const leases = [...running.values()].map(({ lease }) => lease);
  const { lost, cancelled } = await parts.asks.renew(parts.id, leases, LEASE_MS);
  for (const id of lost) running.get(id)?.abort.abort();
  for (const id of cancelled) {
    const one = running.get(id);
    if (one !== undefined)
      await stopAs(one, { code: 'cancelled', message: 'Cancelled on request.' }, false, parts);
  }
}

async function withinMs(limit: number, work: () => Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limit);
  });
  await Promise.race([work(), over]);
  clearTimeout(timer);
}
