/** The service as its routes see it: what a long-lived process can be asked, whoever asks and by whatever protocol. */
import type { ComparedVersions } from './compare-versions.js';
import type { LineageLayout, LineagePicture } from './lineage-layout.js';
import type { LineageStates } from './lineage-states.js';
import type { Ask, AskRequest } from '../model/ask.js';
import type { Contract } from '../model/contract.js';
import type { Check, Suite } from '../model/check.js';
import type { BreakerState, Decision, Override, Policy } from '../model/decision.js';
import type { Expectation } from '../model/expectation.js';
import type { JwkSet, Verification } from '../model/hallmark.js';
import type { Incident } from '../model/incident.js';
import type { ServiceEvent } from '../model/service-event.js';
import type { Batch } from '../model/measure.js';
import type { Outcome } from '../model/fault.js';
import type { CheckTraits } from '../run/check-traits.js';
import type { FailingRows } from '../run/failing-rows.js';
import type { Store } from '../store/store.js';
import type { Overview } from './overview.js';
import type { ObjectiveStanding } from '../model/objective.js';

/** A dataset with what is written about it. */
export interface DatasetEntry {
  readonly key: string;
  readonly layer: string | null;
  readonly domain: string | null;
  readonly contract: Contract;
  readonly suite: Suite;
  readonly policy: Policy;
  readonly upstream: readonly string[];
}

/** The project as it is loaded at this moment; a reload makes a new one. */
export interface ProjectView {
  readonly name: string;
  readonly layers: readonly string[];
  readonly environment: string | null;
  /** Digest of all contracts: changes with a reload that changed something. */
  readonly digest: string;
  readonly loadedAt: string;
  /** Commit of the contracts where they come from git; else null. */
  readonly commit: string | null;
  /** Why the last attempt to reload was refused; the project before it is still in force. Null: it is up to date. */
  readonly refused: string | null;
  /** By file; also one that has no dataset. */
  readonly contracts: readonly Contract[];
  readonly datasets: readonly DatasetEntry[];
  /** By key or unambiguous bare name. */
  find(name: string): Outcome<DatasetEntry>;
}

export interface AskOptions {
  /** The longest to wait for the decision. 0: do not wait. */
  readonly waitMs: number;
  /** The caller has gone: stop waiting. The ask itself goes on. */
  readonly signal?: AbortSignal;
  readonly idempotency?: { readonly principal: string; readonly key: string };
}

export interface Decided {
  readonly kind: 'decided';
  /** Null where an answer was at hand without a place in the queue. */
  readonly ask: Ask | null;
  readonly decision: Decision;
  /** The signed promise; null for a block, or where the decision is bound to no data version. */
  readonly hallmark: string | null;
}

export type AskAnswer =
  | Decided
  /** Not answered: it waits, runs, failed or was cancelled. `ask.state` says which. */
  | { readonly kind: 'undecided'; readonly ask: Ask }
  /** The idempotency key was used for another request. */
  | { readonly kind: 'conflict' };

export type { JwkSet, Verification };

export interface EventSubscription {
  /** Ends it; safe to call twice. */
  readonly end: () => void;
}

export interface Readiness {
  readonly ready: boolean;
  /** What stands in the way, in words without addresses or secrets; by part: store, project, shutdown. */
  readonly problems: Readonly<Record<string, string>>;
}

export interface Service {
  /** Names this process in leases and logs. */
  readonly id: string;
  readonly version: string;
  readonly store: Store;
  project(): ProjectView;
  /** Every dataset at a glance; kept until something is recorded. */
  overview(): Promise<Overview>;
  /** Objectives of all datasets that are missed, or will be if it goes on like this; looked at once a minute. */
  burning(): Promise<readonly ObjectiveStanding[]>;
  /** @throws FaultError for what the caller got wrong */
  ask(request: AskRequest, options: AskOptions): Promise<AskAnswer>;
  /** The answer to an ask, or a decision by its own id; null where there is neither. */
  answer(id: string, options: Omit<AskOptions, 'idempotency'>): Promise<AskAnswer | null>;
  /** Null: no such ask, or it is over. */
  cancel(id: string): Promise<Ask | null>;
  trip(dataset: string, by: string, reason: string): Promise<BreakerState>;
  reset(dataset: string, by: string, reason: string): Promise<BreakerState>;
  override(wish: {
    readonly dataset: string;
    readonly by: string;
    readonly reason: string;
    readonly until: string;
    readonly checks: readonly string[] | null;
    readonly dataVersion: string | null;
  }): Promise<Override>;
  approve(override: string, by: string, reason: string | null): Promise<Override>;
  /** Lets a measured point serve as a baseline of its check, or no longer. @throws FaultError no-baseline, unknown-run, partial-run, reason-required */
  expect(wish: {
    readonly dataset: string;
    readonly check: string;
    readonly runId: string;
    readonly expected: boolean;
    readonly by: string;
    readonly reason: string;
  }): Promise<Expectation>;
  /** What the kind of a check can do; nothing for null. */
  traitsOf(check: Check | null): CheckTraits;
  /** The statement that shows the rows which break a check, written and not run; or why there is none. */
  failingRows(
    dataset: string,
    check: string,
    options: { readonly batch: Batch | null; readonly where: string | null },
  ): Promise<FailingRows>;
  /** @throws FaultError unknown-incident, already-acknowledged, already-resolved, reason-required */
  acknowledge(incident: string, by: string, note: string | null): Promise<Incident>;
  resolve(incident: string, by: string, reason: string): Promise<Incident>;
  /** Takes the data version again, unless `dataset` data can not be read: then it is not valid. */
  verify(token: string, dataset: string | null): Promise<Verification>;
  jwks(): Promise<JwkSet>;
  /** What one recorded version of a contract means beside another. */
  compareVersions(from: Contract, to: Contract): ComparedVersions;
  /** How every dataset stands, and what holds it back, as of now. */
  lineageStates(): Promise<LineageStates>;
  /** Where things stand in a picture of the lineage; at hand for one that was asked for before. */
  layOutLineage(picture: LineagePicture): LineageLayout;
  /** Calls `listener` for each event after `after` (null: from now on), in order, until ended. `onEnd`: the service ended it (too slow, shutdown). */
  subscribe(
    after: number | null,
    listener: (event: ServiceEvent) => void,
    onEnd: () => void,
  ): Promise<EventSubscription>;
  ready(): Promise<Readiness>;
  /** Ends in order: takes no new work, lets what runs finish for a while, gives leases back. */
  close(): Promise<void>;
}
