-- duckdb
with "assay_values" as (
select
  null as "segment",
  cast("amount" as double) as "v"
 from "sales"."orders" as "orders"
)
select
  null as "segment",
  bin as "bin",
  grouping(bin) as "is_total",
  count(*) as "n",
  avg(v) as "mean",
  case when bool_or(not isfinite(v)) then cast('NaN' as double) else stddev_samp(case when isfinite(v) then v end) end as "stddev"
 from (
select
  segment as "segment",
  v as "v",
  case when v is not null then case when v < cast(10 as double) then case when v < cast(0 as double) then 0 else 1 end else case when v <= cast(99.99 as double) then 2 else 3 end end end as "bin"
 from assay_values
) as assay_binned group by grouping sets ((bin), ());

-- postgres
with "assay_values" as (
select
  null as "segment",
  cast("amount" as double precision) as "v"
 from "sales"."orders" as "orders"
)
select
  null as "segment",
  bin as "bin",
  grouping(bin) as "is_total",
  count(*) as "n",
  avg(v) as "mean",
  stddev_samp(v) as "stddev"
 from (
select
  segment as "segment",
  v as "v",
  case when v is not null then case when v < cast(10 as double precision) then case when v < cast(0 as double precision) then 0 else 1 end else case when v <= cast(99.99 as double precision) then 2 else 3 end end end as "bin"
 from assay_values
) as assay_binned group by grouping sets ((bin), ());
