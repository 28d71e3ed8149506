/** A declared column → its type in a dialect. */
import type { Property } from '../../model/contract.js';
import { parsePhysicalType } from '../../model/physical-type.js';
import type { LogicalType, SourceType } from '../../model/type.js';
import type { DialectName } from '../../model/plan.js';
import { identifier, textLiteral } from './ddl-text.js';

export interface ColumnType {
  readonly sql: string;
  /** What of the declared type the dialect has no word for; null where it has. */
  readonly lost: string | null;
}

type Words = { readonly [dialect in DialectName]: string };

/** Canonical names → the dialect's words. */
const SIMPLE: { readonly [canonical: string]: Words } = {
  boolean: { postgres: 'boolean', duckdb: 'BOOLEAN' },
  smallint: { postgres: 'smallint', duckdb: 'SMALLINT' },
  integer: { postgres: 'integer', duckdb: 'INTEGER' },
  bigint: { postgres: 'bigint', duckdb: 'BIGINT' },
  real: { postgres: 'real', duckdb: 'FLOAT' },
  double: { postgres: 'double precision', duckdb: 'DOUBLE' },
  float: { postgres: 'double precision', duckdb: 'DOUBLE' },
  text: { postgres: 'text', duckdb: 'VARCHAR' },
  uuid: { postgres: 'uuid', duckdb: 'UUID' },
  json: { postgres: 'jsonb', duckdb: 'JSON' },
  blob: { postgres: 'bytea', duckdb: 'BLOB' },
  date: { postgres: 'date', duckdb: 'DATE' },
  interval: { postgres: 'interval', duckdb: 'INTERVAL' },
};
/** Those that only DuckDB has. */
const DUCKDB_ONLY: readonly string[] = [
  ...['tinyint', 'hugeint', 'utinyint', 'usmallint', 'uinteger', 'ubigint', 'uhugeint', 'bignum'],
];
/** Those that only PostgreSQL has. */
const POSTGRES_ONLY: readonly string[] = [
  ...['inet', 'cidr', 'macaddr', 'macaddr8', 'xml', 'tsvector', 'money', 'point', 'box', 'name', 'oid'],
];

const LOGICAL: { readonly [logical in Exclude<LogicalType, 'object' | 'array'>]: Words } = {
  string: { postgres: 'text', duckdb: 'VARCHAR' },
  date: { postgres: 'date', duckdb: 'DATE' },
  timestamp: { postgres: 'timestamp without time zone', duckdb: 'TIMESTAMP' },
  time: { postgres: 'time without time zone', duckdb: 'TIME' },
  number: { postgres: 'numeric', duckdb: 'DOUBLE' },
  integer: { postgres: 'bigint', duckdb: 'BIGINT' },
  boolean: { postgres: 'boolean', duckdb: 'BOOLEAN' },
};

export interface TypeContext {
  readonly dialect: DialectName;
  /** Of an enum type, where a rule lists its values. */
  readonly labels: readonly string[] | null;
  /** What a type of the column's own would be called. */
  readonly typeName: string;
  /** The statements that make such types, in order; added to. */
  readonly types: string[];
}

/** The type of a column, or of a field or an item within one. */
export function columnType(property: Property, context: TypeContext): ColumnType {
  const { dialect, labels } = context;
  const declared = property.physicalType;
  const type = declared === null ? null : parsePhysicalType(declared);
  const written = type === null ? null : typeText(type, dialect, labels);
  const digits = type?.name === 'decimal' && type.precision === undefined && dialect === 'duckdb';
  if (written !== null) return { sql: written, lost: digits ? declared : null };
  const inside = nested(property, context);
  const isSaid = inside !== null && (type?.name === 'struct' || type?.name === 'list');
  return { sql: inside ?? logicalText(property, dialect), lost: isSaid ? null : declared };
}

function typeText(type: SourceType, dialect: DialectName, labels: readonly string[] | null): string | null {
  const simple = Object.hasOwn(SIMPLE, type.name) ? SIMPLE[type.name] : undefined;
  if (simple !== undefined)
    return type.name === 'json' && dialect === 'postgres' ? jsonWord(type) : simple[dialect];
  if (DUCKDB_ONLY.includes(type.name)) return dialect === 'duckdb' ? type.name.toUpperCase() : null;
  if (POSTGRES_ONLY.includes(type.name)) return dialect === 'postgres' ? type.name : null;
  switch (type.name) {
    case 'varchar':
      return textWithLength('character varying', 'VARCHAR', type, dialect);
    case 'char':
      // Padded to its length in PostgreSQL alone.
      return dialect === 'postgres' ? textWithLength('character', 'CHAR', type, dialect) : 'VARCHAR';
    case 'bit':
      if (dialect === 'duckdb') return 'BIT';
      return /var/i.test(type.text)
        ? textWithLength('bit varying', 'BIT', type, dialect)
        : textWithLength('bit', 'BIT', type, dialect);
    case 'decimal':
      return decimalText(type, dialect);
    case 'timestamp':
    case 'time':
      return momentText(type, dialect);
    case 'enum':
      return labels === null || dialect === 'postgres' ? null : `ENUM(${labels.map(textLiteral).join(', ')})`;
    case 'list':
      return listText(type, dialect);
    case 'struct':
    case 'map':
      return dialect === 'duckdb' ? duckdbNested(type) : null;
    default:
      return null;
  }
}

const jsonWord = (type: SourceType): string => (/^json$/i.test(type.text) ? 'json' : 'jsonb');

function textWithLength(postgres: string, duckdb: string, type: SourceType, dialect: DialectName): string {
  if (dialect === 'duckdb') return duckdb;
  return type.length === undefined ? postgres : `${postgres}(${String(type.length)})`;
}

/** DuckDB makes DECIMAL(18,3) of a DECIMAL without digits, PostgreSQL a number without end. */
function decimalText(type: SourceType, dialect: DialectName): string | null {
  const { precision, scale = 0 } = type;
  if (dialect === 'postgres')
    return precision === undefined ? 'numeric' : `numeric(${String(precision)},${String(scale)})`;
  if (precision === undefined) return 'DECIMAL(38,9)';
  return precision > 38 || scale < 0 || scale > precision
    ? null
    : `DECIMAL(${String(precision)},${String(scale)})`;
}

function momentText(type: SourceType, dialect: DialectName): string {
  const zone = type.zone === true;
  if (dialect === 'duckdb') {
    if (/^timestamp_(s|ms|ns)$/i.test(type.text)) return type.text.toUpperCase();
    return `${type.name.toUpperCase()}${zone ? ' WITH TIME ZONE' : ''}`;
  }
  return `${type.name}${/\([0-6]\)/.exec(type.text)?.[0] ?? ''} ${zone ? 'with' : 'without'} time zone`;
}

function listText(type: SourceType, dialect: DialectName): string | null {
  const item = type.items === undefined ? null : typeText(type.items, dialect, null);
  if (item === null) return null;
  // PostgreSQL's arrays of arrays are of one type, and of any length.
  if (dialect === 'postgres') return item.endsWith('[]') ? item : `${item}[]`;
  return `${item}${/\[\d+\]$/.exec(type.text)?.[0] ?? '[]'}`;
}

function duckdbNested(type: SourceType): string | null {
  if (type.name === 'map') {
    const value = type.items === undefined ? null : typeText(type.items, 'duckdb', null);
    const key = /^map\s*[(<]\s*([A-Za-z]+)\s*,/i.exec(type.text)?.[1];
    const keyText = key === undefined ? null : typeText(parsePhysicalType(key), 'duckdb', null);
    return value === null || keyText === null ? null : `MAP(${keyText}, ${value})`;
  }
  if (type.fields === undefined || type.fields.length === 0) return null;
  const fields = type.fields.map(({ name, type: inner }) => [name, typeText(inner, 'duckdb', null)] as const);
  if (fields.some(([, text]) => text === null)) return null;
  return `STRUCT(${fields.map(([name, text]) => `${identifier(name)} ${text ?? ''}`).join(', ')})`;
}

/** From the declared fields and items. PostgreSQL has a type of the column's own for a struct, and keeps other objects as JSON. */
function nested(property: Property, context: TypeContext): string | null {
  const { logicalType, items, properties, physicalType } = property;
  const { dialect, typeName, types } = context;
  if (logicalType === 'array') {
    if (items === null) return null;
    const { sql } = columnType(items, { ...context, labels: null });
    if (dialect === 'postgres') return sql === 'jsonb' ? 'jsonb' : sql.endsWith('[]') ? sql : `${sql}[]`;
    return `${sql}[]`;
  }
  if (logicalType !== 'object' || properties.length === 0) return null;
  const isStruct = physicalType !== null && parsePhysicalType(physicalType).name === 'struct';
  if (dialect === 'postgres' && !isStruct) return null;
  const fields = properties.map((field) => {
    const step = field.steps.at(-1);
    const name = step !== undefined && 'field' in step ? step.field : field.name;
    const inner = { ...context, labels: null, typeName: `${typeName}_${name}` };
    return `${identifier(name)} ${columnType(field, inner).sql}`;
  });
  if (dialect === 'duckdb') return `STRUCT(${fields.join(', ')})`;
  const own = ownType(typeName, types.length);
  types.push(`CREATE TYPE ${own} AS (${fields.join(', ')});`);
  return own;
}

/** PostgreSQL cuts names at 63 bytes; the number keeps two long ones apart. */
export function ownType(name: string, number: number): string {
  const fits = new TextEncoder().encode(name).length <= 63;
  return identifier(fits ? name : `${[...name].slice(0, 12).join('')}_type_${String(number)}`);
}

function logicalText({ logicalType, options }: Property, dialect: DialectName): string {
  if (logicalType === null) return LOGICAL.string[dialect];
  if (logicalType === 'object' || logicalType === 'array') return SIMPLE['json']?.[dialect] ?? 'text';
  if (options['timezone'] === true && (logicalType === 'timestamp' || logicalType === 'time'))
    return momentText({ name: logicalType, text: '', zone: true }, dialect);
  return LOGICAL[logicalType][dialect];
}
