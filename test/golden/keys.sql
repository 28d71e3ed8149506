-- duckdb
select
  coalesce(sum(n), 0) as "rows",
  count(*) as "keys",
  coalesce(count_if(n > 1), 0) as "repeated"
 from (
select
  count(*) as "n"
 from "sales"."orders" as "orders" where "customer_id" is not null and "day" is not null group by "customer_id", "day"
) as assay_groups;

-- postgres
select
  coalesce(sum(n), 0) as "rows",
  count(*) as "keys",
  count(*) filter (where n > 1) as "repeated"
 from (
select
  count(*) as "n"
 from "sales"."orders" as "orders" where "customer_id" is not null and "day" is not null group by "customer_id", "day"
) as assay_groups;
