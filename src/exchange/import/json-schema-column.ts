/** What a schema asks of one value → the keys of a property: type, limits and rules. */
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import type { LogicalType } from '../../model/type.js';
import { LOCAL_TIME, LOCAL_TIMESTAMP } from '../types/text-forms.js';
import type { Flat, JsonType } from './json-schema-flat.js';
import { limitsOf, type Note } from './json-schema-limits.js';

export interface ColumnKeys {
  readonly keys: JsonObject;
  readonly logicalType: LogicalType | null;
  /** Null is a value of it. */
  readonly nullable: boolean;
}

/** @param flat with all that the schema and its parts ask */
export function columnKeys(flat: Flat, note: Note): ColumnKeys {
  const types = (flat.types ?? typesOfParts(flat)).filter((type) => type !== 'null');
  const logicalType = logicalTypeOf(flat, types);
  if (logicalType === null && types.length > 1)
    note(flat.path, `type ${types.join(' or ')}`, 'a column has one type');
  const { options, rules, refusesNull } = limitsOf(flat, logicalType, note);
  // Options belong to a type.
  const limits = logicalType === null ? {} : options;
  if (logicalType === null && Object.keys(options).length > 0)
    note(flat.path, Object.keys(options).join(', '), 'the schema states no type');
  const [title, description, classification] = ['title', 'description', 'x-classification'].map((key) =>
    textOf(flat, key),
  );
  return {
    keys: {
      ...(title === undefined ? {} : { businessName: title }),
      ...(description === undefined ? {} : { description }),
      ...(logicalType === null ? {} : { logicalType }),
      ...(classification === undefined ? {} : { classification }),
      ...(Object.keys(limits).length === 0 ? {} : { logicalTypeOptions: limits }),
      ...(rules.length === 0 ? {} : { quality: rules }),
    },
    logicalType,
    nullable: (flat.types === null || flat.types.includes('null')) && !refusesNull,
  };
}

/** The first of the parts that says something. */
export function textOf({ all }: Flat, key: string): string | undefined {
  const found = all
    .map(({ schema }) => schema[key])
    .find((value) => typeof value === 'string' && value.trim() !== '');
  return typeof found === 'string' ? found : undefined;
}

/** A schema without `type` may still tell it, by what it speaks of. */
function typesOfParts({ all }: Flat): readonly JsonType[] {
  if (all.some(({ schema }) => isObject(schema['properties']))) return ['object'];
  const values = all.flatMap(({ schema }) => [
    ...(Array.isArray(schema['enum']) ? (schema['enum'] as readonly Json[]) : []),
    ...(schema['const'] === undefined ? [] : [schema['const']]),
  ]);
  const kinds = new Set(values.filter((value) => value !== null).map((value) => typeof value));
  const [kind] = kinds;
  return kinds.size === 1 && (kind === 'string' || kind === 'number' || kind === 'boolean') ? [kind] : [];
}

function logicalTypeOf({ all }: Flat, types: readonly JsonType[]): LogicalType | null {
  const [type, ...others] = types.includes('number') ? types.filter((each) => each !== 'integer') : types;
  if (type === undefined || others.length > 0 || type === 'null') return null;
  if (type !== 'string') return type;
  const has = (key: string, value: string): boolean => all.some(({ schema }) => schema[key] === value);
  if (has('format', 'date')) return 'date';
  if (has('format', 'date-time') || has('pattern', LOCAL_TIMESTAMP)) return 'timestamp';
  return has('pattern', LOCAL_TIME) ? 'time' : 'string';
}
