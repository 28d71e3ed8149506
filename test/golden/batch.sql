-- duckdb
select
  count(*) as "m0"
 from "sales"."orders" as "orders" where (("placed_at" >= timestamp '2001-01-15 00:00:00') and ("placed_at" < timestamp '2001-01-16 00:00:00')) and ("status" = 'new') and (
amount > 0 -- paid
);

-- postgres
select
  count(*) as "m0"
 from "sales"."orders" as "orders" where (("placed_at" >= timestamp '2001-01-15 00:00:00') and ("placed_at" < timestamp '2001-01-16 00:00:00')) and ("status" = 'new') and (
amount > 0 -- paid
);
