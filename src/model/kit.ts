/**
 * The kit: all that a check kind needs to say what it is. A kind is data and two pure functions; it never sees SQL
 * text, a connection or a clock. `checks/<kind>/check.ts` has one default export made by `defineCheck`.
 */
import type { Check, Limit, Unit } from './check.js';
import type { JsonObject, JsonScalar } from './json.js';
import type { BadRows, Batch, Count, Measure } from './measure.js';
import type { HistoryNeed, HistoryPoint } from './history.js';
import type { ReadingValue, Unknown } from './reading.js';

/** What is known when a check says what it needs. */
export interface NeedsContext {
  /** ISO 8601 UTC. */
  readonly asOf: string;
  readonly batch: Batch | null;
  /** Earlier points of this check, newest first; empty where the kind asks for none. */
  readonly history: readonly HistoryPoint[];
}

/** What a kind found. The limit is applied by the caller: a kind says what it saw, not whether that is allowed. */
export type Judgement =
  | {
      readonly observed: JsonScalar;
      readonly rows?: { readonly bad: Count; readonly total: Count };
      readonly details?: JsonObject;
      /** What was seen, as the first half of a sentence: `312 of 12000 rows are null (2.6 %)`. No value of the data unless it is an aggregate. */
      readonly saw: string;
      /** `observed` is a value of a row and the column is not public: it is held against the limit, and then dropped. */
      readonly withheld?: boolean;
    }
  | { readonly unknown: Unknown; readonly details?: JsonObject };

export interface CheckKind {
  readonly kind: string;
  /** Where a rule of this kind may stand. */
  readonly level: 'column' | 'dataset' | 'both';
  /** Used where the rule names none. */
  readonly dimension:
    'accuracy' | 'completeness' | 'conformity' | 'consistency' | 'coverage' | 'timeliness' | 'uniqueness';
  /** The units that a rule may state; the first is the default. */
  readonly units: readonly [Unit, ...Unit[]];
  /** The limit of a rule without an operator (kinds that count violations: `= 0`). Absent: an operator is due. */
  readonly defaultLimit?: Limit;
  /** What the operator's operand may be; default number. `any` also takes strings (ISO dates), booleans. */
  readonly operand?: 'number' | 'any';
  /** The range that `observed` can lie in, so that rules that can never (or always) hold are refused. Default: 0 or more for rows, 0..100 for percent. */
  readonly range?: { readonly low?: number; readonly high?: number };
  /** Options that name columns of the dataset, so that a misspelt one is a fault: JSON pointers into args (`/with`, `/key`). */
  readonly columnOptions?: readonly string[];
  /** Options that hold SQL of the author: JSON pointers into args. */
  readonly sqlOptions?: readonly { readonly option: string; readonly form: 'predicate' | 'query' }[];
  /** Faults that a schema can not say, as sentences (empty ranges, a pattern that does not compile). */
  readonly faults?: (
    args: JsonObject,
    check: Pick<Check, 'column' | 'columnType'> & {
      /** The source keeps the column as text, whatever it is declared to mean: a CSV, a date in a VARCHAR. */
      readonly isText?: boolean;
      /** Of the column that the rule stands on. */
      readonly classification?: string | null;
    },
  ) => readonly { readonly option: string; readonly message: string; readonly hint?: string }[];
  /** Earlier points that the kind wants to see in `needs` and `judge`. */
  readonly history?: (check: Check) => HistoryNeed | null;
  /** What is to be measured; [] where the history alone tells that nothing can be said. */
  readonly needs: (check: Check, context: NeedsContext) => readonly Measure[];
  /** Readings in the order of `needs`; only called when all of them could be taken. */
  readonly judge: (readings: readonly ReadingValue[], check: Check, context: NeedsContext) => Judgement;
  /** The rows that break the rule, for samples; absent where no row can be pointed at. */
  readonly badRows?: (check: Check) => BadRows | null;
}

/** The identity, for its types: `export default defineCheck({…})`. */
export function defineCheck(kind: CheckKind): CheckKind {
  return kind;
}

/** A kind with its options schema (JSON Schema 2019-09), as a pack is loaded. */
export interface CatalogueEntry {
  readonly check: CheckKind;
  readonly optionsSchema: JsonObject;
  /** Folder name of the pack, for messages. */
  readonly pack: string;
}

/** Check kinds by name. */
export type Catalogue = ReadonlyMap<string, CatalogueEntry>;
