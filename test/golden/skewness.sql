-- duckdb
with "assay_mean" as (
select
  avg(cast("rate" as double)) as "assay_mean_0"
 from "sales"."orders" as "orders"
)
select
  count(cast("rate" as double)) as "m0_n",
  sum((cast("rate" as double) - assay_mean.assay_mean_0) * (cast("rate" as double) - assay_mean.assay_mean_0)) as "m0_squares",
  sum((cast("rate" as double) - assay_mean.assay_mean_0) * (cast("rate" as double) - assay_mean.assay_mean_0) * (cast("rate" as double) - assay_mean.assay_mean_0)) as "m0_cubes"
 from "sales"."orders" as "orders" cross join assay_mean;

-- postgres
with "assay_mean" as (
select
  avg(cast("rate" as double precision)) as "assay_mean_0"
 from "sales"."orders" as "orders"
)
select
  count(cast("rate" as double precision)) as "m0_n",
  sum((cast("rate" as double precision) - assay_mean.assay_mean_0) * (cast("rate" as double precision) - assay_mean.assay_mean_0)) as "m0_squares",
  sum((cast("rate" as double precision) - assay_mean.assay_mean_0) * (cast("rate" as double precision) - assay_mean.assay_mean_0) * (cast("rate" as double precision) - assay_mean.assay_mean_0)) as "m0_cubes"
 from "sales"."orders" as "orders" cross join assay_mean;
