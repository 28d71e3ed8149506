/** `logicalTypeOptions`: each constraint becomes a check of its own. */
import type { Property } from '../model/contract.js';
import { fault, type Fault, type Place } from '../model/fault.js';
import { isNumeric } from '../model/exact.js';
import type { Json, JsonObject, JsonScalar } from '../model/json.js';
import { clauseCheck } from './clause-check.js';
import { compareValues } from './compare-values.js';
import { displayPattern } from './display-format.js';
import { type Clause, type DatasetContext, faulty, skipped } from './draft.js';
import { didYouMean } from '../model/did-you-mean.js';
import { numberRange } from './number-format.js';
import { isTextColumn } from './text-column.js';

/** Options of the standard → arguments of `invalidValues`. */
const ARGUMENT: { readonly [option: string]: string } = {
  minimum: 'min',
  maximum: 'max',
  exclusiveMinimum: 'exclusiveMin',
  exclusiveMaximum: 'exclusiveMax',
  minLength: 'minLength',
  maxLength: 'maxLength',
  pattern: 'pattern',
  multipleOf: 'multipleOf',
  enum: 'validValues',
  minItems: 'minItems',
  maxItems: 'maxItems',
  uniqueItems: 'uniqueItems',
  minProperties: 'minProperties',
  maxProperties: 'maxProperties',
  required: 'requiredKeys',
};

/** Text formats that can be checked. */
const CHECKED_FORMATS = [
  'email',
  'uuid',
  'uri',
  'hostname',
  'ipv4',
  'ipv6',
  'json',
  'date',
  'time',
  'date-time',
];
/** Text formats of the standard that say how to show or encode a value, not what it may be. */
const HINT_FORMATS = ['password', 'byte', 'binary'];

/** Options that other clauses or the reading of values take care of. */
const ELSEWHERE = new Set(['timezone', 'defaultTimezone']);

/** The clauses of a property's options. */
export function optionClauses(property: Property, context: DatasetContext): readonly Clause[] {
  const impossible = emptyRanges(property);
  const clauses = Object.entries(property.options).flatMap(([option, value]): readonly Clause[] => {
    if (value === undefined || value === null || ELSEWHERE.has(option)) return [];
    if (option === 'format' && typeof value === 'string') return formatClauses(property, value, context);
    if (option === 'uniqueItems' && value === false) return [];
    const argument = Object.hasOwn(ARGUMENT, option) ? ARGUMENT[option] : undefined;
    const text = `${property.path}: ${option} ${shown(value)}`;
    if (argument === undefined)
      return [skipped(optionPlace(property, option), text, `Assay does not know the option ${option}.`)];
    const args = { [argument]: option === 'required' ? physicalKeys(property, value) : value };
    return [optionCheck(property, option, args, text, context)];
  });
  return [...clauses, ...impossible];
}

function optionCheck(
  property: Property,
  option: string,
  args: JsonObject,
  text: string,
  context: DatasetContext,
): Clause {
  const place = optionPlace(property, option);
  const identity = (validated: JsonObject): JsonObject => validated;
  return clauseCheck({ kind: 'invalidValues', property, args, identity, place, text }, context);
}

/** Where an option of a property stands. */
export function optionPlace(property: Property, option: string): Place {
  return (
    property.places[`logicalTypeOptions/${option}`] ??
    property.places[option === 'enum' ? 'enum' : 'logicalTypeOptions'] ??
    property.place
  );
}

const shown = (value: Json): string =>
  Array.isArray(value) ? `of ${String(value.length)}` : String(typeof value === 'object' ? '' : value);

/** Keys of an object as its source names them. */
function physicalKeys(property: Property, names: Json): Json {
  if (!Array.isArray(names)) return names;
  return names.map((name: Json) => {
    const last = property.properties.find((field) => field.name === name)?.steps.at(-1);
    return last !== undefined && 'field' in last ? last.field : name;
  });
}

function formatClauses(property: Property, format: string, context: DatasetContext): readonly Clause[] {
  const text = `${property.path}: format ${format}`;
  const skip = (reason: string): Clause[] => [skipped(optionPlace(property, 'format'), text, reason)];
  const check = (args: JsonObject): Clause[] => [optionCheck(property, 'format', args, text, context)];
  switch (property.logicalType) {
    case 'integer':
    case 'number': {
      const range = numberRange(format);
      if (range !== null) return check(range);
      return skip(
        format === 'f64' ? 'Every double fits in f64.' : `Assay does not know the format ${format}.`,
      );
    }
    case 'date':
    case 'timestamp':
    case 'time': {
      const pattern = isTextColumn(property) ? displayPattern(format) : null;
      if (pattern !== null) return check({ pattern });
      return skip('It says how a value is shown; the source holds values, not text.');
    }
    default:
      return textFormat(property, format, { text, skip, check });
  }
}

function textFormat(
  property: Property,
  format: string,
  make: {
    readonly text: string;
    readonly skip: (reason: string) => Clause[];
    readonly check: (args: JsonObject) => Clause[];
  },
): readonly Clause[] {
  if (CHECKED_FORMATS.includes(format)) return make.check({ format });
  if (HINT_FORMATS.includes(format)) return make.skip(`${format} says how a value is encoded or shown.`);
  const near = didYouMean(format, [...CHECKED_FORMATS, ...HINT_FORMATS]);
  if (near === null)
    return make.skip(`Assay does not know the format; it checks ${CHECKED_FORMATS.join(', ')}.`);
  const place = optionPlace(property, 'format');
  const problem = fault(
    'unknown-format',
    `There is no format ${format}.`,
    place,
    `Did you mean \`${near}\`?`,
  );
  return [faulty(place, make.text, [problem])];
}

const PAIRS: readonly (readonly [low: string, high: string, open: boolean])[] = [
  ['minimum', 'maximum', false],
  ['exclusiveMinimum', 'maximum', true],
  ['minimum', 'exclusiveMaximum', true],
  ['exclusiveMinimum', 'exclusiveMaximum', true],
  ['minLength', 'maxLength', false],
  ['minItems', 'maxItems', false],
  ['minProperties', 'maxProperties', false],
];

/** Bounds that no value can keep together: each is fine alone, so no single check would notice. */
function emptyRanges(property: Property): readonly Clause[] {
  return PAIRS.flatMap(([low, high, open]): Clause[] => {
    const [from, to] = [scalarAt(property.options, low), scalarAt(property.options, high)];
    if (from === null || to === null) return [];
    const order = compareValues(from, to);
    if (Number.isNaN(order) || order < 0 || (order === 0 && !open)) return [];
    const message = `${property.path}: no value is both ${low} ${String(from)} and ${high} ${String(to)}.`;
    const place = optionPlace(property, high);
    const problem: Fault = fault('empty-range', message, place, 'Correct one of the two bounds.');
    return [faulty(place, `${property.path}: ${high} ${String(to)}`, [problem])];
  });
}

function scalarAt(options: JsonObject, key: string): JsonScalar {
  const value = options[key];
  return isNumeric(value) || typeof value === 'string' ? value : null;
}
