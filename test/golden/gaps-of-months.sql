-- duckdb
select
  count(*) as "present",
  min(i) as "low",
  max(i) as "high",
  min(case when next > i + 1 then i + 1 end) as "first"
 from (select i, lead(i) over (order by i) as next from (select distinct i from (
select
  (((year("day") * 12 + month("day") - 1) - (((year("day") * 12 + month("day") - 1) % 1) + 1) % 1) // 1) as "i"
 from "sales"."orders" as "orders" where "day" is not null
) as assay_rows) as assay_steps) as assay_order;

-- postgres
select
  count(*) as "present",
  min(i) as "low",
  max(i) as "high",
  min(case when next > i + 1 then i + 1 end) as "first"
 from (select i, lead(i) over (order by i) as next from (select distinct i from (
select
  ((cast(extract(year from "day") * 12 + extract(month from "day") - 1 as bigint) - ((cast(extract(year from "day") * 12 + extract(month from "day") - 1 as bigint) % 1) + 1) % 1) / 1) as "i"
 from "sales"."orders" as "orders" where "day" is not null
) as assay_rows) as assay_steps) as assay_order;
