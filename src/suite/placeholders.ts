/** Placeholders of an author's SQL: checked here, replaced where the SQL is written. */
import { fault, type Fault, type Place } from '../model/fault.js';
import { didYouMean } from '../model/did-you-mean.js';
import { nameHint } from './name-hint.js';

const TABLE = ['table', 'object', 'model', 'dataset'];
const COLUMN = ['column', 'property', 'field'];
const KNOWN = [...TABLE, ...COLUMN];

/**
 * Faults of the placeholders in a text: `${table}`, `{object}`, `${column}`, `{property}` and their other names, each with or without `$`. Braces without `$` around
 * any other word may be SQL and are only taken for a placeholder when nearly one.
 */
export function placeholderFaults(sql: string, hasColumn: boolean, place: Place): readonly Fault[] {
  const written = [...sql.matchAll(/(\$?)\{\s*([^{}'":,]*?)\s*\}/g)];
  return written.flatMap(([text, dollar, name = '']): Fault[] => {
    if (COLUMN.includes(name) && !hasColumn) {
      const hint = 'Move the rule to a column, or write the name of the column.';
      return [fault('unknown-placeholder', `${text} stands in a rule that has no column.`, place, hint)];
    }
    if (KNOWN.includes(name)) return [];
    if (dollar === '' && didYouMean(name, KNOWN) === null) return [];
    const otherwise = 'The placeholders are ${table}, ${column}, {object} and {property}.';
    const hint = nameHint(name, KNOWN, otherwise);
    return [fault('unknown-placeholder', `${text} is no placeholder.`, place, hint)];
  });
}
