/** Expectations about which columns a table has, and of which types. */
import { parsePhysicalType } from '../../../model/physical-type.js';
import { TYPE_NAMES } from '../../../model/physical-type-names.js';
import type { JsonObject } from '../../../model/json.js';
import { entryOf, textOf } from '../../draft/json-read.js';
import { typeKeys } from '../table-type.js';
import { nameList } from './column-values.js';
import { refusal, type Meaning, type Reader } from './meaning.js';

const NO_LIST = refusal('It lists no columns.');

function exists(kwargs: JsonObject): Meaning {
  const column = textOf(kwargs['column']);
  if (column === null) return refusal('It names no column.');
  const index = kwargs['column_index'];
  if (index !== undefined && index !== null)
    return refusal('A place by number can not be said: state the order of all columns.');
  return { kind: 'shape', columns: [column], isClosed: false, isOrdered: false };
}

function orderedList(kwargs: JsonObject): Meaning {
  const columns = nameList(kwargs['column_list']);
  return columns === null ? NO_LIST : { kind: 'shape', columns, isClosed: true, isOrdered: true };
}

function setOfColumns(kwargs: JsonObject): Meaning {
  const columns = nameList(kwargs['column_set']);
  const isClosed = kwargs['exact_match'] !== false;
  return columns === null ? NO_LIST : { kind: 'shape', columns, isClosed, isOrdered: false };
}

/** Spark's and Python's own names of types. */
const SPARK: { readonly [name: string]: string } = {
  stringtype: 'varchar',
  integertype: 'integer',
  longtype: 'bigint',
  shorttype: 'smallint',
  bytetype: 'tinyint',
  doubletype: 'double',
  floattype: 'real',
  booleantype: 'boolean',
  datetype: 'date',
  str: 'varchar',
};

function ofType(kwargs: JsonObject): Meaning {
  const column = textOf(kwargs['column']);
  const type = textOf(kwargs['type_']);
  if (column === null || type === null) return refusal('It names no column, or no type.');
  return typeMeaning(column, type);
}

/** One type by several names is one type; several types can not be said. */
function inTypes(kwargs: JsonObject): Meaning {
  const column = textOf(kwargs['column']);
  const names = nameList(kwargs['type_list']);
  if (column === null || names === null) return refusal('It names no column, or no types.');
  const types = new Set(names.map((name) => canonical(name)?.name ?? name));
  const [first] = names;
  return types.size === 1 && first !== undefined
    ? typeMeaning(column, first)
    : refusal('It allows several types: state the one that the column has.');
}

function typeMeaning(column: string, name: string): Meaning {
  const type = canonical(name);
  if (type === null)
    return refusal(`Assay does not know the type ${name}: state \`physicalType\` or \`logicalType\`.`);
  return { kind: 'type', column, keys: typeKeys(type) };
}

function canonical(name: string) {
  const word = entryOf(SPARK, name.toLowerCase()) ?? name;
  const head = /^[^(<]+/.exec(word)?.[0].trim().toLowerCase() ?? '';
  return TYPE_NAMES.has(head) ? parsePhysicalType(word) : null;
}

const COUNT =
  'How many columns there are can not be said: `extraColumns: fail` says which ones there may be.';

export const SHAPES: { readonly [type: string]: Reader } = {
  expect_column_to_exist: exists,
  expect_table_columns_to_match_ordered_list: orderedList,
  expect_table_columns_to_match_set: setOfColumns,
  expect_column_values_to_be_of_type: ofType,
  expect_column_values_to_be_in_type_list: inTypes,
  expect_table_column_count_to_equal: () => refusal(COUNT),
  expect_table_column_count_to_be_between: () => refusal(COUNT),
};
