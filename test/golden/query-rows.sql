-- duckdb
with "orders" as not materialized (
select * from "sales"."orders" as "orders"
)
select count(*) as "n" from (
select * from orders where amount < 0
) as assay_query;

-- postgres
with "orders" as not materialized (
select * from "sales"."orders" as "orders"
)
select count(*) as "n" from (
select * from orders where amount < 0
) as assay_query;
