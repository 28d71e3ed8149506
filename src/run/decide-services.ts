/** What a decision is asked with, what it is given by the composition root, and what comes of it. */
import type { Suite } from '../model/check.js';
import type { Contract } from '../model/contract.js';
import type { AlertSettings } from '../model/alert-settings.js';
import type { Decision, Policy } from '../model/decision.js';
import type { Outcome } from '../model/fault.js';
import type { Batch } from '../model/measure.js';
import type { DataVersion } from '../model/table.js';
import type { Run } from '../model/verdict.js';
import type { Lineage } from '../gate/lineage.js';
import type { Lease } from '../store/ask-store.js';
import type { Store } from '../store/store.js';
import type { Turns } from './decide-turns.js';

/** A decision is asked for with what an ask holds. */
export type { AskRequest as DecideRequest } from '../model/ask.js';

/** One dataset as the gate sees it in one environment. */
export interface GateSubject {
  readonly contract: Contract;
  readonly suite: Suite;
  readonly layer: string | null;
  readonly policy: Policy;
}

/** Which data: a dataset in an environment, or one batch of it. */
export interface DataPlace {
  readonly dataset: string;
  readonly environment: string | null;
  readonly batch: Batch | null;
}

export interface DecideServices {
  readonly store: Store;
  /** A dataset of the project with its policy; faults for one that the project lacks, or where the policy has faults. */
  readonly subject: (dataset: string, environment: string | null) => Outcome<GateSubject>;
  readonly lineage: Lineage;
  /** Runs the whole suite once. Its `dataVersion` is the version of the rows that were scanned; null where they moved. */
  readonly checkDataset: (ask: DataPlace & { readonly asOf: string }) => Promise<Run>;
  /** The version of the data as they are; null where there are none. May throw an EngineError: no version could be taken. */
  readonly dataVersion: (place: DataPlace) => Promise<DataVersion | null>;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Who is told of incidents. */
  readonly alerting: AlertSettings;
  /** In order: consumers read from the last one. */
  readonly layers: readonly string[];
  /** The ask that the decision answers; absent where nobody queued. */
  readonly lease?: Lease;
  /** One for the life of the process. */
  readonly turns: Turns<Answer>;
}

export interface Answer {
  readonly decision: Decision;
  /** The run that the decision stands on, also where an earlier one was given again; null where nothing was ever scanned. */
  readonly run: Run | null;
}
