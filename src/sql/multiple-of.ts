/**
 * Multiples, without a tolerance: integers and decimals exactly; a double counts as the decimal that its shortest text spells,
 * so that 0.07 is a multiple of 0.01 although no double is. NaN and infinities are multiples of nothing.
 */
import type { ValueKind } from '../plan/value-kind.js';
import type { Dialect } from './dialect.js';
import { writeNumber } from './literal.js';
import { sql, type Sql } from './sql-text.js';

export function writeMultipleOf(value: Sql, by: string, kind: ValueKind, dialect: Dialect): Sql {
  const step = writeNumber(by);
  if (kind !== 'double') return sql`((${value} % ${step}) = 0)`;
  const whole = dialect.castText(value, dialect.types.exact);
  return sql`case when ${value} is null then null when not ${dialect.isFinite(value)} then false when ${value} = 0 then true when abs(${value}) >= 1e15 then coalesce((${whole} % ${step}) = 0, false) else coalesce((${dialect.shortestDecimal(value)} % ${step}) = 0 and abs(${dialect.shortestDecimal(value)}) >= ${step}, false) end`;
}
