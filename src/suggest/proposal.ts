/** A proposal: one rule that the data give ground for, with that ground. */
import type { JsonObject } from '../model/json.js';

export type ProposalKind =
  | 'type'
  | 'required'
  | 'key'
  | 'unique'
  | 'range'
  | 'notBlank'
  | 'format'
  | 'pattern'
  | 'values'
  | 'nullShare'
  | 'rowCount'
  | 'freshness'
  | 'classification';

/** Where a proposal is written, and what. */
export type ProposedClause =
  /** Keys of the property. */
  | { readonly at: 'property'; readonly keys: JsonObject }
  /** Keys of its `logicalTypeOptions`. */
  | { readonly at: 'options'; readonly keys: JsonObject }
  /** An entry of the `quality` list of the property, or of the dataset where the proposal has no column. */
  | { readonly at: 'quality'; readonly rule: JsonObject }
  /** An entry of `slaProperties`; `element` is added. */
  | { readonly at: 'sla'; readonly sla: JsonObject };

export interface Proposal {
  /** Unique in a draft and the same in drafts of other rows: `amount/range/min`. */
  readonly id: string;
  readonly kind: ProposalKind;
  /** Index of the column; null for the dataset. A key of several columns has a proposal each. */
  readonly column: number | null;
  readonly clause: ProposedClause;
  /** What was seen, in words. Of a classified column it holds no value. */
  readonly evidence: string;
  /** 0..0.99; null where it is the source's own word, or a hint for people. */
  readonly confidence: number | null;
}

/** Below this a rule that can warn only warns. */
export const SURE = 0.9;
