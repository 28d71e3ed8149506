/** Which classification the columns of a check have: values of what is not public are neither kept nor shown. */
import { isPublic } from '../model/classification.js';
import { pathSteps, pathText } from '../model/column-path.js';
import { isObject, type Json } from '../model/json.js';
import type { ColumnIndex } from './column-index.js';
import type { Draft } from './draft.js';
import { getPointer } from './pointer.js';

/**
 * The first classification other than public among the columns that a check names, with what lies in and around them; null where all of
 * them are public or have none. SQL of the author may name any column of the dataset.
 */
export function classificationOf(draft: Draft, columns: ColumnIndex): string | null {
  const classified = columns.all.filter(({ classification }) => !isPublic(classification));
  if (holdsSql(draft)) return classified[0]?.classification ?? null;
  const named = columnsOf(draft, columns);
  const found = classified.find(({ steps }) => named.some((name) => touches(pathText(steps), name)));
  return found?.classification ?? null;
}

function holdsSql({ kind, args }: Draft): boolean {
  return (kind.sqlOptions ?? []).some(({ option }) => getPointer(args, option) !== undefined);
}

function columnsOf({ kind, property, args }: Draft, columns: ColumnIndex): readonly string[] {
  const options = [...(kind.columnOptions ?? []), '/columns', '/of/arguments'];
  const named = options.flatMap((option) => texts(getPointer(args, option)));
  const found = named.map((name) => columns.find(name)?.steps ?? pathSteps(name));
  return (property === null ? found : [property.steps, ...found]).map(pathText);
}

/** Every text in a value, however deep. */
function texts(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap((each: Json) => texts(each));
  return isObject(value) ? Object.values(value).flatMap(texts) : [];
}

/** The same column, or one that lies within the other. */
function touches(path: string, name: string): boolean {
  return path === name || isWithin(path, name) || isWithin(name, path);
}

const isWithin = (inner: string, outer: string): boolean =>
  inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
