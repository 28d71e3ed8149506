/** Whether the two sides of a foreign key can hold the same values. */
import type { Property } from '../model/contract.js';
import { parsePhysicalType } from '../model/physical-type.js';

const NUMBERS = new Set(['integer', 'number']);
const FAMILIES: readonly (readonly [family: string, names: readonly string[]])[] = [
  ['number', ['tinyint', 'smallint', 'integer', 'bigint', 'hugeint', 'utinyint', 'usmallint', 'uinteger']],
  ['number', ['ubigint', 'uhugeint', 'real', 'double', 'decimal']],
  ['string', ['varchar', 'char', 'text']],
  ['date', ['date']],
  ['timestamp', ['timestamp']],
  ['time', ['time']],
  ['boolean', ['boolean']],
];

/** What is declared of a column that is a key. */
export type KeyColumn = Pick<Property, 'name' | 'logicalType' | 'physicalType'>;

/** A sentence that says why they can not; null where they can, or where too little is declared to tell. */
export function keyTypeMismatch(from: KeyColumn, to: KeyColumn): string | null {
  const bothLogical = from.logicalType !== null && to.logicalType !== null;
  const left = bothLogical ? logicalFamily(from.logicalType) : physicalFamily(from);
  const right = bothLogical ? logicalFamily(to.logicalType) : physicalFamily(to);
  if (left === null || right === null || left === right) return null;
  return `\`${from.name}\` is a ${typeText(from)} and \`${to.name}\` a ${typeText(to)}: they can not hold the same keys.`;
}

function logicalFamily(type: string): string {
  return NUMBERS.has(type) ? 'number' : type;
}

function physicalFamily({ logicalType, physicalType }: KeyColumn): string | null {
  if (logicalType !== null) return logicalFamily(logicalType);
  if (physicalType === null) return null;
  const { name } = parsePhysicalType(physicalType);
  return FAMILIES.find(([, names]) => names.includes(name))?.[0] ?? null;
}

function typeText({ logicalType, physicalType }: KeyColumn): string {
  return logicalType ?? physicalType ?? 'column';
}
