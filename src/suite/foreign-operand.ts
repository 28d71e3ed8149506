/** Operands that values of the column can never be compared with: a number for a date, a text for a number. */
import type { Limit } from '../model/check.js';
import type { Property } from '../model/contract.js';
import { isNumeric } from '../model/exact.js';
import { fault, type Fault, type Place } from '../model/fault.js';
import type { JsonScalar } from '../model/json.js';
import type { CheckKind } from '../model/kit.js';
import type { LogicalType } from '../model/type.js';
import { parseInstant } from '../model/time.js';

const FITS: { readonly [type in LogicalType]?: readonly [(value: JsonScalar) => boolean, string] } = {
  date: [(value) => typeof value === 'string' && parseInstant(value) !== null, 'an ISO 8601 date'],
  timestamp: [(value) => typeof value === 'string' && parseInstant(value) !== null, 'an ISO 8601 timestamp'],
  time: [(value) => typeof value === 'string' && /^\d{2}:\d{2}/.test(value), 'a time such as 06:00'],
  integer: [isNumeric, 'a number'],
  number: [isNumeric, 'a number'],
  string: [(value) => typeof value === 'string', 'text'],
};

/** A fault where a kind that observes values of its column is limited by something that is none. A query observes whatever it selects. */
export function foreignOperand(
  kind: CheckKind,
  limit: Limit,
  property: Property | null,
  place: Place,
): Fault | null {
  const type = property?.logicalType ?? null;
  if (kind.operand !== 'any' || (kind.sqlOptions ?? []).length > 0 || type === null) return null;
  const [fits, wanted] = FITS[type] ?? [];
  if (fits === undefined || wanted === undefined) return null;
  const operands = 'low' in limit ? [limit.low, limit.high] : [limit.value];
  if (operands.every(fits)) return null;
  const message = `${kind.kind} of ${property?.path ?? ''} is compared with ${wanted}: the column is declared as ${type}.`;
  return fault('wrong-operand', message, place, `Write ${wanted}.`);
}
