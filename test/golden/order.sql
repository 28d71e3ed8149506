-- duckdb
select
  coalesce(count_if(v <= before), 0) as "violations",
  count(*) as "total",
  min(case when v <= before then place end) as "first"
 from (select v, place, lag(v) over (order by place, v) as before from (
select
  "amount" as "v",
  "placed_at" as "place"
 from "sales"."orders" as "orders"
) as assay_rows where v is not null and place is not null) as assay_order;

-- postgres
select
  count(*) filter (where v <= before) as "violations",
  count(*) as "total",
  min(case when v <= before then place end) as "first"
 from (select v, place, lag(v) over (order by place, v) as before from (
select
  "amount" as "v",
  "placed_at" as "place"
 from "sales"."orders" as "orders"
) as assay_rows where v is not null and place is not null) as assay_order;
