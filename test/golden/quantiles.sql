-- duckdb
select
  quantile_cont(cast("amount" as double), 0.5) as "m0"
 from "sales"."orders" as "orders";

-- postgres
select
  percentile_cont(0.5) within group (order by cast("amount" as double precision)) as "m0"
 from "sales"."orders" as "orders";
