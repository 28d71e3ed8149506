-- duckdb
select
  min("status") as "m0",
  sum("amount") as "m1",
  cast(avg(cast("paid" as integer)) as double) as "m2",
  case when bool_or(not isfinite(cast("rate" as double))) then cast('NaN' as double) else stddev_samp(case when isfinite(cast("rate" as double)) then cast("rate" as double) end) end as "m3",
  case when count(*) filter (where not (isfinite(cast("amount" as double)) and isfinite(cast("rate" as double)))) > 0 then cast('NaN' as double) when not isnan(corr(cast("amount" as double), cast("rate" as double)) filter (where isfinite(cast("amount" as double)) and isfinite(cast("rate" as double)))) then corr(cast("amount" as double), cast("rate" as double)) filter (where isfinite(cast("amount" as double)) and isfinite(cast("rate" as double))) end as "m4",
  max(length("status")) as "m5"
 from "sales"."orders" as "orders";

-- postgres
select
  min("status" collate "C") as "m0",
  sum("amount") as "m1",
  cast(avg(cast("paid" as integer)) as double precision) as "m2",
  stddev_samp(cast("rate" as double precision)) as "m3",
  corr(cast("amount" as double precision), cast("rate" as double precision)) as "m4",
  max(char_length("status")) as "m5"
 from "sales"."orders" as "orders";
