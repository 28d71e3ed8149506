/** The services of the soak: several processes on one store, and a client that goes on until it has its decision. */
import type { Ended, TestProject } from './cli.js';
import { serve, type Served } from './serve.js';

/** Why a client went on with another process. */
export type Retry = 'no connection' | 'no answer in time' | 'not decided yet' | 'status 503';

/** What a client was told, at last. */
export interface Answered {
  readonly decision: Readonly<Record<string, unknown>>;
  /** From the first request to the decision. */
  readonly ms: number;
  readonly retries: readonly Retry[];
}

export interface Fleet {
  /** By place; one that was ended is replaced in its place. */
  readonly services: readonly Served[];
  readonly ask: (dataset: string, key: string) => Promise<Answered>;
  /** As a crash, and starts another in its place. */
  readonly kill: (place: number) => Promise<void>;
  /** As an operator does; its place is empty until the next one starts there. */
  readonly stop: (place: number) => Promise<Ended>;
  readonly start: (place: number) => Promise<void>;
  /** How each process has ended that nobody ended. */
  readonly fallen: readonly string[];
  /** What all processes have written to their logs. */
  readonly log: () => string;
  /** As an operator does, all of them. */
  readonly stopAll: () => Promise<readonly Ended[]>;
  /** At once, what still runs. */
  readonly end: () => Promise<void>;
}

const WAIT_S = 5;
/** Of one request: longer than the wait, so that only a process that does not answer at all is given up. */
const REQUEST_MS = 8_000;
/** Of one ask with all its requests: whoever waits for longer has lost it. */
const ASK_MS = 300_000;
const PAUSE_MS = 50;

export async function startFleet(
  project: TestProject,
  env: Record<string, string>,
  size: number,
): Promise<Fleet> {
  const started: Served[] = [];
  const ending = new Set<Served>();
  const fallen: string[] = [];
  const start = async (): Promise<Served> => {
    const one = await serve(project, env, '--log-level', 'warn');
    started.push(one);
    void one.ended.then(({ code, signal }) => {
      if (!ending.has(one)) fallen.push(`code ${String(code)}, signal ${String(signal)}: ${one.log()}`);
    });
    return one;
  };
  const services = await Promise.all(Array.from({ length: size }, start));
  const at = (place: number): Served => {
    const one = services[place];
    if (one === undefined) throw new Error(`there is no service in place ${String(place)}`);
    ending.add(one);
    return one;
  };
  let turn = 0;
  return {
    services,
    fallen,
    ask: (dataset, key) => ask(dataset, key, () => services[turn++ % services.length]?.url ?? ''),
    async kill(place) {
      await at(place).kill();
      services[place] = await start();
    },
    stop: (place) => at(place).stop(),
    start: async (place) => {
      services[place] = await start();
    },
    stopAll: () => Promise.all(services.map((_, place) => at(place).stop())),
    log: () => started.map((one) => one.log()).join(''),
    end: async () => {
      for (const one of started) ending.add(one);
      await Promise.all(started.map((one) => one.kill()));
    },
  };
}

/** @param next address of the process to turn to @throws Error where there is no decision, whatever it tries */
async function ask(dataset: string, key: string, next: () => string): Promise<Answered> {
  const begun = performance.now();
  const retries: Retry[] = [];
  while (performance.now() - begun < ASK_MS) {
    const tried = await request(`${next()}/v1/gates/gold.${dataset}/decisions`, key);
    if (typeof tried !== 'string') return { decision: tried, ms: performance.now() - begun, retries };
    retries.push(tried);
    if (tried !== 'not decided yet') await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  const last = retries.slice(-3).join(', ');
  throw new Error(
    `no decision under the key ${key} after ${String(retries.length)} retries, at last ${last}`,
  );
}

async function request(url: string, key: string): Promise<Answered['decision'] | Retry> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'Idempotency-Key': key, Prefer: `wait=${String(WAIT_S)}` },
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    text = await response.text();
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'no connection';
  }
  if (response.status === 202) return 'not decided yet';
  if (response.status === 503) return 'status 503';
  if (response.status === 200) return JSON.parse(text) as Readonly<Record<string, unknown>>;
  throw new Error(`${String(response.status)} of an ask: ${text}`);
}
