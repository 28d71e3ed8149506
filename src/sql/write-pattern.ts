/** Patterns and formats over a text. */
import type { Dialect } from './dialect.js';
import { FORMAT_PATTERNS } from '../model/format-patterns.js';
import { patternTests } from './pattern.js';
import { SqlError } from './sql-error.js';
import { joinSql, sql, type Sql } from './sql-text.js';

/** True where the pattern (ECMA-262) is found in the text, NULL for NULL. @throws SqlError bad_pattern */
export function writeMatches(text: Sql, pattern: string, dialect: Dialect): Sql {
  const tests = patternTests(pattern, dialect.regex).map((test) => {
    const found = dialect.matches(text, test.pattern);
    return test.negated ? sql`not ${found}` : found;
  });
  return tests.length === 1 ? joinSql(tests, ' and ') : sql`(${joinSql(tests, ' and ')})`;
}

/** True where the text has the format. @throws SqlError unsupported for a format that nobody defined */
export function writeFormat(text: Sql, format: string, dialect: Dialect): Sql {
  if (format === 'json') return dialect.isJson(text);
  const pattern = FORMAT_PATTERNS[format];
  if (pattern === undefined) throw new SqlError('unsupported', `there is no check of the format ${format}`);
  const matches = writeMatches(text, pattern, dialect);
  return format === 'hostname' ? sql`(${matches} and ${dialect.characters(text)} <= 253)` : matches;
}
