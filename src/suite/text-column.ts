/** Columns that a source keeps as text, whatever they are declared to mean. */
import type { Property } from '../model/contract.js';

/** True where the stated physical type is one of text: a date in a VARCHAR. */
export function isTextColumn({ physicalType }: Pick<Property, 'physicalType'>): boolean {
  return physicalType !== null && /^(var)?char|^n?varchar|^text|^string|^clob|^character/i.test(physicalType);
}
