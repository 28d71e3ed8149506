/** Whether every source type that one declaration accepts is accepted by another. */
import { misfits, type DeclaredType } from '../model/declared-type.js';
import { TYPE_NAMES } from '../model/physical-type-names.js';
import { parsePhysicalType } from '../model/physical-type.js';
import type { SourceType } from '../model/type.js';

/**
 * True where a column that fits `given` always fits `wanted`. Found by trying every type that the two could tell apart: each known name, with the
 * lengths, precisions and zones that either states, and with others. Nested types are only compared as written.
 * @param text the source may hold text (CSV, JSON), where the logical type alone is judged, value by value
 */
export function typeImplies(given: DeclaredType, wanted: DeclaredType, text: boolean): boolean {
  if (text && !readsAlike(given, wanted)) return false;
  const stated = [given.physicalType, wanted.physicalType].flatMap((type) =>
    type === null ? [] : [parsePhysicalType(type)],
  );
  if (stated.some(isNested) && wanted.physicalType !== null && !isSameText(given, wanted)) return false;
  return candidates(stated).every((actual) => !accepts(given, actual) || accepts(wanted, actual));
}

const accepts = (declared: DeclaredType, actual: SourceType): boolean =>
  misfits(declared, actual)?.length === 0;

/** A text that reads as an integer reads as a number; no other two logical types share their texts. */
function readsAlike(given: DeclaredType, wanted: DeclaredType): boolean {
  const [from, to] = [given.logicalType, wanted.logicalType];
  return to === null || from === to || (from === 'integer' && to === 'number');
}

const isSameText = (a: DeclaredType, b: DeclaredType): boolean =>
  a.physicalType?.toLowerCase().replaceAll(/\s/g, '') === b.physicalType?.toLowerCase().replaceAll(/\s/g, '');

const isNested = ({ items, fields, name }: SourceType): boolean =>
  items !== undefined || fields !== undefined || name === 'map';

function candidates(stated: readonly SourceType[]): readonly SourceType[] {
  const names = new Set([
    ...[...TYPE_NAMES.values()].map(({ name }) => name),
    ...stated.map(({ name }) => name),
  ]);
  const lengths = variants(stated.map(({ length }) => length));
  const sizes = variants(stated.map(({ precision }) => precision));
  const scales = variants(stated.map(({ scale }) => scale));
  return [...names].flatMap((name): SourceType[] => {
    const base = { name, text: name };
    if (name === 'decimal')
      return [base, ...sizes.flatMap((precision) => scales.map((scale) => ({ ...base, precision, scale })))];
    if (name === 'timestamp' || name === 'time')
      return [base, { ...base, zone: true }, { ...base, zone: false }];
    return [base, ...lengths.map((length) => ({ ...base, length }))];
  });
}

/** The numbers that are stated, zero, and one that nobody states. */
function variants(stated: readonly (number | undefined)[]): readonly number[] {
  const given = stated.filter((n) => n !== undefined);
  return [...new Set([...given, 0, Math.max(0, ...given) + 1])];
}
