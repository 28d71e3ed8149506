/** Questions to PostgreSQL's catalogue. */

/** Tables, views, materialised views, partitioned and foreign tables, by exact schema and name. */
export const TABLE = `
select c.oid, c.relkind as kind
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname = $1 and c.relname = $2 and c.relkind in ('r', 'v', 'm', 'p', 'f')`;

/** The same name in other case. */
export const NEAR_TABLES = `
select n.nspname as schema, c.relname as name
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where lower(n.nspname) = lower($1) and lower(c.relname) = lower($2) and c.relkind in ('r', 'v', 'm', 'p', 'f')
order by 1, 2 limit 1`;

/** Reading a table reads its children too; only partitions share its constraints, and foreign ones keep none. */
const CONSTRAINTS_HOLD = `
(c.relkind = 'm' or (c.relkind = 'r' and not c.relhassubclass)
  or (c.relkind = 'p' and not exists (
    select 1 from pg_catalog.pg_partition_tree(c.oid) t join pg_catalog.pg_class f on f.oid = t.relid where f.relkind = 'f')))`;

/** Columns of a table or fields of a composite type, with domains replaced by what they stand on. */
export const ATTRIBUTES = `
with recursive base as (
  select a.attnum, a.atttypid as type, a.atttypmod as modifier
  from pg_catalog.pg_attribute a where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped
  union all
  select b.attnum, t.typbasetype, t.typtypmod
  from base b join pg_catalog.pg_type t on t.oid = b.type where t.typtype = 'd')
select a.attname as name, pg_catalog.format_type(b.type, b.modifier) as type, t.typtype as kind, t.typrelid as fields_of,
  item.typtype as item_kind, item.typrelid as item_fields_of,
  a.attnotnull and ${CONSTRAINTS_HOLD} and not exists (
    select 1 from pg_catalog.pg_constraint k
    where k.conrelid = c.oid and k.contype = 'n' and not k.convalidated and a.attnum = any(k.conkey)) as not_null
from base b
join pg_catalog.pg_type t on t.oid = b.type and t.typtype <> 'd'
join pg_catalog.pg_attribute a on a.attrelid = $1 and a.attnum = b.attnum
join pg_catalog.pg_class c on c.oid = a.attrelid
left join pg_catalog.pg_type item on t.typcategory = 'A' and item.oid = t.typelem
order by a.attnum`;

/** Column sets that are unique now and at every moment: no partial, deferred, invalid or exclusion index, none on expressions. */
export const UNIQUE_KEYS = `
select (select array_agg(a.attname::text order by k.place)
  from unnest(i.indkey::int2[]) with ordinality as k(attnum, place)
  join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
  where k.place <= i.indnkeyatts) as names
from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indrelid
where i.indrelid = $1 and i.indisunique and i.indisvalid and i.indisready and i.indimmediate
  and not i.indisexclusion and i.indpred is null and i.indexprs is null and ${CONSTRAINTS_HOLD}
order by i.indisprimary desc, i.indexrelid`;
