/** Columns of a sample: values as they stand in the source, classified ones masked before they leave it. */
import { pathSteps } from '../model/column-path.js';
import type { PathStep } from '../model/contract.js';
import type { Target } from '../model/plan.js';
import type { Context } from './context.js';
import { sql, type Sql } from './sql-text.js';
import { writeNode } from './write-column.js';

/**
 * A value as it stands in the source; of a value inside an array, the array. A mask hides whatever contains or is contained in a classified path.
 * @param masked paths of classified columns
 */
export function shownColumn(path: string, masked: readonly string[], context: Context): Sql {
  const { target, dialect } = context;
  const steps = stepsOf(path, target);
  const classified = masked.map((other) => stepsOf(other, target)).some((other) => overlaps(steps, other));
  if (classified) return sql`'***'`;
  const { node, ref } = writeNode(untilItems(steps), context);
  return ref.stored === 'json' ? dialect.jsonText(node) : node;
}

/** The declared steps of a path: a name may hold dots that its path does not tell from those between names. */
function stepsOf(path: string, target: Target): readonly PathStep[] {
  return target.columns.find((column) => column.path === path)?.steps ?? pathSteps(path);
}

/** True where one path is the other, or leads through it; of a path into an array, where the arrays are one. */
function overlaps(a: readonly PathStep[], b: readonly PathStep[]): boolean {
  const [left, right] = [untilItems(a), untilItems(b)];
  const shorter = Math.min(left.length, right.length);
  return JSON.stringify(left.slice(0, shorter)) === JSON.stringify(right.slice(0, shorter));
}

function untilItems(steps: readonly PathStep[]): readonly PathStep[] {
  const items = steps.findIndex((step) => 'items' in step);
  return items === -1 ? steps : steps.slice(0, items);
}
