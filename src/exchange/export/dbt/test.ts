/** What a check becomes in dbt. */
import type { Check, Limit } from '../../../model/check.js';
import type { Json, JsonObject } from '../../../model/json.js';
import { opposite } from '../../../suite/limit.js';
import { isZero } from '../../draft/limits.js';

export type DbtTest =
  | {
      readonly kind: 'generic';
      readonly test: string;
      readonly column: string | null;
      readonly arguments: JsonObject;
      readonly config: JsonObject;
    }
  /** A file of its own, in `tests/`; its query returns the bad rows. */
  | { readonly kind: 'singular'; readonly sql: string; readonly config: JsonObject }
  /** What the model itself says (a column, an enforced contract). */
  | { readonly kind: 'said' }
  | { readonly kind: 'lost'; readonly reason: string };

export const lost = (reason: string): DbtTest => ({ kind: 'lost', reason });

/** dbt's words for when a test fails and when it warns; null where the limit is no comparison with a whole number of rows. */
export function configOf({
  limit,
  severity,
  unit,
}: Pick<Check, 'limit' | 'severity' | 'unit'>): JsonObject | null {
  const word = severity === 'warn' ? { severity: 'warn' } : {};
  if (isZero(limit)) return word;
  const condition = unit === 'rows' ? conditionOf(limit) : null;
  if (condition === null) return null;
  // dbt warns of any failure unless it is told when to.
  return severity === 'warn'
    ? { severity: 'warn', warn_if: condition }
    : { error_if: condition, warn_if: condition };
}

function conditionOf(limit: Limit): string | null {
  const broken = opposite(limit);
  const operands: readonly Json[] = 'low' in broken ? [broken.low, broken.high] : [broken.value];
  if (!operands.every((operand) => typeof operand === 'number' && Number.isInteger(operand) && operand >= 0))
    return null;
  if ('low' in broken)
    return `${broken.op === 'between' ? '' : 'not '}between ${String(broken.low)} and ${String(broken.high)}`;
  return `${broken.op} ${String(broken.value)}`;
}

/** Only the words of severity: for tests that return one row where they fail. */
export function severityOf({ severity }: Pick<Check, 'severity'>): JsonObject {
  return severity === 'warn' ? { severity: 'warn' } : {};
}
