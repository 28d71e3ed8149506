-- duckdb
with "assay_from_rows" as not materialized (
select
  "customer_id" as "k0"
 from "sales"."orders" as "orders" where "customer_id" is not null
),
"assay_to_rows" as not materialized (
select
  "id" as "k0"
 from "sales"."customers" as "customers" where "id" is not null
)
select
  count(*) as "rows",
  coalesce(count_if(assay_to.k0 is null), 0) as "orphans"
 from assay_from_rows as assay_from left join (select distinct k0 from assay_to_rows) as assay_to on assay_to.k0 = assay_from.k0;

-- postgres
with "assay_from_rows" as not materialized (
select
  "customer_id" as "k0"
 from "sales"."orders" as "orders" where "customer_id" is not null
),
"assay_to_rows" as not materialized (
select
  "id" as "k0"
 from "sales"."customers" as "customers" where "id" is not null
)
select
  count(*) as "rows",
  count(*) filter (where assay_to.k0 is null) as "orphans"
 from assay_from_rows as assay_from left join (select distinct k0 from assay_to_rows) as assay_to on assay_to.k0 = assay_from.k0;
