/** Finds a column path in a table: which accesses lead to it, and what kind of value stands there. */
import { pathText } from '../model/column-path.js';
import type { PathStep } from '../model/contract.js';
import type { Target } from '../model/plan.js';
import type { ColumnInfo } from '../model/table.js';
import type { LogicalType, SourceType } from '../model/type.js';
import { Unanswerable, badType } from './unanswerable.js';
import { kindOfLogical, kindOfType, type ValueKind } from './value-kind.js';

/** One step from a column to a value inside it. */
export type Access =
  | { readonly access: 'struct' | 'map' | 'json'; readonly field: string }
  | { readonly access: 'listItems' | 'jsonItems' };

export interface ColumnRef {
  readonly column: ColumnInfo;
  /** Steps below the column, in order. */
  readonly path: readonly Access[];
  /** Of the value, after text was read as its declared type. */
  readonly kind: ValueKind;
  /** How the value stands in the source: with a type of its own, as text, or as a JSON node. */
  readonly stored: 'typed' | 'text' | 'json';
  /** Text or JSON is read as this. */
  readonly declared: LogicalType | null;
  /** Of the value itself, where the source has types. */
  readonly type: SourceType | null;
}

/** @throws Unanswerable missing_column, bad_type */
export function findColumn(steps: readonly PathStep[], target: Target): ColumnRef {
  const [first, ...rest] = steps;
  if (first === undefined || 'items' in first)
    throw new Unanswerable('missing_column', 'a column path starts with a name');
  const column = indexOf(target.table.columns, byName).get(first.field);
  if (column === undefined) throw missing(first.field, target);
  const declared = declaredType(steps, target);
  const start: Standing = { stored: storedAs(column, target), type: column.type, path: [] };
  const end = rest.reduce((at, step, index) => descend(at, step, steps.slice(0, index + 2), target), start);
  return {
    column,
    path: end.path,
    declared,
    type: end.type,
    stored: end.stored,
    kind: kindAt(end, declared),
  };
}

interface Standing {
  readonly stored: ColumnRef['stored'];
  readonly type: SourceType | null;
  readonly path: readonly Access[];
}

function storedAs(column: ColumnInfo, target: Target): ColumnRef['stored'] {
  if (column.type !== null) return 'typed';
  return target.table.text === 'json' && column.fromPath !== true ? 'json' : 'text';
}

function kindAt(end: Standing, declared: LogicalType | null): ValueKind {
  if (end.stored !== 'typed') return kindOfLogical(declared);
  return end.type === null ? 'other' : kindOfType(end.type);
}

function descend(at: Standing, step: PathStep, soFar: readonly PathStep[], target: Target): Standing {
  const isJson = at.stored === 'json' || (at.type !== null && kindOfType(at.type) === 'json');
  if ('items' in step) {
    if (isJson) return { stored: 'json', type: null, path: [...at.path, { access: 'jsonItems' }] };
    if (at.type?.items === undefined || kindOfType(at.type) !== 'list')
      throw badType(`${pathText(soFar.slice(0, -1))} of ${target.table.label} is no array`);
    return { stored: 'typed', type: at.type.items, path: [...at.path, { access: 'listItems' }] };
  }
  const { field } = step;
  if (isJson) return { stored: 'json', type: null, path: [...at.path, { access: 'json', field }] };
  const kind = at.type === null ? null : kindOfType(at.type);
  if (kind === 'map' && at.type?.items !== undefined)
    return { stored: 'typed', type: at.type.items, path: [...at.path, { access: 'map', field }] };
  const found =
    kind === 'struct' ? at.type?.fields?.find((candidate) => candidate.name === field) : undefined;
  if (found === undefined) throw missing(pathText(soFar), target);
  return { stored: 'typed', type: found.type, path: [...at.path, { access: 'struct', field }] };
}

function declaredType(steps: readonly PathStep[], target: Target): LogicalType | null {
  return indexOf(target.columns, bySteps).get(JSON.stringify(steps))?.logicalType ?? null;
}

const byName = (column: ColumnInfo): string => column.name;
const bySteps = (column: Target['columns'][number]): string => JSON.stringify(column.steps);

const indexes = new WeakMap<object, ReadonlyMap<string, unknown>>();

/** The first of each key; made once a list, for every measure of a wide table asks. A list is always asked for by the same key. */
function indexOf<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  const known = indexes.get(items) as ReadonlyMap<string, T> | undefined;
  if (known !== undefined) return known;
  const index = new Map(items.map((item) => [keyOf(item), item] as const).reverse());
  indexes.set(items, index);
  return index;
}

function missing(path: string, target: Target): Unanswerable {
  const near = target.table.columns.find((column) => column.name.toLowerCase() === path.toLowerCase());
  const hint = near === undefined ? '' : ` (there is ${near.name})`;
  return new Unanswerable('missing_column', `${target.table.label} has no column ${path}${hint}`);
}
