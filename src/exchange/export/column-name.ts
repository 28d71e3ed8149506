/** Columns of checks by name, for formats that know no fields within columns. */
import { pathSteps } from '../../model/column-path.js';
import type { Check } from '../../model/check.js';
import type { PathStep } from '../../model/contract.js';
import type { Json } from '../../model/json.js';

/** The one plain name of a column; null for a field within one. */
export function stepsName(steps: readonly PathStep[]): string | null {
  const [step, ...more] = steps;
  return step !== undefined && 'field' in step && more.length === 0 ? step.field : null;
}

/** Of the column that a check is about; null where it is about none, or about a field within one. */
export function checkColumn({ steps }: Pick<Check, 'steps'>): string | null {
  return steps === null ? null : stepsName(steps);
}

/** Of a path in the arguments of a check. */
export function pathName(path: string): string | null {
  return stepsName(pathSteps(path));
}

/** Of a list of paths; null where one is a field within a column, or it is no list of paths. */
export function pathNames(list: Json | undefined): readonly string[] | null {
  if (!Array.isArray(list)) return null;
  const names = (list as readonly Json[]).map((path) => (typeof path === 'string' ? pathName(path) : null));
  return names.includes(null) ? null : names.filter((name) => name !== null);
}
