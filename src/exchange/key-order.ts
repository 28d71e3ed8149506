/** The order in which a person would write the keys of a contract. */
import { isObject, type Json, type JsonObject } from '../model/json.js';

/** A kind of mapping within a contract: its keys in order, and what the mappings below some of them are. */
interface Form {
  readonly keys: readonly string[];
  readonly below: { readonly [key: string]: Form | (() => Form) };
}

const CUSTOM: Form = { keys: ['id', 'property', 'value', 'description'], below: {} };
const LINK: Form = { keys: ['id', 'type', 'url', 'description'], below: {} };
const TAIL = ['authoritativeDefinitions', 'tags', 'customProperties'];
const SHARED = { customProperties: CUSTOM, authoritativeDefinitions: LINK };

const OPERATORS = [
  ...['mustBe', 'mustNotBe', 'mustBeGreaterThan', 'mustBeGreaterOrEqualTo', 'mustBeLessThan'],
  ...['mustBeLessOrEqualTo', 'mustBeBetween', 'mustNotBeBetween', 'unit'],
];
const IMPLEMENTATION: Form = { keys: ['metric', 'arguments', ...OPERATORS], below: {} };
const QUALITY: Form = {
  keys: [
    ...['id', 'name', 'type', 'engine', 'metric', 'rule', 'description', 'dimension', 'arguments', 'query'],
    ...[
      'implementation',
      ...OPERATORS,
      'severity',
      'businessImpact',
      'method',
      'scheduler',
      'schedule',
      ...TAIL,
    ],
  ],
  below: { ...SHARED, implementation: IMPLEMENTATION },
};
const RELATIONSHIP: Form = { keys: ['id', 'type', 'from', 'to', 'customProperties'], below: SHARED };
const OPTIONS: Form = {
  keys: [
    ...[
      'format',
      'pattern',
      'minLength',
      'maxLength',
      'minimum',
      'exclusiveMinimum',
      'maximum',
      'exclusiveMaximum',
    ],
    ...['multipleOf', 'minItems', 'maxItems', 'uniqueItems', 'timezone', 'defaultTimezone'],
  ],
  below: {},
};
const PROPERTY: Form = {
  keys: [
    ...[
      'id',
      'name',
      'physicalName',
      'businessName',
      'logicalType',
      'physicalType',
      'description',
      'required',
    ],
    ...[
      'unique',
      'primaryKey',
      'primaryKeyPosition',
      'partitioned',
      'partitionKeyPosition',
      'classification',
    ],
    ...[
      'criticalDataElement',
      'encryptedName',
      'logicalTypeOptions',
      'enum',
      'examples',
      'transformSourceObjects',
    ],
    ...['transformLogic', 'transformDescription', ...TAIL, 'quality', 'relationships', 'items', 'properties'],
  ],
  below: {
    ...SHARED,
    logicalTypeOptions: OPTIONS,
    quality: QUALITY,
    relationships: RELATIONSHIP,
    items: () => PROPERTY,
    properties: () => PROPERTY,
  },
};
const DATASET: Form = {
  keys: [
    ...['id', 'name', 'physicalName', 'businessName', 'logicalType', 'physicalType', 'description'],
    ...['dataGranularityDescription', ...TAIL, 'quality', 'relationships', 'properties'],
  ],
  below: { ...SHARED, quality: QUALITY, relationships: RELATIONSHIP, properties: PROPERTY },
};
const SERVER: Form = {
  keys: [
    ...['id', 'server', 'type', 'description', 'environment', 'path', 'location', 'endpointUrl', 'format'],
    ...[
      'delimiter',
      'host',
      'port',
      'account',
      'catalog',
      'database',
      'warehouse',
      'project',
      'dataset',
      'schema',
    ],
  ],
  below: SHARED,
};
const MEMBER: Form = {
  keys: ['id', 'username', 'name', 'role', 'description', 'dateIn', 'dateOut', 'replacedByUsername', ...TAIL],
  below: SHARED,
};
const SLA: Form = {
  keys: [
    'id',
    'property',
    'value',
    'valueExt',
    'unit',
    'element',
    'driver',
    'description',
    'scheduler',
    'schedule',
  ],
  below: {},
};
const SUPPORT: Form = {
  keys: ['id', 'channel', 'tool', 'scope', 'url', 'invitationUrl', 'description', 'customProperties'],
  below: SHARED,
};
const CONTRACT: Form = {
  keys: [
    ...[
      'apiVersion',
      'kind',
      'id',
      'name',
      'version',
      'status',
      'tenant',
      'domain',
      'dataProduct',
      'description',
    ],
    ...[
      ...TAIL,
      'servers',
      'schema',
      'slaDefaultElement',
      'slaProperties',
      'team',
      'roles',
      'support',
      'price',
    ],
  ],
  below: {
    ...SHARED,
    description: { keys: ['purpose', 'usage', 'limitations', ...TAIL], below: SHARED },
    servers: SERVER,
    schema: DATASET,
    slaProperties: SLA,
    team: { keys: ['id', 'name', 'description', 'members', ...TAIL], below: { ...SHARED, members: MEMBER } },
    support: SUPPORT,
  },
};

/** The same document with its keys in that order; what has no place in it keeps its own, behind the rest. */
export function inKeyOrder(document: JsonObject): JsonObject {
  return orderedObject(document, CONTRACT);
}

function ordered(value: Json, form: Form): Json {
  if (Array.isArray(value)) return value.map((item: Json) => ordered(item, form));
  return isObject(value) ? orderedObject(value, form) : value;
}

function orderedObject(value: JsonObject, form: Form): JsonObject {
  const rank = (key: string): number => {
    const at = form.keys.indexOf(key);
    return at < 0 ? form.keys.length : at;
  };
  const entries = Object.entries(value).sort(([a], [b]) => rank(a) - rank(b));
  return Object.fromEntries(
    entries.map(([key, entry]) => {
      const below = Object.hasOwn(form.below, key) ? form.below[key] : undefined;
      if (below === undefined || entry === undefined) return [key, entry];
      return [key, ordered(entry, typeof below === 'function' ? below() : below)];
    }),
  );
}
