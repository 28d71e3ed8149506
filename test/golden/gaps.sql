-- duckdb
select
  count(*) as "present",
  min(i) as "low",
  max(i) as "high",
  min(case when next > i + 1 then i + 1 end) as "first"
 from (select i, lead(i) over (order by i) as next from (select distinct i from (
select
  (((epoch_us("placed_at") - 0) - (((epoch_us("placed_at") - 0) % 3600000000) + 3600000000) % 3600000000) // 3600000000) as "i"
 from "sales"."orders" as "orders" where "placed_at" is not null
) as assay_rows) as assay_steps) as assay_order;

-- postgres
select
  count(*) as "present",
  min(i) as "low",
  max(i) as "high",
  min(case when next > i + 1 then i + 1 end) as "first"
 from (select i, lead(i) over (order by i) as next from (select distinct i from (
select
  (((cast(extract(epoch from cast("placed_at" as timestamp)) * 1000000 as bigint) - 0) - (((cast(extract(epoch from cast("placed_at" as timestamp)) * 1000000 as bigint) - 0) % 3600000000) + 3600000000) % 3600000000) / 3600000000) as "i"
 from "sales"."orders" as "orders" where "placed_at" is not null
) as assay_rows) as assay_steps) as assay_order;
