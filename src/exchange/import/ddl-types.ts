/** Types of PostgreSQL's DDL, called as its catalogue calls them. */
import { parsePhysicalType } from '../../model/physical-type.js';
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import type { SourceType } from '../../model/type.js';
import { type DdlDomain, type DdlState, nameKey, qualifiedName } from './ddl-state.js';
import { listOf, nodeOf } from './table-literal.js';

/** The parser's names → those of `format_type`; what stands behind a bracket comes after `|`. */
const NAMES: { readonly [internal: string]: string } = {
  ...{
    int2: 'smallint',
    int4: 'integer',
    int8: 'bigint',
    float4: 'real',
    float8: 'double precision',
    bool: 'boolean',
  },
  ...{ varchar: 'character varying', bpchar: 'character', varbit: 'bit varying' },
  ...{ timestamptz: 'timestamp| with time zone', timestamp: 'timestamp| without time zone' },
  ...{ timetz: 'time| with time zone', time: 'time| without time zone' },
  ...{ serial: 'integer', serial4: 'integer', serial2: 'smallint', smallserial: 'smallint' },
  ...{ bigserial: 'bigint', serial8: 'bigint' },
};

export interface DdlType {
  readonly type: SourceType;
  /** Of an enum. */
  readonly values: readonly string[] | null;
  readonly domain: DdlDomain | null;
  /** `serial` and its like are NOT NULL. */
  readonly serial: boolean;
}

/** @param typeName a `TypeName` node's content */
export function ddlType(typeName: Json | undefined, state: DdlState): DdlType {
  if (!isObject(typeName)) return plain(parsePhysicalType('unknown'));
  const [schema, name] = qualifiedName(typeName, 'names');
  const bounds = listOf(typeName, 'arrayBounds').length;
  const found = scalarType(typeName, schema === 'pg_catalog' ? null : schema, name, state);
  if (bounds === 0) return found;
  const { type } = found;
  const text = `${type.text}[]`;
  // PostgreSQL forgets how many dimensions were declared.
  return plain({ name: 'list', text, items: type });
}

const plain = (type: SourceType): DdlType => ({ type, values: null, domain: null, serial: false });

function scalarType(typeName: JsonObject, schema: string | null, name: string, state: DdlState): DdlType {
  const key = nameKey(schema, name);
  const labels = state.enums.get(key);
  if (labels !== undefined) return { ...plain({ name: 'enum', text: name }), values: labels };
  const domain = state.domains.get(key);
  if (domain !== undefined) return { type: domain.type, values: domain.values, domain, serial: false };
  const composite = state.composites.get(key);
  if (composite !== undefined) return plain(composite);
  const serial = /^(small|big)?serial\d?$/.test(name);
  return { ...plain(parsePhysicalType(textOf(typeName, schema, name))), serial };
}

function textOf(typeName: JsonObject, schema: string | null, name: string): string {
  const known = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  const [head = name, tail = ''] = (known ?? quotedName(schema, name)).split('|');
  // The modifiers of an interval are bits that say which fields it has.
  const modifiers = name === 'interval' ? [] : listOf(typeName, 'typmods').map(modifierText);
  const filled = name === 'numeric' && modifiers.length === 1 ? [...modifiers, '0'] : modifiers;
  if (name === 'bpchar' && filled.length === 0) return 'bpchar';
  return `${head}${filled.length === 0 || filled.includes('') ? '' : `(${filled.join(',')})`}${tail}`;
}

function quotedName(schema: string | null, name: string): string {
  const quoted = (part: string): string =>
    /^[a-z_][a-z0-9_$]*$/.test(part) ? part : `"${part.replaceAll('"', '""')}"`;
  const parts = [schema === 'public' ? null : schema, name].filter((part) => part !== null);
  return parts.map(quoted).join('.').replaceAll('|', '');
}

function modifierText(tree: Json): string {
  const node = nodeOf(tree);
  if (node?.[0] === 'A_Const') {
    const { ival } = node[1];
    return isObject(ival) ? String(typeof ival['ival'] === 'number' ? ival['ival'] : 0) : '';
  }
  if (node?.[0] === 'ColumnRef') {
    const field = nodeOf(listOf(node[1], 'fields')[0]);
    return typeof field?.[1]['sval'] === 'string' ? field[1]['sval'] : '';
  }
  return '';
}
