/** Arguments of a check kind: validated by its options schema, its own rules and the dataset's columns. */
import { Ajv2019, type ErrorObject, type ValidateFunction } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { pathText } from '../model/column-path.js';
import type { Property } from '../model/contract.js';
import { fault, type Fault, type Outcome, type Place } from '../model/fault.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import type { CatalogueEntry } from '../model/kit.js';
import { argumentFault } from './argument-fault.js';
import { isInsideArray } from './inside-array.js';
import { type DatasetContext, placeWithin } from './draft.js';
import { placeholderFaults } from './placeholders.js';
import { pointerSteps } from '../contract/pointer.js';
import { getPointer, setPointer } from './pointer.js';
import { isTextColumn } from './text-column.js';

/** Option schemas are code of a pack: they are held against the meta-schema when packs are tested, not at every start (50 ms). */
const ajv = new Ajv2019({
  allErrors: true,
  strict: false,
  verbose: true,
  addUsedSchema: false,
  meta: false,
  validateSchema: false,
});
formats.default(ajv);
const validators = new WeakMap<object, ValidateFunction>();

/**
 * The arguments as the kind wants them, columns by physical path; or all that is wrong with them.
 * @param place of the arguments
 */
export function checkArguments(
  entry: CatalogueEntry,
  written: JsonObject,
  property: Property | null,
  context: DatasetContext,
  place: Place,
): Outcome<JsonObject> {
  const invalid = schemaFaults(entry, written, place);
  if (invalid.length > 0) return { ok: false, faults: invalid };
  const { args, faults: unknown } = withPhysicalColumns(entry, written, context, place);
  const own = ownFaults(entry, args, property, context, place);
  const faults = [
    ...unknown,
    ...own,
    ...datasetFaults(entry, args, context, place),
    ...sqlFaults(entry, args, property, place),
  ];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: args };
}

/** Keywords of a schema that says nothing about an object without keys: no need to compile it. */
const SILENT = new Set([
  '$schema',
  '$id',
  'title',
  'description',
  'type',
  'properties',
  'additionalProperties',
  'unevaluatedProperties',
  '$defs',
]);

function schemaFaults(entry: CatalogueEntry, args: JsonObject, place: Place): readonly Fault[] {
  const schema = entry.optionsSchema;
  if (Object.keys(args).length === 0 && Object.keys(schema).every((key) => SILENT.has(key))) return [];
  try {
    const validate = validators.get(schema) ?? ajv.compile(schema);
    validators.set(schema, validate);
    if (validate(args)) return [];
    return mainErrors(validate.errors ?? []).map((error) => argumentFault(entry, error, place));
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it is no JSON Schema';
    const message = `The options schema of the check kind ${entry.check.kind} can not be used: ${why}.`;
    return [fault('bad-pack', message, place, `Correct options.schema.json in the pack ${entry.pack}.`)];
  }
}

/** Ajv reports every branch of a choice that failed: one error a choice is enough, a misspelt key says more than the choice. */
function mainErrors(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const isChoice = (error: ErrorObject): boolean => error.keyword === 'oneOf' || error.keyword === 'anyOf';
  const inChoice = (error: ErrorObject): boolean => /\/(oneOf|anyOf|then|else|if)\//.test(error.schemaPath);
  const outer = errors.filter((error) => !inChoice(error) && error.keyword !== 'if');
  const plain = outer.filter((error) => !isChoice(error));
  const kept = plain.length > 0 ? plain : outer.length > 0 ? outer : errors.slice(0, 1);
  return kept.filter(
    (error, index) =>
      kept.findIndex(
        (other) => other.instancePath === error.instancePath && other.message === error.message,
      ) === index,
  );
}

function ownFaults(
  entry: CatalogueEntry,
  args: JsonObject,
  property: Property | null,
  context: DatasetContext,
  place: Place,
): readonly Fault[] {
  const check = {
    column: property === null ? null : pathText(property.steps),
    columnType: property?.logicalType ?? null,
    isText: property !== null && (context.isText || isTextColumn(property)),
    classification: property?.classification ?? null,
  };
  const found = entry.check.faults?.(args, check) ?? [];
  return found.map(({ option, message, hint }) =>
    fault('wrong-argument', message, placeWithin(place, ...pointerSteps(option)), hint),
  );
}

const ONE_A_ROW = 'Name a column outside of arrays.';

/** Replaces the names of columns by their physical paths, as `pathSteps` reads them. */
function withPhysicalColumns(
  entry: CatalogueEntry,
  written: JsonObject,
  { columns }: DatasetContext,
  place: Place,
): { readonly args: JsonObject; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const physical = (value: Json, at: Place): Json => {
    if (Array.isArray(value))
      return value.map((each: Json, index) => physical(each, placeWithin(at, String(index))));
    if (typeof value !== 'string') return value;
    const found = columns.find(value);
    if (found === null)
      faults.push(fault('unknown-column', `There is no column ${value}.`, at, columns.hint(value)));
    else if (isInsideArray(found))
      faults.push(
        fault('array-column', `${value} lies inside an array: it is not one value a row.`, at, ONE_A_ROW),
      );
    return found === null ? value : pathText(found.steps);
  };
  const args = (entry.check.columnOptions ?? []).reduce<JsonObject>((kept, option) => {
    const value = getPointer(kept, option);
    if (value === undefined) return kept;
    return setPointer(kept, option, physical(value, placeWithin(place, ...pointerSteps(option))));
  }, written);
  return { args, faults };
}

/** Options that name another dataset of the project. */
function datasetFaults(
  entry: CatalogueEntry,
  args: JsonObject,
  { datasets, dataset }: DatasetContext,
  place: Place,
): readonly Fault[] {
  const options = entry.check.kind === 'reconcile' ? ['/with', '/baseline/dataset'] : ['/baseline/dataset'];
  return options.flatMap((option) => {
    const value = getPointer(args, option);
    const name = isObject(value) ? value['dataset'] : value;
    if (typeof name !== 'string' || datasets.includes(name)) return [];
    const near = datasets.find((key) => key.endsWith(`.${name}`));
    const hint =
      near === undefined ? `The datasets are ${datasets.join(', ')}.` : `Did you mean \`${near}\`?`;
    const message = `No contract of the project has the dataset ${name}, which ${dataset.key} refers to.`;
    return [fault('unknown-dataset', message, placeWithin(place, ...pointerSteps(option)), hint)];
  });
}

function sqlFaults(
  entry: CatalogueEntry,
  args: JsonObject,
  property: Property | null,
  place: Place,
): readonly Fault[] {
  return (entry.check.sqlOptions ?? []).flatMap(({ option }) => {
    const sql = getPointer(args, option);
    if (typeof sql !== 'string') return [];
    return placeholderFaults(sql, property !== null, placeWithin(place, ...pointerSteps(option)));
  });
}
