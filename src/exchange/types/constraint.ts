/** What `invalidValues` asks of a value, as JSON Schema; and what of it a record alone can not tell. */
import { FORMAT_PATTERNS } from '../../model/format-patterns.js';
import { compare, isNumeric } from '../../model/exact.js';
import type { Json, JsonObject } from '../../model/json.js';
import { scalars } from '../../model/kit-missing.js';
import { BOUNDS, boundSchema, textOf } from './bounds.js';
import type { RecordNode } from './record-node.js';
import { setValues, type Form } from './rule-values.js';
import { PATTERN_FORMATS, SHARED_FORMATS } from './text-forms.js';
import { unicodePattern } from './unicode-pattern.js';

/** Schemas that all must hold, and for each option that has none the reason. NULL is the business of the caller. */
export interface Constraint {
  readonly schemas: readonly JsonObject[];
  readonly left: readonly string[];
}

/** Options that JSON Schema has the very word for, and the kinds that they speak of. */
const SAME_WORD: { readonly [option: string]: { readonly keyword: string; readonly kind: string } } = {
  minLength: { keyword: 'minLength', kind: 'string' },
  maxLength: { keyword: 'maxLength', kind: 'string' },
  minItems: { keyword: 'minItems', kind: 'array' },
  maxItems: { keyword: 'maxItems', kind: 'array' },
  uniqueItems: { keyword: 'uniqueItems', kind: 'array' },
  minProperties: { keyword: 'minProperties', kind: 'object' },
  maxProperties: { keyword: 'maxProperties', kind: 'object' },
  requiredKeys: { keyword: 'required', kind: 'object' },
};

/** No value at all. */
export const NOTHING: JsonObject = { not: {} };

type Subject = Pick<RecordNode, 'kind' | 'property'>;

/** All of `args` together; with `missingValues`, one of those is as good. */
export function constraintOf(args: JsonObject, node: Subject, form: Form): Constraint {
  const parts = Object.entries(args).map(([option, value]) =>
    optionSchema(option, value ?? null, node, form),
  );
  const schemas = parts.flatMap((part) => (typeof part === 'string' ? [] : part));
  const left = [...new Set(parts.filter((part) => typeof part === 'string'))];
  const missing = scalars(args['missingValues']).filter((value) => value !== null);
  if (missing.length === 0) return { schemas, left };
  const instead = setValues(missing, node.kind, form);
  if (instead === null && form === 'text') return { schemas: [NOTHING], left };
  if (instead === null) {
    const reason = 'its missing values may be written in several ways';
    return { schemas: [], left: [...left, reason] };
  }
  if (instead.length === 0 || schemas.length === 0) return { schemas, left };
  return { schemas: [{ anyOf: [{ enum: instead }, { allOf: schemas }] }], left };
}

/** A text says why there is none. */
function optionSchema(
  option: string,
  value: Json,
  node: Subject,
  form: Form,
): readonly JsonObject[] | string {
  const same = Object.hasOwn(SAME_WORD, option) ? SAME_WORD[option] : undefined;
  if (same !== undefined) {
    if (value === false) return [];
    return same.kind === node.kind ? [{ [same.keyword]: value }] : `${option} of a column of unknown form`;
  }
  if (Object.hasOwn(BOUNDS, option)) {
    const local = node.property.options['timezone'] === false;
    const schema = boundSchema(option, value, node.kind, form, local);
    return schema === null ? `the bound ${option} is not of the column's own kind` : [schema];
  }
  switch (option) {
    case 'validValues':
    case 'forbiddenValues':
      return setSchema(option, value, node, form);
    case 'pattern':
    case 'forbiddenPattern':
      return typeof value === 'string' ? patternSchema(option, value) : [];
    case 'format':
      return typeof value === 'string' ? formatSchema(value) : [];
    case 'multipleOf':
      return multipleSchema(value, node, form);
    default:
      return [];
  }
}

function setSchema(
  option: 'validValues' | 'forbiddenValues',
  value: Json,
  { kind }: Subject,
  form: Form,
): readonly JsonObject[] | string {
  const values = setValues(scalars(value), kind, form);
  // Decimals as text: then they are to come as numbers.
  if (values === null && form === 'text') return [NOTHING];
  if (values === null) return `${option}: equal values may be written in several ways`;
  if (option === 'validValues') return [values.length === 0 ? NOTHING : { enum: values }];
  return values.length === 0 ? [] : [{ not: { enum: values } }];
}

function patternSchema(
  option: 'pattern' | 'forbiddenPattern',
  written: string,
): readonly JsonObject[] | string {
  const pattern = unicodePattern(written);
  if (pattern === null) return `${option} is no expression under the unicode rules that JSON Schema goes by`;
  // Without a type, `not` would refuse NULL.
  return [option === 'pattern' ? { pattern } : { not: { type: 'string', pattern } }];
}

function formatSchema(format: string): readonly JsonObject[] | string {
  if (SHARED_FORMATS.includes(format)) return [{ format }];
  if (format === 'json') return [{ contentMediaType: 'application/json' }];
  const pattern = PATTERN_FORMATS.includes(format) ? FORMAT_PATTERNS[format] : undefined;
  return pattern === undefined ? `the format ${format} is unknown` : [{ pattern }];
}

function multipleSchema(value: Json, { kind }: Subject, form: Form): readonly JsonObject[] | string {
  if (!isNumeric(value)) return 'multipleOf is no number';
  if (form === 'text' && (kind === 'integer' || kind === 'number'))
    return [{ pattern: textOf(kind), 'x-multipleOf': String(value) }];
  return compare(Number(value), value) === 0
    ? [{ multipleOf: Number(value) }]
    : `multipleOf ${String(value)} is no double`;
}
