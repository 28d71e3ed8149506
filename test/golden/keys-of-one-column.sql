-- duckdb
select
  coalesce(sum(n), 0) as "rows",
  count(*) as "keys",
  coalesce(count_if(n > 1), 0) as "repeated"
 from (
select
  count(*) as "n"
 from "sales"."orders" as "orders" where "status" is not null group by "status"
) as assay_groups;

-- postgres
select
  assay_counts.n as "rows",
  distinct_keys as "keys",
  case when assay_counts.n = distinct_keys then 0 else (select count(*) from (
select
  count(*) as "n"
 from "sales"."orders" as "orders" where "status" is not null group by "status"
) as assay_groups where n > 1) end as "repeated"
 from (
select
  count(k) as "n",
  count(distinct k collate "C") as "distinct_keys"
 from (
select
  "status" as "k"
 from "sales"."orders" as "orders"
) as assay_values
) as assay_counts;
