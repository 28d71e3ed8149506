/** What an expectation means, apart from `mostly`, conditions and severity. */
import type { Limit } from '../../../model/check.js';
import type { JsonObject } from '../../../model/json.js';
import type { DraftRule } from '../../draft/draft.js';

export type Parts = Pick<DraftRule, 'metric'> &
  Partial<Pick<DraftRule, 'column' | 'args' | 'unit' | 'mentions' | 'other'>>;

export type Meaning =
  /** Values of a column, row by row; `mostly` is a share of the rows that have a value, unless the expectation is about NULL itself. */
  | {
      readonly kind: 'values';
      readonly column: string;
      /** Null where only SQL can say it. */
      readonly native: Parts | null;
      /** True for bad rows, never true for a NULL (unless `ofAll`); null where only a rule can say it. */
      readonly bad: string | null;
      /** `mostly` is a share of all rows. */
      readonly ofAll?: boolean;
      /** What a rule of the same kind reads in a stricter way. */
      readonly stricter?: string;
    }
  /** Rows by several columns: `mostly` is a share of the rows in `scope`. */
  | {
      readonly kind: 'rows';
      readonly native: Parts | null;
      readonly bad: string;
      /** Rows that are looked at; null: all. */
      readonly scope: string | null;
      readonly mentions: readonly string[];
    }
  /** Keys that must not repeat: a share is taken of rows in `scope`, and every row of a repeated key is bad. */
  | {
      readonly kind: 'unique';
      readonly columns: readonly string[];
      readonly native: Parts | null;
      readonly scope: string | null;
    }
  | { readonly kind: 'figures'; readonly rules: readonly { readonly parts: Parts; readonly limit: Limit }[] }
  /** Which columns there are. */
  | {
      readonly kind: 'shape';
      readonly columns: readonly string[];
      readonly isClosed: boolean;
      readonly isOrdered: boolean;
    }
  | { readonly kind: 'type'; readonly column: string; readonly keys: JsonObject }
  | { readonly kind: 'refused'; readonly reason: string };

export const refusal = (reason: string): Meaning => ({ kind: 'refused', reason });

/** Reads the arguments of one type of expectation. */
export type Reader = (kwargs: JsonObject) => Meaning;
