/** Placeholders in an author's SQL: the dataset and the column, by our names and by those of the standard. */
import type { PathStep } from '../model/contract.js';
import { findColumn } from '../plan/column-ref.js';
import { plainContext, type Context } from './context.js';
import { fenceBreak } from './fence.js';
import { SqlError } from './sql-error.js';
import { trusted, type Sql } from './sql-text.js';
import { writeColumn } from './write-column.js';

const TABLE: readonly string[] = ['table', 'object', 'model', 'dataset'];
const COLUMN: readonly string[] = ['column', 'property', 'field'];
const PLACEHOLDER = new RegExp(`\\$?\\{\\s*(${[...TABLE, ...COLUMN].join('|')})\\s*\\}`, 'g');

/**
 * `${table}`, `{object}`, `{model}` … → the dataset's quoted name; `${column}`, `{property}`, `{field}` … → the column.
 * @throws SqlError bad_query where a column is named in a rule that has none
 */
export function fillPlaceholders(text: string, column: readonly PathStep[] | null, context: Context): string {
  return text.replaceAll(PLACEHOLDER, (written, name: string) => {
    if (TABLE.includes(name)) return context.dialect.quote(context.target.object);
    if (column === null)
      throw new SqlError('bad_query', `${written} stands in a rule of the whole dataset: it has no column`);
    return writeAuthorColumn(column, context);
  });
}

/** By the names that the author sees: over text (CSV, JSON) these stand for typed values. @throws SqlError unsupported for items of an array */
function writeAuthorColumn(column: readonly PathStep[], { dialect, target }: Context): Sql {
  if (column.some((step) => 'items' in step))
    throw new SqlError('unsupported', 'values inside an array have no name in SQL: name the array itself');
  const { stored, path, column: top } = findColumn(column, target);
  if (stored !== 'typed' && path.length === 0) return dialect.quote(top.name);
  return writeColumn(column, plainContext(target, dialect));
}

/** An author's predicate, fenced: a line comment at its end can not swallow the parenthesis. */
export function writePredicateText(text: string, column: readonly PathStep[] | null, context: Context): Sql {
  return fenced(withoutEnd(fillPlaceholders(text, column, context)));
}

/** An author's query, fenced. */
export function writeQueryText(text: string, column: readonly PathStep[] | null, context: Context): Sql {
  return fenced(withoutEnd(fillPlaceholders(text, column, context)));
}

/** @throws SqlError refused where the text would leave the brackets */
function fenced(text: string): Sql {
  const broken = fenceBreak(text);
  if (broken !== null) throw new SqlError('refused', `the SQL of the rule can not be run: ${broken}`);
  return trusted(`(\n${text}\n)`);
}

/** One statement may end with a semicolon; inside parentheses it may not. */
const withoutEnd = (text: string): string => text.replace(/[\s;]+$/, '');
