-- duckdb
select
  coalesce(count_if(n <> 1), 0) as "violations",
  count(*) as "total",
  null as "first"
 from (
select
  coalesce(count_if("paid"), 0) as "n"
 from "sales"."orders" as "orders" where "id" is not null group by "id"
) as assay_keys;

-- postgres
select
  count(*) filter (where n <> 1) as "violations",
  count(*) as "total",
  null as "first"
 from (
select
  count(*) filter (where "paid") as "n"
 from "sales"."orders" as "orders" where "id" is not null group by "id"
) as assay_keys;
