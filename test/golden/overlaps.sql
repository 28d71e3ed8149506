-- duckdb
select
  coalesce(count_if(is_open or ended > starts), 0) as "violations",
  count(*) as "total",
  min(case when is_open or ended > starts then starts end) as "first"
 from (select starts, max(ends) over (partition by k0 order by starts, ends is null, ends rows between unbounded preceding and 1 preceding) as ended, coalesce(bool_or(ends is null) over (partition by k0 order by starts, ends is null, ends rows between unbounded preceding and 1 preceding), false) as is_open from (
select
  "customer_id" as "k0",
  "day" as "starts",
  "placed_at" as "ends"
 from "sales"."orders" as "orders" where "customer_id" is not null and "day" is not null
) as assay_rows) as assay_order;

-- postgres
select
  count(*) filter (where is_open or ended > starts) as "violations",
  count(*) as "total",
  min(case when is_open or ended > starts then starts end) as "first"
 from (select starts, max(ends) over (partition by k0 order by starts, ends is null, ends rows between unbounded preceding and 1 preceding) as ended, coalesce(bool_or(ends is null) over (partition by k0 order by starts, ends is null, ends rows between unbounded preceding and 1 preceding), false) as is_open from (
select
  "customer_id" as "k0",
  "day" as "starts",
  "placed_at" as "ends"
 from "sales"."orders" as "orders" where "customer_id" is not null and "day" is not null
) as assay_rows) as assay_order;
