/** Fields of an Avro record → properties. */
import { fault, type Fault, type Place } from '../../model/fault.js';
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import type { NotCarried } from '../imported.js';

export interface AvroState {
  readonly file: string;
  /** Declared types by their full names. */
  readonly named: Map<string, { readonly node: JsonObject; readonly path: string }>;
  readonly used: Set<string>;
  readonly faults: Fault[];
  readonly notCarried: NotCarried[];
  readonly place: (path: string) => Place;
  /** Fields written so far. */
  fields: number;
  readonly most: number;
}

/** Where a type stands: its namespace, its place, and the records around it, outermost first. */
interface Where {
  readonly space: string | null;
  readonly path: string;
  readonly around: readonly string[];
  /** For people: `orders.lines[].sku`. */
  readonly label: string;
}

/** What `avroType` keeps: the kind of moment, which has no word of its own in a contract. */
const LOGICAL: { readonly [avro: string]: JsonObject } = {
  date: { logicalType: 'date', physicalType: 'date' },
  'time-millis': { logicalType: 'time', physicalType: 'time' },
  'time-micros': { logicalType: 'time', physicalType: 'time' },
  'timestamp-millis': { logicalType: 'timestamp', physicalType: 'timestamptz' },
  'timestamp-micros': { logicalType: 'timestamp', physicalType: 'timestamptz' },
  'timestamp-nanos': { logicalType: 'timestamp', physicalType: 'timestamptz' },
  'local-timestamp-millis': { logicalType: 'timestamp', physicalType: 'timestamp' },
  'local-timestamp-micros': { logicalType: 'timestamp', physicalType: 'timestamp' },
  'local-timestamp-nanos': { logicalType: 'timestamp', physicalType: 'timestamp' },
  uuid: { logicalType: 'string', physicalType: 'uuid' },
};
/** The types that each logical type may stand on; on another one it says nothing. */
const STANDS_ON: { readonly [avro: string]: readonly string[] } = {
  ...{ date: ['int'], 'time-millis': ['int'], uuid: ['string', 'fixed'], decimal: ['bytes', 'fixed'] },
};

const PRIMITIVES: { readonly [avro: string]: JsonObject } = {
  boolean: { logicalType: 'boolean', physicalType: 'boolean' },
  int: { logicalType: 'integer', physicalType: 'int' },
  long: { logicalType: 'integer', physicalType: 'long' },
  float: { logicalType: 'number', physicalType: 'float' },
  double: { logicalType: 'number', physicalType: 'double' },
  bytes: { logicalType: 'string', physicalType: 'bytes' },
  string: { logicalType: 'string', physicalType: 'string' },
};

export const avroField = { record: recordProperties };

/** The properties of a record, and how many there are. */
function recordProperties(
  record: JsonObject,
  space: string | null,
  path: string,
  around: readonly string[],
  state: AvroState,
  label = typeof record['name'] === 'string' ? record['name'] : 'record',
): { readonly fields: number; readonly properties: readonly JsonObject[] } {
  unsaid(record, label, state);
  const written = record['fields'];
  if (!Array.isArray(written)) {
    state.faults.push(fault('no-fields', `The record ${label} has no list of fields.`, state.place(path)));
    return { fields: 0, properties: [] };
  }
  const seen = new Set<string>();
  const properties = (written as readonly Json[]).flatMap((field, index): JsonObject[] => {
    const at = `${path}/fields/${String(index)}`;
    state.fields += 1;
    if (state.fields > state.most) {
      if (state.fields === state.most + 1)
        state.faults.push(
          fault(
            'too-large',
            `The schema has more than ${String(state.most)} fields, each use of a named type counted.`,
            state.place(at),
          ),
        );
      return [];
    }
    const name = isObject(field) ? field['name'] : undefined;
    if (!isObject(field) || typeof name !== 'string' || name === '') {
      state.faults.push(fault('missing-name', `A field of ${label} has no name.`, state.place(at)));
      return [];
    }
    if (seen.has(name)) {
      state.faults.push(
        fault('duplicate-name', `The field ${name} stands twice in ${label}.`, state.place(at)),
      );
      return [];
    }
    seen.add(name);
    const where: Where = { space, path: `${at}/type`, around, label: `${label}.${name}` };
    unsaid(field, where.label, state);
    const { required, keys } = fieldType(field['type'], where, state);
    const { doc } = field;
    return [
      {
        name,
        ...keys,
        ...(typeof doc === 'string' && doc !== '' ? { description: doc } : {}),
        ...(required ? { required: true } : {}),
      },
    ];
  });
  return { fields: properties.length, properties };
}

/** A default fills in what a writer leaves out; other names are for readers of older data. */
function unsaid(node: JsonObject, where: string, state: AvroState): void {
  if (node['default'] !== undefined && node['default'] !== null)
    state.notCarried.push({
      where,
      what: 'default',
      reason: 'A contract says what data must be, not how a missing value is filled in.',
    });
  if (Array.isArray(node['aliases']) && node['aliases'].length > 0)
    state.notCarried.push({ where, what: 'aliases', reason: 'A contract has one name for a column.' });
}

interface FieldType {
  readonly required: boolean;
  readonly keys: JsonObject;
}

/** `["null", T]` may be missing; a union of more types has no word in the standard. */
function fieldType(type: Json | undefined, where: Where, state: AvroState): FieldType {
  if (!Array.isArray(type)) {
    if (type === 'null') return { required: false, keys: {} };
    return { required: true, keys: typeKeys(type, where, state) };
  }
  const branches = (type as readonly Json[]).map((each, index) => ({
    each,
    path: `${where.path}/${String(index)}`,
  }));
  const filled = branches.filter(({ each }) => each !== 'null');
  const required = filled.length === branches.length;
  const [only] = filled;
  if (filled.length === 1 && only !== undefined)
    return { required, keys: typeKeys(only.each, { ...where, path: only.path }, state) };
  if (filled.length > 1) {
    const reason = 'The standard has one type a column; the column is declared without one.';
    state.notCarried.push({ where: where.label, what: `union of ${String(filled.length)} types`, reason });
  }
  return { required, keys: {} };
}

function typeKeys(type: Json | undefined, where: Where, state: AvroState): JsonObject {
  if (typeof type === 'string') {
    const primitive = Object.hasOwn(PRIMITIVES, type) ? PRIMITIVES[type] : undefined;
    return primitive ?? namedKeys(type, where, state);
  }
  if (!isObject(type)) {
    state.faults.push(fault('bad-type', `${where.label} has no type.`, state.place(where.path)));
    return {};
  }
  const kind = type['type'];
  if (isObject(kind) || Array.isArray(kind))
    return fieldType(kind, { ...where, path: `${where.path}/type` }, state).keys;
  switch (kind) {
    case 'record':
    case 'error':
      return nestedRecord(type, where, state);
    case 'enum':
      return enumKeys(type, where, state);
    case 'array':
      return {
        logicalType: 'array',
        physicalType: 'array',
        items: itemKeys(
          type['items'],
          { ...where, path: `${where.path}/items`, label: `${where.label}[]` },
          state,
        ),
      };
    case 'map':
      return mapKeys(type, where, state);
    default:
      return (
        logicalKeys(type, where, state) ??
        (kind === 'fixed'
          ? fixedKeys(type, where, state)
          : typeKeys(kind, { ...where, path: `${where.path}/type` }, state))
      );
  }
}

function logicalKeys(type: JsonObject, where: Where, state: AvroState): JsonObject | null {
  const { logicalType: logical, type: base } = type;
  if (typeof logical !== 'string') return null;
  const bases = Object.hasOwn(STANDS_ON, logical) ? STANDS_ON[logical] : ['long'];
  const known = logical === 'decimal' || Object.hasOwn(LOGICAL, logical);
  if (!known || typeof base !== 'string' || bases?.includes(base) !== true) {
    state.notCarried.push({
      where: where.label,
      what: `logicalType ${logical.slice(0, 40)}`,
      reason: 'It is not one of Avro for this type, and readers take the plain type then.',
    });
    return null;
  }
  if (logical !== 'decimal') return { ...LOGICAL[logical], ...kept(logical) };
  const { precision, scale = 0 } = type;
  const whole = (value: Json | undefined): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0;
  if (!whole(precision) || !whole(scale) || scale > precision || precision === 0) {
    state.faults.push(
      fault(
        'bad-type',
        `${where.label}: a decimal needs a precision, and a scale that is not above it.`,
        state.place(where.path),
      ),
    );
    return {};
  }
  return { logicalType: 'number', physicalType: `decimal(${String(precision)},${String(scale)})` };
}

/** Of times the unit, so that an export gives the same type back. */
const kept = (avroType: string): JsonObject =>
  /millis|nanos|^local/.test(avroType)
    ? { customProperties: [{ property: 'avroType', value: avroType }] }
    : {};

function fixedKeys(type: JsonObject, where: Where, state: AvroState): JsonObject {
  const { size } = type;
  const reason = 'Bytes are declared without their number.';
  state.notCarried.push({
    where: where.label,
    what: `fixed(${typeof size === 'number' ? String(size) : '?'})`,
    reason,
  });
  return { logicalType: 'string', physicalType: 'bytes' };
}

/** A name is that of the namespace around it, or a full one. */
function namedKeys(name: string, where: Where, state: AvroState): JsonObject {
  const wanted = name.includes('.') || where.space === null ? [name] : [`${where.space}.${name}`, name];
  const full = wanted.find((each) => state.named.has(each));
  const found = full === undefined ? undefined : state.named.get(full);
  if (full === undefined || found === undefined) {
    state.faults.push(
      fault(
        'unknown-type',
        `${where.label}: there is no type ${name.slice(0, 80)}.`,
        state.place(where.path),
        'Declare it in the same file.',
      ),
    );
    return {};
  }
  const space = full.slice(0, Math.max(0, full.lastIndexOf('.'))) || null;
  return typeKeys(found.node, { ...where, space, path: found.path }, state);
}

const DEEPEST = 20;

function nestedRecord(type: JsonObject, where: Where, state: AvroState): JsonObject {
  const { name, namespace } = type;
  const own = typeof name === 'string' ? name : '';
  const space = own.includes('.')
    ? own.slice(0, own.lastIndexOf('.'))
    : typeof namespace === 'string'
      ? namespace
      : where.space;
  const full = own.includes('.') || space === null ? own : `${space}.${own}`;
  if (where.around.includes(full) || where.around.length >= DEEPEST) {
    const reason =
      'A type that holds itself, or is nested very deeply, is declared without its fields from here on.';
    state.notCarried.push({ where: where.label, what: `record ${own}`, reason });
    return { logicalType: 'object', physicalType: 'struct' };
  }
  const { properties } = recordProperties(
    type,
    space,
    where.path,
    [...where.around, full],
    state,
    where.label,
  );
  const { doc } = type;
  return {
    logicalType: 'object',
    physicalType: 'struct',
    ...(typeof doc === 'string' && doc !== '' ? { description: doc } : {}),
    ...(properties.length === 0 ? {} : { properties }),
  };
}

function enumKeys(type: JsonObject, where: Where, state: AvroState): JsonObject {
  unsaid(type, where.label, state);
  const symbols = Array.isArray(type['symbols']) ? (type['symbols'] as readonly Json[]) : [];
  if (symbols.length === 0 || !symbols.every((each) => typeof each === 'string')) {
    state.faults.push(
      fault('bad-type', `${where.label}: an enum needs a list of symbols.`, state.place(where.path)),
    );
    return {};
  }
  const name = type['name'];
  return {
    logicalType: 'string',
    physicalType: 'string',
    ...(typeof name === 'string' ? { customProperties: [{ property: 'avroEnum', value: name }] } : {}),
    quality: [
      {
        type: 'library',
        metric: 'invalidValues',
        arguments: { validValues: [...new Set(symbols)] },
        mustBe: 0,
      },
    ],
  };
}

/** An item that may be null is not required; one that must not be has no word in the standard. */
function itemKeys(type: Json | undefined, where: Where, state: AvroState): JsonObject {
  return fieldType(type, where, state).keys;
}

function mapKeys(type: JsonObject, where: Where, state: AvroState): JsonObject {
  const { keys } = fieldType(
    type['values'],
    { ...where, path: `${where.path}/values`, label: `${where.label}{}` },
    state,
  );
  const value = keys['physicalType'];
  const plain =
    typeof value === 'string' &&
    keys['properties'] === undefined &&
    keys['items'] === undefined &&
    keys['quality'] === undefined;
  if (!plain)
    state.notCarried.push({
      where: where.label,
      what: 'type of the values of a map',
      reason: 'The standard has no word for a map; it is declared as an object.',
    });
  return { logicalType: 'object', physicalType: plain ? `map(string, ${value})` : 'map' };
}
