/** DuckDB: `count_if` is its fastest counting form, patterns are RE2, lists and JSON have functions of their own. */
import { compilerOf } from './compiler.js';
import type { Dialect, JsonType } from './dialect.js';
import { DuckdbClient } from './duckdb-client.js';
import { joinSql, sql, trusted, type Sql } from './sql-text.js';

const compiler = compilerOf(new DuckdbClient({ client: 'duckdb' }));
const { text } = compiler;

const JSON_TYPES: { readonly [type in JsonType]: readonly string[] } = {
  object: ['OBJECT'],
  array: ['ARRAY'],
  string: ['VARCHAR'],
  number: ['BIGINT', 'UBIGINT', 'HUGEINT', 'UHUGEINT', 'DOUBLE'],
  boolean: ['BOOLEAN'],
};

/** RFC 6901: the one path syntax that takes every key. */
const pointer = (key: string): Sql => text(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
const jsonList = (node: Sql): Sql => sql`try_cast(${node} as json[])`;
const asList = (list: Sql, isJson: boolean): Sql => (isJson ? jsonList(list) : list);

/** NULL items count as one value: `list_unique` leaves them out, as `list_count` does. */
const isUnique = (list: Sql): Sql =>
  sql`(list_unique(${list}) + least(len(${list}) - list_count(${list}), 1) = len(${list}))`;

export const duckdb: Dialect = {
  ...compiler,
  name: 'duckdb',
  types: { double: sql`double`, text: sql`varchar`, exact: sql`hugeint`, integer: sql`integer` },
  byCodePoint: sql``,
  regex: 're2',
  guardsFinite: true,
  hasRowOrder: true,
  countsDistinctFirst: false,
  foldsCase: false,

  // Over no true row count_if is NULL where every predicate was NULL.
  countIf: (predicate) => sql`coalesce(count_if(${predicate}), 0)`,
  matches: (value, pattern) => sql`regexp_matches(${value}, ${text(pattern)})`,
  characters: (value) => sql`length(${value})`,
  isFinite: (value) => sql`isfinite(${value})`,
  least: (value) => sql`min(${value})`,
  greatest: (value) => sql`max(${value})`,
  quantile: (value, q, approximate) =>
    approximate
      ? sql`approx_quantile(cast(${value} as double), ${q})`
      : sql`quantile_cont(cast(${value} as double), ${q})`,
  quantiles: (value, qs) => sql`quantile_cont(${value}, [${joinSql(qs, ', ')}])`,
  castText: (value, type) => sql`try_cast(${value} as ${type})`,
  shortestDecimal: (value) => sql`try_cast(cast(${value} as varchar) as decimal(38, 18))`,
  micros: (moment) => sql`epoch_us(${moment})`,
  inUtc: (moment) => sql`timezone('UTC', ${moment})`,
  months: (moment) => sql`(year(${moment}) * 12 + month(${moment}) - 1)`,
  floorDiv: (value, by) => sql`((${value} - ((${value} % ${by}) + ${by}) % ${by}) // ${by})`,

  field: (struct, name) => sql`struct_extract(${struct}, ${text(name)})`,
  mapValue: (map, key) => sql`map_extract_value(${map}, ${text(key)})`,
  listLength: (list) => sql`len(${list})`,
  listIsUnique: isUnique,
  mapLength: (map) => sql`cardinality(${map})`,
  mapHasKey: (map, key) => sql`map_contains(${map}, ${text(key)})`,
  jsonField: (node, key) => sql`json_extract(${node}, ${pointer(key)})`,
  jsonText: (node) => sql`(${node} ->> '$')`,
  jsonTypeIs: (node, types) => {
    const names = types.flatMap((type) => JSON_TYPES[type]).map(text);
    return sql`(json_type(${node}) in (${joinSql(names, ', ')}))`;
  },
  jsonLength: (node) =>
    sql`case json_type(${node}) when 'ARRAY' then json_array_length(${node}) when 'OBJECT' then len(json_keys(${node})) when 'VARCHAR' then length(${node} ->> '$') end`,
  jsonHasKey: (node, key) => sql`json_exists(${node}, ${pointer(key)})`,
  jsonIsUnique: (node) => isUnique(jsonList(node)),
  isJson: (value) => sql`json_valid(${value})`,
  parseJson: (value) => sql`try_cast(${value} as json)`,
  some: (list, isJson, item, predicate) =>
    sql`(len(list_filter(${asList(list, isJson)}, lambda ${item}: ${predicate})) > 0)`,
  unnest: (list, isJson, item) =>
    sql`cross join unnest(${asList(list, isJson)}) as ${trusted(`"of_${item.slice(1, -1)}"`)}(${item})`,
};
