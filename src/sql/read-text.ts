/** Text as values of the declared type: what reads as the type, and the cast of that which does. */
import type { LogicalType } from '../model/type.js';
import type { Dialect } from './dialect.js';
import { HAS_OFFSET, READS_AS } from '../model/format-patterns.js';
import { sql, trusted, type Sql } from './sql-text.js';
import { writeMatches } from './write-pattern.js';

/** True where a text (CSV) reads as the type. */
export function textReadsAs(text: Sql, type: LogicalType, dialect: Dialect): Sql {
  switch (type) {
    case 'string':
      return sql`(${text} is not null)`;
    case 'object':
    case 'array':
      return sql`coalesce(${dialect.jsonTypeIs(dialect.parseJson(text), [type])}, false)`;
    case 'date':
    case 'timestamp':
      // No engine knows a year 0.
      return sql`(${writeMatches(text, READS_AS[type], dialect)} and substr(${text}, 1, 4) <> '0000')`;
    default:
      return writeMatches(text, READS_AS[type], dialect);
  }
}

/** True where a JSON node is of the kind that the type takes, and its text reads as the type. NULL for the JSON null. */
export function jsonReadsAs(node: Sql, type: LogicalType, dialect: Dialect): Sql {
  const text = dialect.jsonText(node);
  switch (type) {
    case 'string':
    case 'boolean':
    case 'number':
    case 'object':
    case 'array':
      return dialect.jsonTypeIs(node, [type]);
    case 'integer':
      return sql`(${dialect.jsonTypeIs(node, ['number'])} and ${writeMatches(text, READS_AS.jsonInteger, dialect)})`;
    default:
      return sql`(${dialect.jsonTypeIs(node, ['string'])} and ${textReadsAs(text, type, dialect)})`;
  }
}

/** The text's value where it reads as the type, NULL elsewhere. */
export function castReadable(text: Sql, reads: Sql, type: LogicalType, dialect: Dialect): Sql {
  if (type === 'string' || type === 'object' || type === 'array') return text;
  return sql`case when ${reads} then ${castValue(text, type, dialect)} end`;
}

function castValue(
  text: Sql,
  type: Exclude<LogicalType, 'string' | 'object' | 'array'>,
  dialect: Dialect,
): Sql {
  switch (type) {
    case 'integer':
      return dialect.castText(text, dialect.types.exact);
    case 'number':
      return dialect.castText(text, dialect.types.double);
    case 'timestamp':
      return momentInUtc(text, dialect);
    default:
      return dialect.castText(text, trusted(type));
  }
}

/** A cast to a timestamp would drop the offset from UTC without a word. */
function momentInUtc(text: Sql, dialect: Dialect): Sql {
  const zoned = dialect.castText(text, sql`timestamp with time zone`);
  const naive = dialect.castText(text, sql`timestamp`);
  return sql`case when ${writeMatches(text, HAS_OFFSET, dialect)} then ${dialect.inUtc(zoned)} else ${naive} end`;
}
