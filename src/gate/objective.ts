/** The objectives of a dataset: what its contract promises over many runs. */
import type { Dataset } from '../model/contract.js';
import type { Fault } from '../model/fault.js';
import type { Objective } from '../model/objective.js';
import type { Check } from '../model/check.js';
import { dimensionName, objectiveText, readObjective } from '../suite/sla-objective.js';

export interface Objectives {
  /** In the order of the contract. */
  readonly objectives: readonly Objective[];
  /** Of clauses that can not be objectives as they are written. */
  readonly faults: readonly Fault[];
}

export function objectivesOf(dataset: Dataset): Objectives {
  const read = dataset.slas.flatMap((sla) => readObjective(sla, dataset.key) ?? []);
  return {
    objectives: read.flatMap((each) => (each.ok ? [each.value] : [])),
    faults: read.flatMap((each) => (each.ok ? [] : each.faults)),
  };
}

/** The same promise over another window. */
export function withWindow(objective: Objective, windowDays: number): Objective {
  const changed = { ...objective, windowDays };
  return { ...changed, text: objectiveText(changed) };
}

/** The checks in force whose results count towards an objective; none for one that counts decisions. */
export function checksTowards({ counted }: Objective, checks: readonly Check[]): readonly Check[] {
  if (counted.of === 'decisions') return [];
  return checks.filter((check) => countsTowards(counted, check));
}

/** Whether what a check finds counts. */
export function countsTowards(
  counted: { readonly dimension: string | null; readonly column: string | null },
  check: { readonly dimension: string; readonly column: string | null },
): boolean {
  return (
    (counted.dimension === null || dimensionName(check.dimension) === counted.dimension) &&
    (counted.column === null || check.column === counted.column)
  );
}
