/** Drafts: checks that have everything but their id, and the clauses that they come from. */
import { pointer } from '../contract/pointer.js';
import type { Limit, Severity, Unit } from '../model/check.js';
import type { Contract, Dataset, Property } from '../model/contract.js';
import type { Fault, Place } from '../model/fault.js';
import type { JsonObject } from '../model/json.js';
import type { Catalogue, CheckKind } from '../model/kit.js';
import type { ColumnIndex } from './column-index.js';

/** What a compile run decides by layer and dataset (the gate's policy knows it). */
export interface CompilePolicy {
  readonly onEmpty: 'fail' | 'warn' | 'pass';
  readonly extraColumns: 'allow' | 'warn' | 'fail';
  readonly columnOrder: 'ignore' | 'warn' | 'fail';
}

/** All that is known while one dataset is compiled. */
export interface DatasetContext {
  readonly contract: Contract;
  readonly dataset: Dataset;
  readonly columns: ColumnIndex;
  readonly catalogue: Catalogue;
  readonly policy: CompilePolicy;
  /** Keys of the project's datasets. */
  readonly datasets: readonly string[];
  /** Every server holds text (CSV, JSON), whose columns have no physical type. */
  readonly isText: boolean;
}

export interface Draft {
  readonly kind: CheckKind;
  readonly property: Property | null;
  readonly args: JsonObject;
  /** The part of the arguments that tells this check from others of its kind on its column. */
  readonly identity: JsonObject;
  readonly limit: Limit;
  readonly unit: Unit;
  readonly severity: Severity;
  readonly severityLabel: string | null;
  readonly dimension: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  /** The `id` that the author gave it. */
  readonly givenId: string | null;
  /** An entry of a `quality` list, rather than a clause of the schema. */
  readonly isRule: boolean;
  readonly clause: Place;
}

/** What one clause became: checks to be, or the reason why nothing executes it, or faults. */
export interface Clause {
  readonly place: Place;
  /** In a few words: `order_id: required`. */
  readonly text: string;
  readonly drafts: readonly Draft[];
  readonly notExecuted: string | null;
  readonly faults: readonly Fault[];
}

/** A clause that nothing executes, and why. */
export function skipped(place: Place, text: string, reason: string): Clause {
  return { place, text, drafts: [], notExecuted: reason, faults: [] };
}

/** A clause that is wrong. */
export function faulty(place: Place, text: string, faults: readonly Fault[]): Clause {
  return { place, text, drafts: [], notExecuted: null, faults };
}

/** A place within a clause; its line stays that of the clause. */
export function placeWithin(place: Place, ...steps: readonly string[]): Place {
  return { ...place, path: pointer(place.path, ...steps) };
}
