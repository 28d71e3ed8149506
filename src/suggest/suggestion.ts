/** What `assay suggest` finds: a draft with the ground of each rule, and what it left out. */
import type { JsonObject } from '../model/json.js';
import type { ProposalKind } from './proposal.js';

/** A rule of the draft. */
export interface SuggestedRule {
  readonly kind: ProposalKind;
  /** Physical name; null for the dataset. */
  readonly column: string | null;
  /** JSON pointers into `contract`. */
  readonly paths: readonly string[];
  readonly evidence: string;
  readonly confidence: number | null;
  /** What became of it on rows that it was not learned from; `untested` where those rows gave no such rule, or none were kept apart. */
  readonly heldOut: 'passed' | 'untested';
}

/** A rule that held for the rows that it was learned from and not for others. */
export interface DroppedRule {
  readonly kind: ProposalKind;
  readonly column: string | null;
  readonly reason: string;
}

/** A split of the rows: learned from one part, checked on the other. */
export interface HeldOutSplit {
  /** `hash`: every row by a digest of its values; `time`: the earlier half, checked on the later one. */
  readonly split: 'hash' | 'time';
  readonly learnedFrom: number;
  readonly checkedOn: number;
  readonly rules: number;
  readonly failed: number;
}

export interface Suggestion {
  readonly kind: 'AssaySuggestion';
  readonly schemaVersion: 1;
  readonly assay: string;
  readonly dataset: string;
  /** Where the rows lie: a glob or a table. */
  readonly source: string;
  readonly rows: number;
  /** Rows that were looked at, where that was a sample. */
  readonly sample: number | null;
  readonly heldOut: readonly HeldOutSplit[];
  readonly rules: readonly SuggestedRule[];
  readonly dropped: readonly DroppedRule[];
  /** What the reader should know besides. */
  readonly notes: readonly string[];
  readonly cost: { readonly statements: number; readonly scans: number };
  readonly contract: JsonObject;
  /** The same as YAML, with the evidence as comments. */
  readonly text: string;
}
