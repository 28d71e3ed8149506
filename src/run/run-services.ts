/** What a run is given by the composition root: plain functions, so that the story below knows no file and no clock. */
import type { Suite } from '../model/check.js';
import type { Contract, Dataset } from '../model/contract.js';
import type { Catalogue } from '../model/kit.js';
import type { HistoryNeed, HistoryPoint } from '../model/history.js';
import type { Batch } from '../model/measure.js';
import type { Engine, ServerConfig } from '../engine/engine.js';
import type { Check } from '../model/check.js';

/** One dataset with all that a run needs to know of it. */
export interface Source {
  readonly contract: Contract;
  readonly dataset: Dataset;
  readonly suite: Suite;
  readonly server: ServerConfig;
}

export type RunProgress =
  | { readonly progress: 'started'; readonly dataset: string; readonly statements: number }
  | {
      readonly progress: 'statement';
      readonly dataset: string;
      readonly done: number;
      readonly statements: number;
      readonly purpose: string;
    }
  | {
      readonly progress: 'scanning';
      readonly dataset: string;
      readonly done: number;
      readonly statements: number;
      readonly share: number;
    }
  | { readonly progress: 'finished'; readonly dataset: string };

export interface RunServices {
  readonly catalogue: Catalogue;
  readonly engineFor: (serverType: string) => Engine | null;
  /** Another dataset of the project, on the server that this run would use for it; null where it has none that runs. */
  readonly sourceOf: (dataset: string) => Source | null;
  readonly history: (
    needs: readonly { readonly check: string; readonly need: HistoryNeed }[],
    before: string,
    scope: { readonly server: string },
  ) => Promise<ReadonlyMap<string, readonly HistoryPoint[]>>;
  readonly now: () => Date;
  readonly newId: () => string;
  /** At most so many sessions at once on one source. */
  readonly whenFree: <T>(server: ServerConfig, work: () => Promise<T>) => Promise<T>;
}

export interface CheckRequest {
  readonly source: Source;
  readonly batch: Batch | null;
  /** ISO 8601 UTC. */
  readonly asOf: string;
  readonly where: string | null;
  readonly select: ((check: Check) => boolean) | null;
  /** Bad rows to show for each failed check; 0: none are read. */
  readonly samples: number;
  /** Take the data version of database tables too (a fingerprint: it reads the key columns). Files always have one. */
  readonly fingerprint: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (event: RunProgress) => void;
}
