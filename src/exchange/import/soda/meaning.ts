/** What a Soda check measures. */
import type { Limit } from '../../../model/check.js';
import type { DraftRule } from '../../draft/draft.js';

export type Parts = Pick<DraftRule, 'metric'> &
  Partial<Pick<DraftRule, 'column' | 'args' | 'mentions' | 'other'>>;

export type Meaning =
  /** Bad rows, as a count or a percentage of the rows that `total` counts. */
  | {
      readonly kind: 'share';
      /** Without a filter; null where only SQL can say it. */
      readonly native: Parts | null;
      /** SQL aggregates under a filter; null where only a rule can say it. */
      readonly bad: string | null;
      readonly total: string;
      /** Groups that the aggregates look at, each with its number of rows as `n`; null: rows. */
      readonly keys: string | null;
      readonly mentions: readonly string[];
      /** Read in a stricter way here. */
      readonly stricter?: string;
    }
  /** One figure against the threshold. */
  | {
      readonly kind: 'figure';
      readonly native: Parts | null;
      /** An SQL aggregate; null where only a rule can say it. */
      readonly aggregate: string | null;
      readonly otherwise: Limit | null;
      /** What one unit of the threshold is in the unit of the rule: 3600 for hours. */
      readonly scale: number;
      readonly isCount: boolean;
    }
  | { readonly kind: 'shape'; readonly allowsMore: boolean; readonly allowsOrder: boolean }
  | { readonly kind: 'refused'; readonly reason: string };

export const refusal = (reason: string): Meaning => ({ kind: 'refused', reason });
