-- duckdb
select
  coalesce(count_if(regexp_matches("status", '\A(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})\z')), 0) as "m0",
  coalesce(count_if(json_valid("status")), 0) as "m1"
 from "sales"."orders" as "orders";

-- postgres
select
  count(*) filter (where ("status" ~ E'\\A(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3})\\Z')) as "m0",
  count(*) filter (where ("status" is json)) as "m1"
 from "sales"."orders" as "orders";
