/** A check in force as it is answered: with its latest result, its last points and since when it is bad. */
import type { Check } from '../../model/check.js';
import type { CheckResult } from '../../model/verdict.js';
import type { BadSince, TrendPoint } from '../../store/check-trends.js';
import { limitText } from '../../suite/limit.js';
import type { StandingCheck } from '../checks-by-column.js';
import type { Link } from '../links.js';
import type { Answer } from '../route.js';

export interface Recorded {
  readonly result: CheckResult | null;
  readonly trend: readonly TrendPoint[];
  readonly since: BadSince | null;
}

export function showStandingCheck(
  { check, dimension: qualityDimension, clause }: StandingCheck,
  { result, trend, since }: Recorded,
  link: Link,
): Answer<'DatasetCheck'> {
  const { id, kind, column, name, description, dimension, severity, tags, unit } = check;
  return {
    ...{ id, kind, column, name, description, dimension, qualityDimension, clause, severity, tags },
    expected: result?.expected ?? limitOf(check),
    verdict: result?.verdict ?? null,
    reason: result?.reason ?? null,
    observed: result?.observed ?? null,
    unit: result?.unit ?? unit,
    rows: result?.rows ?? null,
    message: result?.message ?? null,
    since,
    trend,
    links: { history: link('/v1/checks/{id}/history', id) },
  };
}

/** A kind that judges by itself has none, whatever its type says. */
function limitOf({ limit, unit }: Check): string | null {
  return (limit as Check['limit'] | null) === null ? null : limitText(limit, unit);
}
