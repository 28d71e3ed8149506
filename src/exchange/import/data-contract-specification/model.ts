/** A model → a draft dataset. */
import { pathText } from '../../../model/column-path.js';
import type { JsonObject } from '../../../model/json.js';
import { draftRule, type DraftColumn, type DraftDataset, type DraftRule } from '../../draft/draft.js';
import { listOf, mapOf, scalarsOf, textOf, textsOf } from '../../draft/json-read.js';
import type { NotCarried } from '../../imported.js';
import { readField, type FieldContext, type ReadField } from './field.js';
import { readQuality } from './quality.js';

export interface ReadModel {
  readonly dataset: DraftDataset;
  readonly notCarried: readonly NotCarried[];
}

/** @param models names of all models, to know what lineage can name */
export function readModel(
  name: string,
  model: JsonObject,
  context: FieldContext,
  models: ReadonlySet<string>,
): ReadModel {
  const where = `models.${name}`;
  const fields = Object.entries(mapOf(model['fields'])).map(([field, value]) =>
    readField(field, mapOf(value), context, `${where}.fields.${field}`),
  );
  const own = readQuality(model['quality'], null, where);
  const ofFields = fields.map((field) => fieldRules(field, `${where}.fields.${field.name}`));
  const lineage = fields.map((field) => sourcesOf(field, models, `${where}.fields.${field.name}`));
  const columns = fields.map((field, i): DraftColumn => {
    const sources = lineage[i]?.sources ?? [];
    const texts = ofFields[i]?.texts ?? [];
    return {
      name: field.name,
      keys: {
        ...field.keys,
        ...(texts.length === 0 ? {} : { quality: texts }),
      },
      sources,
    };
  });
  return {
    dataset: {
      name,
      keys: { ...keysOf(model), ...(own.texts.length === 0 ? {} : { quality: own.texts }) },
      custom: Object.fromEntries(
        Object.entries(mapOf(model['config'])).map(([key, value]) => [`config.${key}`, value ?? null]),
      ),
      columns,
      primaryKey: primaryKeyOf(model, fields),
      upstream: [],
      rules: [...ofFields.flatMap(({ rules }) => rules), ...own.rules],
      where,
    },
    notCarried: [
      ...fields.flatMap(({ notCarried }) => notCarried),
      ...ofFields.flatMap(({ notCarried }) => notCarried),
      ...lineage.flatMap(({ notCarried }) => notCarried),
      ...own.notCarried,
    ],
  };
}

function keysOf(model: JsonObject): JsonObject {
  const entries = [
    ['physicalType', textOf(model['type'])],
    ['businessName', textOf(model['title'])],
    ['description', textOf(model['description'])],
  ] as const;
  const tags = textsOf(model['tags']);
  return {
    ...Object.fromEntries(entries.filter(([, value]) => value !== null)),
    ...(tags.length === 0 ? {} : { tags }),
  };
}

/** The list of the model, in its order; else the fields that say it of themselves. */
function primaryKeyOf(model: JsonObject, fields: readonly ReadField[]): readonly string[] {
  const listed = textsOf(model['primaryKey']);
  const own = fields
    .filter(({ field }) => field['primaryKey'] === true || field['primary'] === true)
    .map(({ name }) => name);
  return [...new Set(listed.length > 0 ? listed : own)];
}

function fieldRules({ name, field }: ReadField, where: string) {
  const rules: DraftRule[] = [];
  const notCarried: NotCarried[] = [];
  if (field['required'] === true) rules.push(draftRule({ metric: 'nullValues', column: name, where }));
  if (field['unique'] === true) rules.push(draftRule({ metric: 'duplicateValues', column: name, where }));
  if (field['enum'] !== undefined) {
    const values = scalarsOf(field['enum']);
    if (values === null || values.length === 0)
      notCarried.push({ where, what: 'enum', reason: 'It is no list of plain values.' });
    else
      rules.push(draftRule({ metric: 'invalidValues', column: name, args: { validValues: values }, where }));
  }
  const target = textOf(field['references']);
  if (target !== null) {
    const [model = '', column = '', ...more] = target.split('.');
    if (more.length > 0 || column === '')
      notCarried.push({
        where,
        what: `references ${target}`,
        reason: 'It names no field of a model: write `model.field`.',
      });
    else rules.push(reference(name, model, column, where));
  }
  const quality = readQuality(field['quality'], name, where);
  return {
    rules: [...rules, ...quality.rules],
    notCarried: [...notCarried, ...quality.notCarried],
    texts: quality.texts,
  };
}

function reference(name: string, model: string, column: string, where: string): DraftRule {
  const path = (field: string): string => pathText([{ field }]);
  return draftRule({
    metric: 'foreignKey',
    column: name,
    args: { columns: [path(name)], to: { dataset: model, columns: [path(column)] } },
    other: { dataset: model, columns: [column] },
    where,
  });
}

/** Lineage from outside of the contract can not be named: a source must have a contract. */
function sourcesOf(
  { name, field }: ReadField,
  models: ReadonlySet<string>,
  where: string,
): { readonly sources: readonly string[]; readonly notCarried: readonly NotCarried[] } {
  const inputs = listOf(mapOf(field['lineage'])['inputFields']).map(mapOf);
  const named = inputs.map((input) => textOf(input['name']) ?? '');
  const inside = named.filter((input) => models.has(input));
  const outside = named.filter((input) => !models.has(input));
  return {
    sources: [...new Set(inside)],
    notCarried:
      outside.length === 0
        ? []
        : [
            {
              where,
              what: `lineage of ${name} from ${[...new Set(outside)].join(', ')}`,
              reason: 'It is not in this import: add `transformSourceObjects` once it has a contract.',
            },
          ],
  };
}
