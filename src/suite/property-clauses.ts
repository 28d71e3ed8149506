/** What a property says by being there: presence, type, required, unique. */
import type { Property } from '../model/contract.js';
import type { JsonObject } from '../model/json.js';
import { clauseCheck } from './clause-check.js';
import { type Clause, type DatasetContext, skipped } from './draft.js';
import { optionClauses } from './option-clauses.js';

/** The clauses of one property, without its rules and relationships. */
export function propertyClauses(property: Property, context: DatasetContext): readonly Clause[] {
  return [
    ...presence(property, context),
    ...types(property, context),
    ...(property.required ? [needed(property, 'required', context)] : []),
    ...(property.unique ? [distinct(property, 'unique', context)] : []),
    ...optionClauses(property, context),
  ];
}

/** `required`, and each part of a primary key: no NULL. */
export function needed(property: Property, key: string, context: DatasetContext): Clause {
  return clauseCheck(
    {
      kind: 'nullValues',
      property,
      place: property.places[key] ?? property.place,
      text: `${property.path}: ${words(key)}`,
    },
    context,
  );
}

/** `unique`, and a primary key of one column: no value twice. */
export function distinct(property: Property, key: string, context: DatasetContext): Clause {
  return clauseCheck(
    {
      kind: 'duplicateValues',
      property,
      place: property.places[key] ?? property.place,
      text: `${property.path}: ${words(key)}`,
    },
    context,
  );
}

const words = (key: string): string => (key === 'primaryKey' ? 'primary key' : key);

/** The items of an array are no column of their own: the array's type tells them. */
function presence(property: Property, context: DatasetContext): readonly Clause[] {
  const last = property.steps.at(-1);
  if (last !== undefined && 'items' in last) return [];
  const text = `${property.path}: column`;
  return [clauseCheck({ kind: 'columnPresent', property, place: property.place, text }, context)];
}

/** One check of the type, whatever the number of keys that speak of it. */
function types(property: Property, context: DatasetContext): readonly Clause[] {
  const { logicalType, physicalType, options, places } = property;
  const timezone = options['timezone'];
  const args: JsonObject = {
    ...(logicalType === null ? {} : { logicalType }),
    ...(physicalType === null || context.isText ? {} : { physicalType }),
    ...(typeof timezone === 'boolean' ? { timezone } : {}),
  };
  const stated: readonly (readonly [string, string | null])[] = [
    ['logicalType', logicalType],
    ['physicalType', physicalType],
    ['logicalTypeOptions/timezone', typeof timezone === 'boolean' ? String(timezone) : null],
  ];
  return stated.flatMap(([key, value]): Clause[] => {
    if (value === null) return [];
    const place = places[key] ?? property.place;
    const text = `${property.path}: ${key.replace('logicalTypeOptions/', '')} ${value}`;
    if (key === 'physicalType' && context.isText)
      return [skipped(place, text, 'CSV and JSON have no physical types: only the logical type is checked.')];
    return [clauseCheck({ kind: 'columnType', property, args, place, text }, context)];
  });
}
