/** Questions to PostgreSQL's catalogue about all tables of some schemas: what an import of a live database asks. */
import pg from 'pg';

/** User schemas, or those that were named. */
function inSchemas(schemas: readonly string[]): string {
  if (schemas.length > 0) return `n.nspname in (${schemas.map((name) => pg.escapeLiteral(name)).join(', ')})`;
  return `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;
}

/** Constraints bind what a read of the table gives: not for foreign tables, nor where other tables inherit from it. */
const BINDS = `(c.relkind = 'p' or (c.relkind = 'r' and not exists (
  select 1 from pg_catalog.pg_inherits i where i.inhparent = c.oid)))`;

const FROM = `
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace`;
const own = (schemas: readonly string[]): string => `
${inSchemas(schemas)} and c.relkind in ('r', 'v', 'm', 'p', 'f') and not c.relispartition and c.relpersistence <> 't'
and not exists (select 1 from pg_catalog.pg_depend d
  where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

/** Tables, views, materialised views, partitioned and foreign tables, without partitions and what extensions brought. */
export const tablesOf = (schemas: readonly string[]): string => `
select n.nspname as schema, c.relname as name, c.relkind as kind, pg_catalog.obj_description(c.oid, 'pg_class') as comment,
  pg_catalog.has_table_privilege(c.oid, 'select') as readable, c.relrowsecurity as guarded,
  (select pg_catalog.count(*) from pg_catalog.pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as triggers,
  (select array_agg(a.attname::text order by k.place) from pg_catalog.pg_partitioned_table p
    cross join unnest(p.partattrs::int2[]) with ordinality as k(attnum, place)
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum where p.partrelid = c.oid) as parts
${FROM} where ${own(schemas)} order by 1, 2`;

/** What `describe` leaves out of a column: comment, default, domain, labels of an enum. */
export const columnsOf = (schemas: readonly string[]): string => `
with recursive base as (
  select a.attrelid, a.attnum, a.atttypid as type, false as domain_not_null
  from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where a.attnum > 0 and not a.attisdropped and ${own(schemas)}
  union all
  select b.attrelid, b.attnum, t.typbasetype, b.domain_not_null or t.typnotnull
  from base b join pg_catalog.pg_type t on t.oid = b.type where t.typtype = 'd')
select n.nspname as schema, c.relname as name, a.attname as column, pg_catalog.col_description(c.oid, a.attnum) as comment,
  pg_catalog.pg_get_expr(d.adbin, d.adrelid) as fill, a.attidentity <> '' as identity, a.attgenerated <> '' as generated,
  b.domain_not_null, (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_catalog.pg_enum e where e.enumtypid = b.type) as labels
from base b join pg_catalog.pg_type t on t.oid = b.type and t.typtype <> 'd'
join pg_catalog.pg_class c on c.oid = b.attrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = b.attnum
left join pg_catalog.pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
order by 1, 2, a.attnum`;

/** Checks, references and exclusions of tables, and the checks of the domains of their columns. */
export const constraintsOf = (schemas: readonly string[]): string => `
with recursive domains as (
  select a.attrelid, a.attname, a.atttypid as type
  from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where a.attnum > 0 and not a.attisdropped and ${own(schemas)}
  union all
  select d.attrelid, d.attname, t.typbasetype from domains d join pg_catalog.pg_type t on t.oid = d.type where t.typtype = 'd')
select n.nspname as schema, c.relname as name, k.conname, k.contype as type, k.convalidated and
    coalesce(pg_catalog.to_jsonb(k)->>'conenforced', 'true') = 'true' as valid, ${BINDS} or (k.contype = 'c' and not k.connoinherit and c.relkind = 'r') as binds,
  k.confmatchtype = 'f' as full_match, case when k.contype = 'c' then pg_catalog.pg_get_expr(k.conbin, k.conrelid) end as expression,
  null::text as domain_column, tn.nspname as target_schema, t.relname as target,
  (select array_agg(a.attname::text order by u.place) from unnest(k.conkey) with ordinality as u(attnum, place)
    join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum) as columns,
  (select array_agg(a.attname::text order by u.place) from unnest(k.confkey) with ordinality as u(attnum, place)
    join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum) as target_columns, k.oid
from pg_catalog.pg_constraint k join pg_catalog.pg_class c on c.oid = k.conrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_class t on t.oid = k.confrelid left join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
where k.contype in ('c', 'f', 'x') and ${own(schemas)}
union all
select n.nspname, c.relname, k.conname, 'd', k.convalidated, c.relkind <> 'f', false, pg_catalog.pg_get_constraintdef(k.oid),
  d.attname, null, null, null, null, k.oid
from domains d join pg_catalog.pg_constraint k on k.contypid = d.type and k.contype = 'c'
join pg_catalog.pg_class c on c.oid = d.attrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
order by 1, 2, 3`;

/** Primary keys and unique indexes. */
export const keysOf = (schemas: readonly string[]): string => `
select n.nspname as schema, c.relname as name, x.relname as index, i.indisprimary as primary,
  ${BINDS} and i.indisvalid and i.indisready as binds, i.indpred is not null as partial, i.indexprs is not null as computed,
  coalesce(pg_catalog.to_jsonb(i)->>'indnullsnotdistinct', 'false') = 'true' as nulls_equal,
  (select array_agg(a.attname::text order by k.place) from unnest(i.indkey::int2[]) with ordinality as k(attnum, place)
    join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum where k.place <= i.indnkeyatts) as columns
from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid join pg_catalog.pg_class c on c.oid = i.indrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where i.indisunique and ${own(schemas)} order by 1, 2, i.indisprimary desc, 3`;
