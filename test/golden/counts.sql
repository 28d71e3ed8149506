-- duckdb
select
  count(*) as "m0",
  count(*) - count("status") as "m1",
  coalesce(count_if(("amount" < 0)), 0) as "m2",
  coalesce(count_if((not ("status" in ('new', 'it''s')))), 0) as "m3",
  coalesce(count_if((not regexp_matches("status", '\A[A-Z]{2}[0-9]+\z'))), 0) as "m4",
  coalesce(count_if(("placed_at" >= timestamp '2001-01-15 00:00:00')), 0) as "m5",
  coalesce(count_if((("amount" % 0.05) = 0)), 0) as "m6",
  coalesce(count_if((
amount > 5 -- large
)), 0) as "m7"
 from "sales"."orders" as "orders";

-- postgres
select
  count(*) as "m0",
  count(*) - count("status") as "m1",
  count(*) filter (where ("amount" < 0)) as "m2",
  count(*) filter (where (not ("status" in ('new', 'it''s')))) as "m3",
  count(*) filter (where (not ("status" ~ E'\\A[A-Z]{2}[0-9]+\\Z'))) as "m4",
  count(*) filter (where ("placed_at" >= timestamp '2001-01-15 00:00:00')) as "m5",
  count(*) filter (where (("amount" % 0.05) = 0)) as "m6",
  count(*) filter (where (
amount > 5 -- large
)) as "m7"
 from "sales"."orders" as "orders";
