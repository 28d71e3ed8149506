/** Key columns that the source itself keeps unique. */
import type { Expr } from '../model/measure.js';
import type { Target } from '../model/plan.js';

/** True where a valid unique index covers some of these columns: no tuple without NULL can then stand twice, so no grouping is due. */
export function isUniqueKey(columns: readonly Expr[], target: Target): boolean {
  const names = columns.map((column) => {
    const [first, ...rest] = column.expr === 'column' || column.expr === 'raw' ? column.steps : [];
    return first !== undefined && 'field' in first && rest.length === 0 ? first.field : null;
  });
  return (target.table.uniqueKeys ?? []).some(
    (key) => key.length > 0 && key.every((column) => names.includes(column)),
  );
}
