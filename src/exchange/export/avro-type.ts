/** Properties → fields of an Avro record. */
import type { Property } from '../../model/contract.js';
import type { Json, JsonObject } from '../../model/json.js';
import { parsePhysicalType } from '../../model/physical-type.js';
import type { SourceType } from '../../model/type.js';
import type { NotCarried } from '../imported.js';

export interface AvroContext {
  readonly dataset: string;
  /** Names of types that are taken: Avro has one of each in a schema. */
  readonly names: Set<string>;
  /** Paths of the columns that became enums; added to. */
  readonly enums: Set<string>;
  readonly notCarried: NotCarried[];
  /** Begins the names of nested records. */
  readonly prefix: string;
}

/** The fields; a column that may be missing is a union with null. */
export function avroRecord(properties: readonly Property[], context: AvroContext): readonly JsonObject[] {
  const taken = new Set<string>();
  return properties.map((property) => {
    const step = property.steps.at(-1);
    const physical = step !== undefined && 'field' in step ? step.field : property.name;
    const name = avroName(physical, taken);
    if (name !== physical) {
      const reason = 'A name of Avro has letters, digits and _ only.';
      context.notCarried.push({
        where: `${context.dataset}.${property.path}`,
        what: `name, written ${name}`,
        reason,
      });
    }
    const type = avroType(property, { ...context, prefix: `${context.prefix}_${name}` });
    const isPresent = property.required || property.primaryKey !== null;
    const { description } = property;
    return {
      name,
      type: isPresent ? type : ['null', type],
      ...(description === null || description === undefined || description === ''
        ? {}
        : { doc: description }),
      ...(isPresent ? {} : { default: null }),
    };
  });
}

/** Letters, digits and `_`, not a digit first; another name where it is taken. */
export function avroName(name: string, taken: Set<string>): string {
  const plain = name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=[0-9])/, '_') || '_';
  let free = plain;
  for (let n = 2; taken.has(free); n++) free = `${plain}_${String(n)}`;
  taken.add(free);
  return free;
}

function avroType(property: Property, context: AvroContext): Json {
  const labels = enumSymbols(property);
  if (labels !== null) {
    context.enums.add(property.path);
    const { avroEnum } = property.custom as { readonly avroEnum?: Json };
    const wanted = typeof avroEnum === 'string' ? (avroEnum.split('.').at(-1) ?? avroEnum) : context.prefix;
    return { type: 'enum', name: avroName(wanted, context.names), symbols: labels };
  }
  if (property.logicalType === 'array' && property.items !== null)
    return { type: 'array', items: avroType(property.items, context) };
  if (property.properties.length > 0) {
    const name = avroName(context.prefix, context.names);
    return { type: 'record', name, fields: avroRecord(property.properties, { ...context, prefix: name }) };
  }
  const declared = property.physicalType === null ? null : parsePhysicalType(property.physicalType);
  const physical = declared === null ? null : physicalType(declared, property, context);
  if (physical !== null) return physical;
  const { type, lost } = logicalType(property);
  if (lost || (declared !== null && declared.name !== 'array' && declared.name !== 'list')) {
    const what = `type ${property.physicalType ?? property.logicalType ?? 'not stated'}`;
    const reason = 'Avro has no such type, or not enough is declared; it is written as the nearest one.';
    context.notCarried.push({ where: `${context.dataset}.${property.path}`, what, reason });
  }
  return type;
}

/** Symbols of Avro are names; a rule that only warns, or allows a few, is none. */
function enumSymbols({ rules }: Property): readonly string[] | null {
  for (const { metric, arguments: args, operators, severity } of rules) {
    const values = args['validValues'];
    if (metric !== 'invalidValues' || !Array.isArray(values) || Object.keys(args).length !== 1) continue;
    if (operators['mustBe'] !== 0 || /^(info|low|minor|warn|warning)$/i.test(severity ?? '')) continue;
    const symbols = (values as readonly Json[]).filter((value) => typeof value === 'string');
    if (symbols.length === values.length && symbols.every((each) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(each)))
      return symbols;
  }
  return null;
}

const INTEGERS: readonly string[] = ['tinyint', 'smallint', 'integer', 'utinyint', 'usmallint'];
const TEXTS: readonly string[] = ['varchar', 'char', 'text', 'enum', 'json', 'citext', 'name', 'xml', 'inet'];
const PLAIN: { readonly [canonical: string]: Json } = {
  ...{
    boolean: 'boolean',
    bigint: 'long',
    uinteger: 'long',
    real: 'float',
    float: 'float',
    double: 'double',
    blob: 'bytes',
  },
  date: { type: 'int', logicalType: 'date' },
  uuid: { type: 'string', logicalType: 'uuid' },
};

function physicalType(type: SourceType, property: Property, context: AvroContext): Json {
  const plain = Object.hasOwn(PLAIN, type.name) ? PLAIN[type.name] : undefined;
  if (plain !== undefined) return plain;
  if (INTEGERS.includes(type.name)) return 'int';
  if (TEXTS.includes(type.name)) return 'string';
  switch (type.name) {
    case 'decimal':
      if (type.precision === undefined || (type.scale ?? 0) < 0 || (type.scale ?? 0) > type.precision)
        return null;
      return { type: 'bytes', logicalType: 'decimal', precision: type.precision, scale: type.scale ?? 0 };
    case 'hugeint':
      return { type: 'bytes', logicalType: 'decimal', precision: 39, scale: 0 };
    case 'ubigint':
      return { type: 'bytes', logicalType: 'decimal', precision: 20, scale: 0 };
    case 'timestamp':
    case 'time':
      return moment(type, property);
    case 'list': {
      const items = type.items === undefined ? null : physicalType(type.items, property, context);
      return items === null ? null : { type: 'array', items };
    }
    case 'map': {
      const values = type.items === undefined ? null : physicalType(type.items, property, context);
      return values === null ? null : { type: 'map', values };
    }
    default:
      return null;
  }
}

const MOMENTS = /^((local-)?timestamp-(millis|micros|nanos)|time-(millis|micros))$/;

/** In the unit of the schema that it was imported from, else in microseconds. */
function moment(type: Pick<SourceType, 'name' | 'zone'>, { custom }: Property): Json {
  const { avroType: stated } = custom as { readonly avroType?: Json };
  const word =
    type.name === 'time' ? 'time-micros' : type.zone === true ? 'timestamp-micros' : 'local-timestamp-micros';
  const fits =
    typeof stated === 'string' &&
    MOMENTS.test(stated) &&
    stated.replace(/-(millis|nanos)$/, '-micros') === word;
  const logical = fits ? stated : word;
  return { type: logical === 'time-millis' ? 'int' : 'long', logicalType: logical };
}

function logicalType(property: Property): { readonly type: Json; readonly lost: boolean } {
  switch (property.logicalType) {
    case 'boolean':
      return { type: 'boolean', lost: false };
    case 'integer':
      return { type: 'long', lost: false };
    case 'number':
      return { type: 'double', lost: false };
    case 'date':
      return { type: { type: 'int', logicalType: 'date' }, lost: false };
    case 'timestamp':
      return {
        type: moment({ name: 'timestamp', zone: property.options['timezone'] === true }, property),
        lost: false,
      };
    case 'time':
      return { type: moment({ name: 'time' }, property), lost: false };
    case 'object':
      return { type: { type: 'map', values: 'string' }, lost: true };
    case 'array':
      return { type: { type: 'array', items: 'string' }, lost: true };
    case 'string':
      return { type: 'string', lost: false };
    case null:
      return { type: 'string', lost: true };
  }
}
