/** Rows that break a rule: key columns and the offending one only, a few of them, classified values masked before they leave the source. */
import type { Expr } from '../model/measure.js';
import { pathSteps } from '../model/column-path.js';
import type { PathStep } from '../model/contract.js';
import type { DialectName, Target } from '../model/plan.js';
import { DIALECTS } from './dialects.js';
import type { Context } from './context.js';
import { allOf, sourceOf } from './source.js';
import { sql, type Sql } from './sql-text.js';
import { writeNode } from './write-column.js';
import { writePredicate } from './write-expr.js';

export interface SampleRequest {
  readonly dialect: DialectName;
  readonly target: Target;
  /** True for a row to show. */
  readonly badRows: Expr;
  /** Paths. */
  readonly keyColumns: readonly string[];
  /** Path of the offending column; null where the rule is of the whole row. */
  readonly column: string | null;
  readonly limit: number;
  /** Paths of classified columns; what lies below a masked path is masked too. */
  readonly masked: readonly string[];
}

/** A statement whose rows are the samples: each column goes by its path. @throws SqlError, Unanswerable */
export function writeSample(request: SampleRequest): string {
  const dialect = DIALECTS[request.dialect];
  const source = sourceOf(request.target, dialect, [], [request.badRows]);
  const paths = [...new Set([...request.keyColumns, ...(request.column === null ? [] : [request.column])])];
  const columns = paths.map((path): readonly [string, Sql] => [path, shown(path, request, source.context)]);
  return dialect.select({
    columns: columns.length > 0 ? columns : [['row', sql`'***'`]],
    from: source.from,
    where: allOf([source.where, writePredicate(request.badRows, source.context)]),
    limit: Math.max(0, Math.trunc(request.limit)),
  });
}

/** A value as it stands in the source; of a value inside an array, the array. A mask hides whatever contains or is contained in a classified path. */
function shown(path: string, { masked, target }: SampleRequest, context: Context): Sql {
  const steps = stepsOf(path, target);
  const classified = masked.map((other) => stepsOf(other, target)).some((other) => overlaps(steps, other));
  if (classified) return sql`'***'`;
  const items = steps.findIndex((step) => 'items' in step);
  const { node, ref } = writeNode(items === -1 ? steps : steps.slice(0, items), context);
  return ref.stored === 'json' ? context.dialect.jsonText(node) : node;
}

/** The declared steps of a path: a name may hold dots that its path does not tell from those between names. */
function stepsOf(path: string, target: Target): readonly PathStep[] {
  return target.columns.find((column) => column.path === path)?.steps ?? pathSteps(path);
}

/** True where one path is the other, or leads through it; of a path into an array, where the arrays are one. */
function overlaps(a: readonly PathStep[], b: readonly PathStep[]): boolean {
  const upTo = (steps: readonly PathStep[]): readonly PathStep[] => {
    const items = steps.findIndex((step) => 'items' in step);
    return items === -1 ? steps : steps.slice(0, items);
  };
  const [left, right] = [upTo(a), upTo(b)];
  const shorter = Math.min(left.length, right.length);
  return JSON.stringify(left.slice(0, shorter)) === JSON.stringify(right.slice(0, shorter));
}
