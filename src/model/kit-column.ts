/** Finds a column, or a field inside one, in what an engine knows of a table. */
import type { PathStep } from './contract.js';
import type { ColumnInfo, TableInfo } from './table.js';
import type { SourceType } from './type.js';

/** `untyped`: below a column whose inner form the catalogue does not tell (text, JSON); its values may or may not be there. */
export type FoundColumn =
  | { readonly found: 'typed'; readonly type: SourceType; readonly column: ColumnInfo }
  | { readonly found: 'untyped'; readonly column: ColumnInfo }
  | { readonly found: 'absent' };

/** The column at a path, by the exact name. */
export function findColumn(table: TableInfo, steps: readonly PathStep[]): FoundColumn {
  const [first, ...rest] = steps;
  if (first === undefined || !('field' in first)) return { found: 'absent' };
  const column = table.columns.find((known) => known.name === first.field);
  if (column === undefined) return { found: 'absent' };
  if (column.type === null) return { found: 'untyped', column };
  const type = typeBelow(column.type, rest);
  if (type === 'untyped') return { found: 'untyped', column };
  return type === 'absent' ? { found: 'absent' } : { found: 'typed', type, column };
}

function typeBelow(type: SourceType, steps: readonly PathStep[]): SourceType | 'untyped' | 'absent' {
  const [step, ...rest] = steps;
  if (step === undefined) return type;
  if (type.name === 'json') return 'untyped';
  if ('items' in step) {
    if (type.name !== 'list') return 'absent';
    return type.items === undefined ? 'untyped' : typeBelow(type.items, rest);
  }
  if (type.name === 'map') return type.items === undefined ? 'untyped' : typeBelow(type.items, rest);
  if (type.name !== 'struct') return 'absent';
  if (type.fields === undefined) return 'untyped';
  const field = type.fields.find(({ name }) => name === step.field);
  return field === undefined ? 'absent' : typeBelow(field.type, rest);
}
