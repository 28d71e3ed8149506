-- duckdb
select
  "segment" as "segment",
  "v" as "v",
  "n" as "n",
  "rank" as "rank",
  "total" as "total",
  "nulls" as "nulls",
  "distinct" as "distinct"
 from (
select
  segment as "segment",
  v as "v",
  n as "n",
  row_number() over (partition by segment order by v is null, n desc, v) as "rank",
  coalesce(sum(n) filter (where v is not null) over (partition by segment), 0) as "total",
  coalesce(sum(n) filter (where v is null) over (partition by segment), 0) as "nulls",
  count(v) over (partition by segment) as "distinct"
 from (
select
  "paid" as "segment",
  "status" as "v",
  count(*) as "n"
 from "sales"."orders" as "orders" group by "paid", "status"
) as assay_groups
) as assay_ranked where "rank" <= 20 order by segment, "rank";

-- postgres
select
  "segment" as "segment",
  "v" as "v",
  "n" as "n",
  "rank" as "rank",
  "total" as "total",
  "nulls" as "nulls",
  "distinct" as "distinct"
 from (
select
  segment as "segment",
  v as "v",
  n as "n",
  row_number() over (partition by segment order by v is null, n desc, v collate "C") as "rank",
  coalesce(sum(n) filter (where v is not null) over (partition by segment), 0) as "total",
  coalesce(sum(n) filter (where v is null) over (partition by segment), 0) as "nulls",
  count(v) over (partition by segment) as "distinct"
 from (
select
  "paid" as "segment",
  "status" as "v",
  count(*) as "n"
 from "sales"."orders" as "orders" group by "paid", "status"
) as assay_groups
) as assay_ranked where "rank" <= 20 order by segment, "rank";
