-- duckdb
with "orders" as not materialized (
select * from "sales"."orders" as "orders"
)
select * from (
select max("amount") from "orders"
) as assay_query(assay_value) limit 2;

-- postgres
with "orders" as not materialized (
select * from "sales"."orders" as "orders"
)
select * from (
select max("amount") from "orders"
) as assay_query(assay_value) limit 2;
