/** Whom a change of checks may hurt: told from what follows from what, over the whole dataset. */
import type { ChangeLevel } from '../model/change.js';
import type { Check } from '../model/check.js';
import type { DatasetContext } from './context.js';
import { implied, weighable, type Demand } from './demand.js';
import { isSubset } from '../suite/limit-set.js';
import { worstLevel } from './finding.js';

export interface Levels {
  readonly producer: ChangeLevel;
  readonly consumer: ChangeLevel;
}

/** Kinds that always find an answer: as a warning, such a check holds nothing up. Any other may come to no answer, which a gate may refuse. */
const ALWAYS_TELLS = ['rowCount', 'nullValues', 'missingValues', 'duplicateValues', 'columnPresent'];

/**
 * What an edit of some checks means. A new demand is safe where it follows from what base asked anyway; one that is gone is safe where it follows from what
 * head still asks. What is neither is breaking, or risky where the two can not be weighed against each other.
 */
export function levelsOf(was: readonly Check[], now: readonly Check[], context: DatasetContext): Levels {
  const before = was.map((check) => context.demand(check, 'base'));
  const after = now.map((check) => context.demand(check, 'head'));
  return {
    producer: worstLevel(
      ...after.map((demand) => levelOf(demand, before, context.demands.base)),
      ...after.map((demand) => warningLevel(demand, before)),
    ),
    consumer: worstLevel(...before.map((demand) => levelOf(demand, after, context.demands.head))),
  };
}

/** @param others of the same clause on the other side @param all that the other side asks for */
function levelOf(demand: Demand, others: readonly Demand[], all: readonly Demand[]): ChangeLevel {
  if (demand.check.severity !== 'fail' || implied(demand, all)) return 'safe';
  const failing = others.filter(({ check }) => check.severity === 'fail');
  if (failing.length > 0 && failing.every((other) => !weighable(demand, other))) return 'risky';
  // Of some kinds a closer limit is not proof: how often was updated is judged over another span of time.
  const closer = failing.some(
    (other) =>
      other.key === demand.key &&
      other.check.unit === demand.check.unit &&
      isSubset(other.allowed, demand.allowed),
  );
  return closer ? 'risky' : 'breaking';
}

function warningLevel(demand: Demand, before: readonly Demand[]): ChangeLevel {
  const { check, key } = demand;
  if (check.severity !== 'warn' || ALWAYS_TELLS.includes(check.kind)) return 'safe';
  return before.some((other) => other.key === key) ? 'safe' : 'risky';
}

export type Direction = 'tightened' | 'loosened' | 'changed' | 'same';

/** Which way an edit of a clause went. */
export function directionOf({ producer, consumer }: Levels): Direction {
  if (producer === 'safe' && consumer === 'safe') return 'same';
  if (consumer === 'safe') return 'tightened';
  return producer === 'safe' ? 'loosened' : 'changed';
}

/** The way that tells itself: nothing executed it before, or nothing does now; null where checks can be compared. */
export function becameStep(was: readonly Check[], now: readonly Check[]): Direction | null {
  if (was.length > 0 && now.length > 0) return null;
  if (was.length === now.length) return 'same';
  return was.length === 0 ? 'tightened' : 'loosened';
}
