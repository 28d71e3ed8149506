/** Ajv's errors → faults: one helpful fault for each real mistake, none for the noise that a mistake causes elsewhere. */
import type { ErrorObject } from 'ajv';
import { fault, type Fault } from '../model/fault.js';
import type { Json } from '../model/json.js';
import { explainError } from './explain-error.js';
import type { Explained } from './explained.js';
import { lastStep, parentPointer } from './pointer.js';
import type { Places } from './places.js';

/** Keys that decide what else may stand beside them: while they are wrong, nothing is said of the rest. */
const DECIDING = new Set(['type', 'metric', 'logicalType']);

/** @param value the judged document, for what was written where. */
export function explainErrors(errors: readonly ErrorObject[], value: Json, places: Places): readonly Fault[] {
  const all = errors.filter(isOwnError).flatMap((error) => explainError(error, value, places));
  const kept = dropFollowers(withoutRepeats(all));
  // What the schema refuses is never let through, even where all of it was taken for noise.
  const shown = kept.length > 0 ? kept : [otherError(errors, places)];
  return shown
    .map((explained) => explained.fault)
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

function otherError(errors: readonly ErrorObject[], places: Places): Explained {
  const message = `The standard does not allow this: ${errors[0]?.message ?? 'it is not valid'}.`;
  return { fault: fault('invalid', message, places.valueAt(errors[0]?.instancePath ?? '')) };
}

/** False for errors of branches, which the error of the whole (`oneOf`, `propertyNames`) stands for. */
function isOwnError(error: ErrorObject): boolean {
  if (error.keyword === 'if' || error.propertyName !== undefined) return false;
  return !/\/(oneOf|propertyNames)\//.test(error.schemaPath);
}

/** One fault a place: a misplaced key over an unknown one (it has the better hint), those two over what is wrong inside. */
function withoutRepeats(all: readonly Explained[]): readonly Explained[] {
  const foreign = new Set(all.filter((e) => isForeign(e)).map((e) => e.fault.path ?? ''));
  const seen = new Set<string>();
  const ranked = [...all].sort((a, b) => rank(a) - rank(b));
  return ranked.filter((explained) => {
    const path = explained.fault.path ?? '';
    if (!isForeign(explained) && isWithin(path, foreign)) return false;
    const id = explained.missing === undefined ? path : `${path} ${explained.missing}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

function isForeign(explained: Explained): boolean {
  return explained.fault.code === 'unknown-key' || explained.fault.code === 'misplaced-key';
}

function rank(explained: Explained): number {
  return explained.fault.code === 'misplaced-key' ? 0 : explained.fault.code === 'unknown-key' ? 1 : 2;
}

function isWithin(path: string, parents: ReadonlySet<string>): boolean {
  for (let at = path; at !== ''; at = parentPointer(at)) if (parents.has(at)) return true;
  return false;
}

/** Leaves out what a misspelt or wrong key beside it explains. */
function dropFollowers(all: readonly Explained[]): readonly Explained[] {
  const meant = new Map<string, Set<string>>();
  const undecided = new Set<string>();
  for (const { fault: found, suggested } of all) {
    const path = found.path ?? '';
    const parent = parentPointer(path);
    if (suggested !== undefined) {
      meant.set(parent, (meant.get(parent) ?? new Set()).add(suggested));
      if (DECIDING.has(suggested)) undecided.add(parent);
    } else if (DECIDING.has(lastStep(path)) && found.code !== 'misplaced-key') undecided.add(parent);
  }
  return all.filter((explained) => {
    const path = explained.fault.path ?? '';
    if (explained.fault.code === 'misplaced-key') return !undecided.has(parentPointer(path));
    if (explained.missing === undefined) return true;
    // `logicalTypeOptions` lacks a key that stands beside it, one level up.
    const words = [...(meant.get(path) ?? []), ...(meant.get(parentPointer(path)) ?? [])];
    return !explained.missing.split('|').some((key) => words.includes(key));
  });
}
