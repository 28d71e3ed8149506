/** Which rows a measure is taken over: the run's, or those of the scope that it names. */
import type { Scope } from '../model/measure.js';
import { targetKey, type Target } from '../model/plan.js';
import { Unanswerable } from './unanswerable.js';

export type Targets = { readonly [key: string]: Target };

/** A scope without a dataset is of the run's own, a scope without a batch is the whole dataset. @throws Unanswerable missing_table */
export function scopeTarget(scope: Scope | undefined, target: Target, others: Targets): Target {
  if (scope === undefined) return target;
  return findTarget(scope.dataset ?? target.dataset, scope.batch ?? null, target, others);
}

/** @throws Unanswerable missing_table where the run could not look at that dataset */
export function findTarget(dataset: string, batch: Scope['batch'], target: Target, others: Targets): Target {
  const key = targetKey(dataset, batch ?? null);
  const found = others[key];
  if (found !== undefined) return found;
  const own = target.where === null && key === targetKey(target.dataset, target.batch);
  if (own) return target;
  throw new Unanswerable(
    'missing_table',
    `${key} can not be read from the server of ${target.dataset}; keep both on one server, or run the check where both are`,
  );
}
