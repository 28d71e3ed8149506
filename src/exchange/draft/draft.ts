/** What an importer makes of its source before it is ODCS: datasets with columns, and rules in the words of the check kinds. */
import type { Limit } from '../../model/check.js';
import type { JsonObject } from '../../model/json.js';
import type { NotCarried } from '../imported.js';

/** A rule, said in one way whatever clause of the standard it will become. */
export interface DraftRule {
  /** Name in the source; null for a rule of the dataset. */
  readonly column: string | null;
  /** A check kind. */
  readonly metric: string;
  readonly args: JsonObject;
  readonly limit: Limit;
  /** Null: the kind's first unit. */
  readonly unit: 'rows' | 'percent' | null;
  readonly severity: 'warning' | 'info' | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  /** Columns of the dataset that the arguments name, so that the contract has them. */
  readonly mentions: readonly string[];
  /** Another dataset that the arguments name: its name in the draft, and its columns. */
  readonly other: { readonly dataset: string; readonly columns: readonly string[] } | null;
  /** Place in the source. */
  readonly where: string;
}

export interface DraftColumn {
  readonly name: string;
  /** Keys of the property besides its name: types, description, classification, tags, … */
  readonly keys: JsonObject;
  /** Names of the datasets that it is made from. */
  readonly sources?: readonly string[];
}

export interface DraftDataset {
  /** Unique in the draft. */
  readonly name: string;
  /** Keys of the object besides name and what is below. */
  readonly keys: JsonObject;
  readonly custom: JsonObject;
  readonly columns: readonly DraftColumn[];
  /** Parts of the primary key, in order. */
  readonly primaryKey: readonly string[];
  /** Names of the datasets that feed it. */
  readonly upstream: readonly string[];
  readonly rules: readonly DraftRule[];
  /** Place in the source. */
  readonly where: string;
}

/** What one test, check or expectation became. */
export interface Translation {
  readonly rules: readonly DraftRule[];
  readonly notCarried: readonly NotCarried[];
}

export const NOTHING: Translation = { rules: [], notCarried: [] };

/** A translation that carries nothing, and says why. */
export function refused(where: string, what: string, reason: string): Translation {
  return { rules: [], notCarried: [{ where, what, reason }] };
}

/** Both translations as one. */
export function together(parts: readonly Translation[]): Translation {
  return {
    rules: parts.flatMap((part) => part.rules),
    notCarried: parts.flatMap((part) => part.notCarried),
  };
}

const PLAIN = {
  column: null,
  args: {},
  limit: { op: '=', value: 0 },
  unit: null,
  severity: null,
  name: null,
  description: null,
  tags: [],
  mentions: [],
  other: null,
} as const satisfies Partial<DraftRule>;

/** A rule from the parts that differ from `mustBe: 0`, failing, of the whole dataset. */
export function draftRule(parts: Pick<DraftRule, 'metric' | 'where'> & Partial<DraftRule>): DraftRule {
  return { ...PLAIN, ...parts };
}
