/** The datasets of a project by key, each with the server that this session uses for it. */
import type { ServerConfig } from '../engine/engine.js';
import { engineFor } from '../engine/engines.js';
import { fault, FaultError, type Outcome } from '../model/fault.js';
import type { Source } from '../run/run-services.js';
import { chooseServer, type ServerWish } from './choose-server.js';
import { findDataset } from './find-dataset.js';
import type { LoadedProject } from './load-project.js';
import { withSecrets } from './secrets.js';

export interface Sources {
  readonly keys: readonly string[];
  /** @throws FaultError for an unknown or ambiguous name */
  readonly find: (name: string) => string;
  /** A dataset's contract and suite, whatever server it has. */
  readonly entry: (key: string) => Omit<Source, 'server'>;
  /** A dataset ready to run. @throws FaultError where it has no server that this session can use */
  readonly open: (key: string) => Source;
  /** The same for a dataset that another one refers to; null where it can not be used. */
  readonly other: (key: string) => Source | null;
}

/** @param named true where the caller chose the server by hand: it then holds for the asked dataset, and for others only where they have it. */
export function sourcesOf(project: LoadedProject, wish: ServerWish): Sources {
  const suites = new Map(project.suites.map((suite) => [suite.dataset, suite]));
  const entries = project.contracts.flatMap((contract) =>
    contract.datasets.map((dataset) => [dataset.key, { contract, dataset }] as const),
  );
  const datasets = new Map(entries);
  const keys = entries.map(([key]) => key);
  const find = (name: string): string => unwrap(findDataset(name, keys));

  const entry = (key: string): Omit<Source, 'server'> => {
    const found = datasets.get(key);
    const suite = suites.get(key);
    if (found === undefined || suite === undefined) throw new Error(`no suite for ${key}`);
    return { ...found, suite };
  };
  const open = (key: string, server: ServerWish): Source => {
    const found = entry(key);
    const chosen = withSecrets(unwrap(chooseServer(found.contract, server, project.config)));
    refuseWhatNoEngineRuns(chosen);
    return { ...found, server: chosen };
  };
  return {
    keys,
    find,
    entry,
    open: (key) => open(key, wish),
    other: (key) => {
      for (const server of [wish, { ...wish, server: null }]) {
        try {
          return open(key, server);
        } catch (error) {
          if (!(error instanceof FaultError)) throw error;
        }
      }
      return null;
    },
  };
}

/** Faults as an exception, for calls that can not return them. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new FaultError(outcome.faults);
  return outcome.value;
}

/** Thrown where a contract's server is of a kind that Assay does not run: not a fault of the contract, and nothing can be evaluated. */
export class NotRunnableError extends FaultError {}

function refuseWhatNoEngineRuns(server: ServerConfig): void {
  const engine = engineFor(server.type);
  const why = engine === null ? `Assay does not run servers of type ${server.type}` : engine.accepts(server);
  if (why === null) return;
  throw new NotRunnableError([
    fault('server-not-run', `The server ${server.name} can not be checked: ${why}.`),
  ]);
}
