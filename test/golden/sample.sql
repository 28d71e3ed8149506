-- duckdb
select
  "id" as "id",
  '***' as "status",
  "amount" as "amount"
 from "sales"."orders" as "orders" where ("amount" < 0) limit 5;

-- postgres
select
  "id" as "id",
  '***' as "status",
  "amount" as "amount"
 from "sales"."orders" as "orders" where ("amount" < 0) limit 5;
