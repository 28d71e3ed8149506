/** The load of the soak: who asks what and when, and, exactly, what must come of it. */
import type { Answered, Fleet } from './soak-fleet.js';
import { FILE_DATASETS, SILENT, type Content, type SoakProject } from './soak-project.js';
import { seededRandom } from './random.js';

/** An ask with what it must come to. */
export interface SoakAsk extends Answered {
  readonly key: string;
  readonly dataset: string;
  /** Of the file's content: 1, 2, 3…; always 0 for the source that is silent. */
  readonly version: number;
  readonly content: Content | 'silent';
}

export interface LoadOptions {
  readonly ms: number;
  /** Asks a second. */
  readonly rate: number;
  /** Of the asks, how many follow new content; of the new contents, how many are bad. */
  readonly changed: number;
  readonly bad: number;
}

/** Asks until the time is up and every answer is there: one at a time about each dataset, so that the content it was about is known. */
export async function runLoad(
  fleet: Pick<Fleet, 'ask'>,
  files: Pick<SoakProject, 'write'>,
  options: LoadOptions,
): Promise<readonly SoakAsk[]> {
  const until = performance.now() + options.ms;
  const [fromFiles, fromSilent] = await Promise.all([
    askFiles(fleet, files, options, until),
    askSilent(fleet, until),
  ]);
  return [...fromFiles, ...fromSilent];
}

interface FileState {
  readonly dataset: string;
  version: number;
  content: Content;
}

async function askFiles(
  fleet: Pick<Fleet, 'ask'>,
  files: Pick<SoakProject, 'write'>,
  { rate, changed, bad }: LoadOptions,
  until: number,
): Promise<readonly SoakAsk[]> {
  const random = seededRandom(42);
  const asks: SoakAsk[] = [];
  const free: FileState[] = FILE_DATASETS.map((dataset) => ({ dataset, version: 1, content: 'good' }));
  const busy = new Set<Promise<void>>();
  const one = async (state: FileState, n: number): Promise<void> => {
    if (state.version > 1 || n >= FILE_DATASETS.length) change(state);
    const { dataset, version, content } = state;
    const key = `soak-${String(n)}`;
    asks.push({ key, dataset, version, content, ...(await fleet.ask(dataset, key)) });
    free.push(state);
  };
  const change = (state: FileState): void => {
    if (random.uniform() >= changed) return;
    state.content = random.uniform() >= bad ? 'good' : random.uniform() < 0.5 ? 'negative' : 'missing';
    state.version += 1;
    files.write(state.dataset, state.content);
  };
  let due = performance.now();
  for (let n = 0; performance.now() < until; n += 1) {
    // What could not be asked in time is not made up for: the rate is a ceiling.
    due = Math.max(due + 1000 / rate, performance.now() - 1000);
    await pause(due - performance.now());
    while (free.length === 0) await Promise.race(busy);
    const next = free.shift();
    if (next === undefined) continue;
    const asked = one(next, n).finally(() => busy.delete(asked));
    busy.add(asked);
  }
  await Promise.all(busy);
  return asks;
}

async function askSilent(fleet: Pick<Fleet, 'ask'>, until: number): Promise<readonly SoakAsk[]> {
  const asks: SoakAsk[] = [];
  for (let n = 0; performance.now() < until; n += 1) {
    const key = `silent-${String(n)}`;
    asks.push({ key, dataset: SILENT, version: 0, content: 'silent', ...(await fleet.ask(SILENT, key)) });
  }
  return asks;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
