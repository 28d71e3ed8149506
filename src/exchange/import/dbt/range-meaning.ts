/** Values of a column between two bounds. */
import type { JsonObject } from '../../../model/json.js';
import { sqlName } from '../../draft/sql-text.js';
import { readBound, type Bound } from './bound.js';
import { and, failedRows, refusal, type Meaning } from './meaning.js';

export interface Range {
  readonly min: JsonObject[string];
  readonly max: JsonObject[string];
  readonly strict: boolean;
}

/** Rows below the one or above the other; NULL is neither. Bounds that are values become arguments, others stay SQL. */
export function rangeMeaning(
  column: string,
  { min, max, strict }: Range,
  also: string | null = null,
): Meaning {
  const [low, high] = [readBound(min), readBound(max)];
  const wrong = [low, high].find((bound) => bound.kind === 'wrong');
  if (wrong !== undefined) return refusal(wrong.reason);
  const bad = [
    ...outside(column, strict ? '>' : '>=', low),
    ...outside(column, strict ? '<' : '<=', high),
  ].join(' or ');
  if (bad === '') return refusal('It has no bound.');
  const bySql = failedRows(bad);
  if (also !== null)
    return {
      ...bySql,
      plain: bySql.counted?.(also) ?? bySql.plain,
      counted: (filter) => sqlWith(bad, filter, also),
    };
  if ([low, high].some((bound) => bound.kind === 'sql')) return bySql;
  const args = {
    ...(low.kind === 'value' ? { [strict ? 'exclusiveMin' : 'min']: low.value } : {}),
    ...(high.kind === 'value' ? { [strict ? 'exclusiveMax' : 'max']: high.value } : {}),
  };
  return { ...bySql, plain: { metric: 'invalidValues', args } };
}

const sqlWith = (bad: string, filter: string | null, also: string) => ({
  metric: 'failedRows',
  args: { where: and(filter === null ? also : `(${filter}) and (${also})`, bad) },
});

function outside(column: string, operator: string, bound: Bound): readonly string[] {
  return bound.kind === 'value' || bound.kind === 'sql'
    ? [`not (${sqlName(column)} ${operator} ${bound.sql})`]
    : [];
}
