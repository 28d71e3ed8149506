/** What a dbt test means, apart from how severe it is. */
import type { Limit } from '../../../model/check.js';
import type { DraftRule } from '../../draft/draft.js';

/** The parts of a rule that say what is looked at. */
export type RuleParts = Pick<DraftRule, 'metric'> &
  Partial<Pick<DraftRule, 'column' | 'args' | 'unit' | 'mentions' | 'other'>>;

export type Meaning =
  /** The test returns bad rows, or groups of them. */
  | {
      readonly kind: 'counting';
      /** Null exactly where the test finds nothing; only without a filter. */
      readonly plain: RuleParts;
      /** True where its figure is the number of rows that the test returns, so that thresholds hold for it too. */
      readonly plainCounts: boolean;
      /** Figure: the number of rows that the test returns, under a filter; null where no rule can say it. */
      readonly counted: ((filter: string | null) => RuleParts) | null;
    }
  /** The test looks at one figure of the whole table and returns a row where it is wrong. */
  | {
      readonly kind: 'figure';
      readonly rules: readonly { readonly parts: RuleParts; readonly limit: Limit }[];
      /** Of the test's own macro, so that it is no surprise in its configuration. */
      readonly failCalc?: RegExp;
    }
  /** It is about columns, which the contract says by itself. */
  | { readonly kind: 'shape'; readonly columns: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: string };

export const refusal = (reason: string): Meaning => ({ kind: 'refused', reason });

/** Bad rows by a predicate that is true for them. */
export function failedRows(
  where: string,
  rest: Partial<RuleParts> = {},
): Extract<Meaning, { kind: 'counting' }> {
  return {
    kind: 'counting',
    plain: { metric: 'failedRows', args: { where }, ...rest },
    plainCounts: true,
    counted: (filter) => ({ metric: 'failedRows', args: { where: and(filter, where) }, ...rest }),
  };
}

/** Both must be true; each stands in brackets of its own. */
export function and(filter: string | null, predicate: string): string {
  return filter === null ? predicate : `(${filter}) and (${predicate})`;
}
