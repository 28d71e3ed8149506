-- duckdb
with "assay_values" as (
select
  null as "segment",
  cast("rate" as double) as "v"
 from "sales"."orders" as "orders"
),
"assay_edges" as (
select
  quantile_cont(cast("rate" as double), [0, 0.25, 0.5, 0.75, 1]) as "q"
 from "sales"."orders" as "orders" where isfinite(cast("rate" as double))
)
select
  null as "segment",
  bin as "bin",
  grouping(bin) as "is_total",
  count(*) as "n",
  avg(v) as "mean",
  case when bool_or(not isfinite(v)) then cast('NaN' as double) else stddev_samp(case when isfinite(v) then v end) end as "stddev",
  (select assay_edges.q[1] from assay_edges) as "e0",
  (select assay_edges.q[2] from assay_edges) as "e1",
  (select assay_edges.q[3] from assay_edges) as "e2",
  (select assay_edges.q[4] from assay_edges) as "e3",
  (select assay_edges.q[5] from assay_edges) as "e4"
 from (
select
  segment as "segment",
  v as "v",
  case when v is not null then case when v < assay_edges.q[3] then case when v < assay_edges.q[2] then case when v < assay_edges.q[1] then 0 else 1 end else 2 end else case when v <= assay_edges.q[5] then case when v < assay_edges.q[4] then 3 else 4 end else 5 end end end as "bin"
 from assay_values cross join assay_edges
) as assay_binned group by grouping sets ((bin), ());

-- postgres
with "assay_values" as (
select
  null as "segment",
  cast("rate" as double precision) as "v"
 from "sales"."orders" as "orders"
),
"assay_edges" as (
select
  percentile_cont(array[0, 0.25, 0.5, 0.75, 1]) within group (order by cast("rate" as double precision)) as "q"
 from "sales"."orders" as "orders" where (cast("rate" as double precision) not in ('NaN', 'Infinity', '-Infinity'))
)
select
  null as "segment",
  bin as "bin",
  grouping(bin) as "is_total",
  count(*) as "n",
  avg(v) as "mean",
  stddev_samp(v) as "stddev",
  (select assay_edges.q[1] from assay_edges) as "e0",
  (select assay_edges.q[2] from assay_edges) as "e1",
  (select assay_edges.q[3] from assay_edges) as "e2",
  (select assay_edges.q[4] from assay_edges) as "e3",
  (select assay_edges.q[5] from assay_edges) as "e4"
 from (
select
  segment as "segment",
  v as "v",
  case when v is not null then case when v < assay_edges.q[3] then case when v < assay_edges.q[2] then case when v < assay_edges.q[1] then 0 else 1 end else 2 end else case when v <= assay_edges.q[5] then case when v < assay_edges.q[4] then 3 else 4 end else 5 end end end as "bin"
 from assay_values cross join assay_edges
) as assay_binned group by grouping sets ((bin), ());
