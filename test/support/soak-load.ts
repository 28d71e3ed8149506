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

export interface Load {
  readonly asks: readonly SoakAsk[];
  /** Asks that were given no decision, in words. */
  readonly lost: readonly string[];
}

/** Asks until the time is up and every answer is there: one at a time about each dataset, so that the content it was about is known. */
export async function runLoad(
  fleet: Pick<Fleet, 'ask'>,
  files: Pick<SoakProject, 'write'>,
  options: LoadOptions,
): Promise<Load> {
  const until = performance.now() + options.ms;
  const asks: SoakAsk[] = [];
  const lost: string[] = [];
  const ask: AskOne = async (key, about) => {
    try {
      asks.push({ key, ...about, ...(await fleet.ask(about.dataset, key)) });
      return true;
    } catch (error) {
      lost.push(`${about.dataset}, version ${String(about.version)}: ${String(error)}`);
      return false;
    }
  };
  await Promise.all([askFiles(ask, files, options, until), askSilent(ask, until)]);
  return { asks, lost };
}

/** False where no decision came. */
type AskOne = (key: string, about: Pick<SoakAsk, 'dataset' | 'version' | 'content'>) => Promise<boolean>;

interface FileState {
  readonly dataset: string;
  readonly version: number;
  readonly content: Content;
}

async function askFiles(
  ask: AskOne,
  files: Pick<SoakProject, 'write'>,
  { rate, changed, bad }: LoadOptions,
  until: number,
): Promise<void> {
  const random = seededRandom(42);
  const free: FileState[] = FILE_DATASETS.map((dataset) => ({ dataset, version: 1, content: 'good' }));
  const busy = new Set<Promise<void>>();
  const renewed = ({ dataset, version }: FileState): FileState => {
    const content = random.uniform() >= bad ? 'good' : random.uniform() < 0.5 ? 'negative' : 'missing';
    files.write(dataset, content);
    return { dataset, version: version + 1, content };
  };
  const turn = async (before: FileState, n: number): Promise<void> => {
    const state = random.uniform() < changed ? renewed(before) : before;
    if (await ask(`soak-${String(n)}`, state)) free.push(state);
  };
  let due = performance.now();
  for (let n = 0; performance.now() < until; n += 1) {
    // What could not be asked in time is not made up for: the rate is a ceiling.
    due = Math.max(due + 1000 / rate, performance.now() - 1000);
    await pause(due - performance.now());
    while (free.length === 0 && busy.size > 0) await Promise.race(busy);
    const next = free.shift();
    if (next === undefined) return;
    const asked = turn(next, n).finally(() => busy.delete(asked));
    busy.add(asked);
  }
  await Promise.all(busy);
}

async function askSilent(ask: AskOne, until: number): Promise<void> {
  const about = { dataset: SILENT, version: 0, content: 'silent' } as const;
  for (let n = 0; performance.now() < until; n += 1) if (!(await ask(`silent-${String(n)}`, about))) return;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
