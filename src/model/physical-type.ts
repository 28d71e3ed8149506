/**
 * Physical types: what a contract or a source calls a type, in one canonical form, and whether one fits the other.
 * Knows the names of DuckDB and PostgreSQL, and those of other platforms that mean the same.
 */
import { TYPE_NAMES } from './physical-type-names.js';
import { splitArguments, splitField, unquote } from './physical-type-text.js';
import type { SourceType } from './type.js';

const LISTS = new Set(['array', 'list', 'repeated']);
const STRUCTS = new Set(['struct', 'row', 'record', 'object', 'tuple']);

/**
 * Reads a type as it is written: `DECIMAL(18,2)`, `timestamp with time zone`, `STRUCT(a INTEGER, b VARCHAR[])`,
 * `array<struct<sku:string>>`, `map(varchar, int)`. An unknown name stands for itself, in lower case.
 */
export function parsePhysicalType(text: string): SourceType {
  const written = text.trim().replace(/\s+/g, ' ');
  const items = /^(.*\S) ?\[\d*\]$/s.exec(written)?.[1] ?? /^(.*\S) array$/is.exec(written)?.[1];
  if (items !== undefined) return { name: 'list', text: written, items: parsePhysicalType(items) };
  const { head, args, tail } = splitHead(written);
  const name = [head, tail]
    .filter((part) => part !== '')
    .join(' ')
    .toLowerCase();
  if (LISTS.has(name)) return listType(written, args);
  if (STRUCTS.has(name)) return structType(written, args);
  if (name === 'map') return mapType(written, args);
  return simpleType(written, name, args);
}

/**
 * Whether the source's type is the declared one. Aliases are one type. Precision and scale count where they are
 * declared, a length where both sides state one, a zone where the declared name tells it, fields by name.
 */
export function typeFits(declared: SourceType, actual: SourceType): boolean {
  if (!namesFit(declared, actual)) return false;
  if (declared.zone !== undefined && (actual.zone ?? false) !== declared.zone) return false;
  if (declared.length !== undefined && actual.length !== undefined && declared.length !== actual.length)
    return false;
  if (declared.precision !== undefined && declared.precision !== actual.precision) return false;
  if (declared.precision !== undefined && (declared.scale ?? 0) !== (actual.scale ?? 0)) return false;
  if (declared.items !== undefined && actual.items !== undefined && !typeFits(declared.items, actual.items))
    return false;
  return fieldsFit(declared, actual);
}

/**
 * `float` is 4 bytes to DuckDB and 8 to PostgreSQL: it fits both. `text` and a `varchar` without a length are one type.
 * `char(n)` fits the string type of an engine that has only one.
 */
function namesFit(declared: SourceType, actual: SourceType): boolean {
  const [a, b] = [declared.name, actual.name];
  if (a === b) return true;
  if (a === 'float') return b === 'real' || b === 'double';
  const plainText = (type: SourceType): boolean =>
    type.name === 'text' || (type.name === 'varchar' && type.length === undefined);
  if (plainText(declared) && plainText(actual)) return true;
  return a === 'char' && b === 'varchar' && actual.length === undefined;
}

/** Both have the same fields, in any order; a bare `struct` fits every struct. */
function fieldsFit(declared: SourceType, actual: SourceType): boolean {
  if (declared.fields === undefined) return true;
  const found = new Map((actual.fields ?? []).map((field) => [field.name, field.type]));
  return (
    found.size === declared.fields.length &&
    declared.fields.every((field) => {
      const type = found.get(field.name);
      return type !== undefined && typeFits(field.type, type);
    })
  );
}

/** `decimal(18,2)` → head, arguments; what stands behind the bracket (`with time zone`) belongs to the name. */
function splitHead(text: string): { head: string; args: readonly string[]; tail: string } {
  const open = /[(<]/.exec(text);
  if (open === null) return { head: text, args: [], tail: '' };
  const close = text.lastIndexOf(open[0] === '(' ? ')' : '>');
  if (close < open.index) return { head: text, args: [], tail: '' };
  return {
    head: text.slice(0, open.index).trim(),
    args: splitArguments(text.slice(open.index + 1, close)),
    tail: text.slice(close + 1).trim(),
  };
}

function listType(text: string, [item]: readonly string[]): SourceType {
  return { name: 'list', text, ...(item === undefined ? {} : { items: parsePhysicalType(item) }) };
}

function structType(text: string, args: readonly string[]): SourceType {
  if (args.length === 0) return { name: 'struct', text };
  const fields = args.map((arg) => {
    const { name, type } = splitField(arg);
    return { name, type: parsePhysicalType(type) };
  });
  return { name: 'struct', text, fields };
}

function mapType(text: string, args: readonly string[]): SourceType {
  const value = args[1];
  return { name: 'map', text, ...(value === undefined ? {} : { items: parsePhysicalType(value) }) };
}

function simpleType(text: string, written: string, args: readonly string[]): SourceType {
  const known = TYPE_NAMES.get(written);
  if (known === undefined) return { name: unquote(written), text };
  const numbers = args.map(Number).filter((n) => Number.isInteger(n));
  const [first, second] = numbers;
  const base = { ...known, text };
  if (first === undefined) return base;
  if (known.name === 'varchar' || known.name === 'char' || known.name === 'bit')
    return { ...base, length: first };
  if (known.name === 'decimal') return { ...base, precision: first, scale: second ?? 0 };
  if (known.name === 'float') return { name: first <= 24 ? 'real' : 'double', text };
  return base;
}
