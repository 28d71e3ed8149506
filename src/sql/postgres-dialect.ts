/** PostgreSQL: `filter` is its fastest counting form, patterns are AREs, lists are unnested in a subquery. */
import { compilerOf } from './compiler.js';
import type { Dialect } from './dialect.js';
import { PostgresClient } from './postgres-client.js';
import { joinSql, sql, type Sql } from './sql-text.js';

const compiler = compilerOf(new PostgresClient({ client: 'pg' }));
const { text, quote } = compiler;

const jsonb = (node: Sql): Sql => sql`cast(${node} as jsonb)`;
const typeOf = (node: Sql): Sql => sql`jsonb_typeof(${jsonb(node)})`;
/** jsonb_array_elements fails on what is no array. */
const jsonArray = (node: Sql): Sql => sql`case when ${typeOf(node)} = 'array' then ${jsonb(node)} end`;
const items = (list: Sql, isJson: boolean, item: Sql): Sql =>
  isJson
    ? sql`jsonb_array_elements(${jsonArray(list)}) as ${item}(${item})`
    : sql`unnest(${list}) as ${item}`;

export const postgres: Dialect = {
  ...compiler,
  name: 'postgres',
  types: { double: sql`double precision`, text: sql`text`, exact: sql`numeric`, integer: sql`integer` },
  byCodePoint: sql` collate "C"`,
  regex: 'are',
  guardsFinite: false,
  hasRowOrder: false,
  countsDistinctFirst: true,
  foldsCase: true,

  countIf: (predicate) => sql`count(*) filter (where ${predicate})`,
  matches: (value, pattern) => sql`(${value} ~ ${text(pattern)})`,
  characters: (value) => sql`char_length(${value})`,
  isFinite: (value) => sql`(${value} not in ('NaN', 'Infinity', '-Infinity'))`,
  // There is no min(boolean).
  least: (value, isBoolean) => (isBoolean ? sql`bool_and(${value})` : sql`min(${value})`),
  greatest: (value, isBoolean) => (isBoolean ? sql`bool_or(${value})` : sql`max(${value})`),
  quantile: (value, q) =>
    sql`percentile_cont(${q}) within group (order by cast(${value} as double precision))`,
  quantiles: (value, qs) =>
    sql`percentile_cont(array[${joinSql(qs, ', ')}]) within group (order by ${value})`,
  castText: (value, type) => sql`cast(${value} as ${type})`,
  shortestDecimal: (value) => sql`cast(cast(${value} as text) as numeric)`,
  micros: (moment, isZoned) =>
    isZoned
      ? sql`cast(extract(epoch from ${moment}) * 1000000 as bigint)`
      : sql`cast(extract(epoch from cast(${moment} as timestamp)) * 1000000 as bigint)`,
  inUtc: (moment) => sql`(${moment} at time zone 'UTC')`,
  months: (moment) =>
    sql`cast(extract(year from ${moment}) * 12 + extract(month from ${moment}) - 1 as bigint)`,
  floorDiv: (value, by) => sql`((${value} - ((${value} % ${by}) + ${by}) % ${by}) / ${by})`,

  field: (struct, name) => sql`(${struct}).${quote(name)}`,
  mapValue: (map, key) => sql`(${map} -> ${text(key)})`,
  // cardinality would count the items of every dimension; array_length is NULL for an empty array.
  listLength: (list) => sql`case when ${list} is not null then coalesce(array_length(${list}, 1), 0) end`,
  listIsUnique: (list) =>
    sql`case when ${list} is not null then (select count(*) = count(distinct coalesce(to_jsonb(i), 'null')) from unnest(${list}) as i) end`,
  mapLength: (map) => sql`cardinality(akeys(${map}))`,
  mapHasKey: (map, key) => sql`exist(${map}, ${text(key)})`,
  jsonField: (node, key) => sql`(${node} -> ${text(key)})`,
  jsonText: (node) => sql`(${node} #>> '{}')`,
  jsonTypeIs: (node, types) => sql`(${typeOf(node)} in (${joinSql(types.map(text), ', ')}))`,
  jsonLength: (node) =>
    sql`case ${typeOf(node)} when 'array' then jsonb_array_length(${jsonb(node)}) when 'object' then (select count(*) from jsonb_object_keys(${jsonb(node)})) when 'string' then char_length(${node} #>> '{}') end`,
  jsonHasKey: (node, key) => sql`jsonb_exists(${jsonb(node)}, ${text(key)})`,
  jsonIsUnique: (node) =>
    sql`case when ${typeOf(node)} = 'array' then (select count(*) = count(distinct i.v) from jsonb_array_elements(${jsonArray(node)}) as i(v)) end`,
  isJson: (value) => sql`(${value} is json)`,
  parseJson: (value) => sql`cast(${value} as jsonb)`,
  some: (list, isJson, item, predicate) =>
    sql`exists (select 1 from ${items(list, isJson, item)} where ${predicate})`,
  unnest: (list, isJson, item) => sql`cross join lateral ${items(list, isJson, item)}`,
};
