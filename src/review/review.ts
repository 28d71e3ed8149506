/** What `assay ci` finds of a change of contracts: what changes, for whom, who has approved it, and whether today's data would pass. */
import type { AssayDiff, Change, ChangeLevel, ContractDiff } from '../model/change.js';
import type { Effect } from '../model/decision.js';
import type { Fault, Place } from '../model/fault.js';
import type { Verdict } from '../model/verdict.js';

/**
 * `faulty`: contracts, configuration or approvals have faults. `blocked`: something stands in the way. `approved`: what would have stood in the
 * way was approved. `noted`: nothing stands in the way, and there is something to know. `clean`: nothing to tell.
 */
export type ReviewVerdict = 'faulty' | 'blocked' | 'approved' | 'noted' | 'clean';

/** `ci` of `assay.yaml` on the base branch, with defaults. */
export interface ReviewPolicy {
  readonly failOn: 'breaking' | 'risky' | 'never';
  readonly rules: readonly ApprovalRule[];
  readonly groups: { readonly [group: string]: readonly string[] };
  readonly approvalsFrom: 'head' | 'base';
  readonly require: { readonly version: Effect; readonly dryRun: Effect };
}

/** Which changes need whose approval; null: any. */
export interface ApprovalRule {
  readonly level: 'breaking' | 'risky';
  readonly breaks: 'consumer' | 'producer' | null;
  readonly layer: string | null;
  readonly dataset: string | null;
  readonly change: string | null;
  /** Empty: anybody. */
  readonly from: readonly string[];
  readonly count: number;
}

/** An entry of `approvals.yaml`. */
export interface ApprovalEntry {
  readonly change: string;
  readonly by: string;
  readonly reason: string;
  /** The last day (UTC) that it counts. */
  readonly until: string;
  readonly file: string;
  readonly line: number;
  /** It is not on the base branch yet. */
  readonly added: boolean;
}

/** `ignored`: it comes with the change, and the policy counts only what the base branch has. */
export type ApprovalState = 'used' | 'expired' | 'unused' | 'ignored';

export interface JudgedApproval extends ApprovalEntry {
  readonly state: ApprovalState;
}

/** Approvals that one rule asks for. */
export interface NeededApproval {
  /** As the rule says it; empty: anybody. */
  readonly from: readonly string[];
  readonly count: number;
  /** Who of them has approved. */
  readonly given: readonly string[];
}

export interface ReviewedChange {
  readonly change: Change;
  /** `free`: needs no approval. `open`: lacks one. */
  readonly state: 'free' | 'approved' | 'open';
  readonly needs: readonly NeededApproval[];
}

/** Someone who reads a dataset, as its contract names them. */
export interface Consumer {
  readonly name: string;
  readonly contact: string | null;
}

export interface AffectedDataset {
  readonly dataset: string;
  readonly contract: string;
  readonly file: string;
  /** `change`: its own contract changes; else what ties it to one that does. */
  readonly by: 'change' | 'lineage' | 'reference';
  /** Steps from a dataset whose contract changes. */
  readonly distance: number;
  /** Worst of its own changes; null where it has none. */
  readonly consumer: ChangeLevel | null;
  readonly producer: ChangeLevel | null;
  /** Null: the contract names none, so it is not known. */
  readonly owners: readonly string[] | null;
  readonly consumers: readonly Consumer[] | null;
  /** What its gate does with data that fail; null: not known. */
  readonly gate: { readonly onFail: Effect; readonly shadow: boolean } | null;
  /** It is in base only. */
  readonly gone: boolean;
}

export interface ImpactEdge {
  readonly from: string;
  readonly to: string;
  readonly by: 'lineage' | 'reference';
}

export interface Impact {
  /** Nearest first. */
  readonly datasets: readonly AffectedDataset[];
  readonly edges: readonly ImpactEdge[];
  /** What can not be told, in sentences. */
  readonly unknown: readonly string[];
}

export interface DryCheck {
  readonly id: string;
  readonly kind: string;
  readonly column: string | null;
  /** Base does not ask this. */
  readonly isNew: boolean;
  /** What base says of the same value; null where it does not ask, or can not tell. */
  readonly before: Verdict | null;
  readonly after: Verdict;
  readonly expected: string;
  readonly message: string;
  readonly source: 'record' | 'check';
  readonly clause: Place;
}

export interface DryDataset {
  readonly dataset: string;
  /** Null where nothing was judged. */
  readonly verdict: Verdict | null;
  /** Why it was not judged, or not as a whole; null where it was. */
  readonly reason: string | null;
  /** The recorded run whose measures were judged again; null where none were. */
  readonly recorded: { readonly runId: string; readonly asOf: string } | null;
  readonly server: string | null;
  readonly checks: readonly DryCheck[];
  /** Checks that would fail, and did not before. */
  readonly newlyFailing: number;
}

export interface DryRun {
  /** Why nothing was tried at all; null where it was. */
  readonly reason: string | null;
  readonly datasets: readonly DryDataset[];
}

export interface Review {
  readonly kind: 'AssayReview';
  readonly schemaVersion: 1;
  readonly assay: string;
  readonly verdict: ReviewVerdict;
  /** Why, in sentences, the weightiest first. */
  readonly reasons: readonly string[];
  readonly project: string;
  /** Folder of the project in its repository, with `/` at its end; empty: the top. Files below are told from there. */
  readonly prefix: string;
  readonly base: { readonly ref: string; readonly commit: string };
  /** `commit` is null for the files of the working tree. */
  readonly head: { readonly ref: string | null; readonly commit: string | null };
  readonly asOf: string;
  readonly untrusted: boolean;
  readonly faults: readonly Fault[];
  readonly notCompared: readonly { readonly file: string; readonly reason: string }[];
  readonly summary: AssayDiff['summary'];
  readonly contracts: readonly Omit<ContractDiff, 'changes'>[];
  readonly changes: readonly ReviewedChange[];
  readonly impact: Impact;
  readonly dryRun: DryRun;
  readonly approvals: readonly JudgedApproval[];
  /** Where approvals are written, from the folder of the project. */
  readonly approvalsFile: string;
}
