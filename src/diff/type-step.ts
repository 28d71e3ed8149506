/** How the values that a type can hold grew or shrank from one declaration to the next. */
import type { DeclaredType } from '../model/declared-type.js';
import { parsePhysicalType } from '../model/physical-type.js';
import type { SourceType } from '../model/type.js';

/** `wider`: every old value still fits; `narrower`: every new value fitted the old type; `other`: neither is sure. */
export type TypeStep = 'wider' | 'narrower' | 'same' | 'other';

/** Compares the physical types where both are stated, else the logical ones. */
export function typeStep(before: DeclaredType, after: DeclaredType): TypeStep {
  if (before.physicalType !== null && after.physicalType !== null) {
    const [a, b] = [parsePhysicalType(before.physicalType), parsePhysicalType(after.physicalType)];
    return stepOf(holdsAll(b, a), holdsAll(a, b));
  }
  const [a, b] = [before.logicalType, after.logicalType];
  if (a === b) return 'same';
  if (a === 'integer' && b === 'number') return 'wider';
  return a === 'number' && b === 'integer' ? 'narrower' : 'other';
}

function stepOf(grew: boolean, shrank: boolean): TypeStep {
  if (grew && shrank) return 'same';
  if (grew) return 'wider';
  return shrank ? 'narrower' : 'other';
}

/** Bits of the whole numbers that each type holds: below zero, and above. */
const WHOLE: { readonly [name: string]: readonly [below: number, above: number] } = {
  tinyint: [7, 7],
  smallint: [15, 15],
  integer: [31, 31],
  bigint: [63, 63],
  hugeint: [127, 127],
  utinyint: [0, 8],
  usmallint: [0, 16],
  uinteger: [0, 32],
  ubigint: [0, 64],
  uhugeint: [0, 128],
};
const TEXTS = ['varchar', 'char', 'text'];

/** True where `wide` holds every value of `narrow`. */
function holdsAll(wide: SourceType, narrow: SourceType): boolean {
  if (wide.name === narrow.name && isPlain(wide) && isPlain(narrow)) return wide.zone === narrow.zone;
  const [a, b] = [WHOLE[wide.name], WHOLE[narrow.name]];
  if (a !== undefined && b !== undefined) return a[0] >= b[0] && a[1] >= b[1];
  if (wide.name === 'decimal') return decimalHolds(wide, narrow, b);
  if (wide.name === 'double' || wide.name === 'float')
    return narrow.name === 'real' || narrow.name === wide.name;
  if (TEXTS.includes(wide.name)) return textHolds(wide, narrow);
  return false;
}

const isPlain = ({ length, precision, items, fields }: SourceType): boolean =>
  [length, precision, items, fields].every((part) => part === undefined);

function decimalHolds(
  wide: SourceType,
  narrow: SourceType,
  whole: readonly [number, number] | undefined,
): boolean {
  if (wide.precision === undefined) return narrow.name === 'decimal' || whole !== undefined;
  const [digits, places] = [wide.precision - (wide.scale ?? 0), wide.scale ?? 0];
  if (whole !== undefined) return digits >= Math.ceil(Math.max(...whole) * Math.log10(2));
  if (narrow.name !== 'decimal' || narrow.precision === undefined) return false;
  return digits >= narrow.precision - (narrow.scale ?? 0) && places >= (narrow.scale ?? 0);
}

function textHolds(wide: SourceType, narrow: SourceType): boolean {
  if (narrow.name === 'enum' || narrow.name === 'uuid') return wide.length === undefined;
  if (!TEXTS.includes(narrow.name)) return false;
  return wide.length === undefined || (narrow.length !== undefined && wide.length >= narrow.length);
}
