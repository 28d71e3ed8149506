select
  coalesce(count_if((
amount < 0
)), 0) as "m0",
  count(*) - count("assay_text_amount") as "m1"
 from (
select * replace (
  case when regexp_matches("id", '\A(?:[\+\-]?[0-9]{1,38})\z') then try_cast("id" as hugeint) end as "id",
  case when regexp_matches("amount", '\A(?:[\+\-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][\+\-]?[0-9]{1,3})?)\z') then try_cast("amount" as double) end as "amount"
), "id" as "assay_text_id", "amount" as "assay_text_amount"
from read_csv(['/lake/orders.csv'], columns = {'id': 'VARCHAR', 'amount': 'VARCHAR', 'note': 'VARCHAR'}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', hive_partitioning = false) as "orders"
) as "orders";

with "orders" as not materialized (
select * from (
select * replace (
  case when regexp_matches("id", '\A(?:[\+\-]?[0-9]{1,38})\z') then try_cast("id" as hugeint) end as "id",
  case when regexp_matches("amount", '\A(?:[\+\-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][\+\-]?[0-9]{1,3})?)\z') then try_cast("amount" as double) end as "amount"
)
from read_csv(['/lake/orders.csv'], columns = {'id': 'VARCHAR', 'amount': 'VARCHAR', 'note': 'VARCHAR'}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', hive_partitioning = false) as "orders"
) as "orders"
where (
id > 5
)
)
select * from (
select max(amount) from "orders"
) as assay_query(assay_value) limit 2;

select
  count(*) - count("assay_text_amount") as "m0"
 from (
select * replace (
  case when regexp_matches("id", '\A(?:[\+\-]?[0-9]{1,38})\z') then try_cast("id" as hugeint) end as "id",
  case when regexp_matches("amount", '\A(?:[\+\-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][\+\-]?[0-9]{1,3})?)\z') then try_cast("amount" as double) end as "amount"
), "id" as "assay_text_id", "amount" as "assay_text_amount"
from read_csv(['/lake/orders.csv'], columns = {'id': 'VARCHAR', 'amount': 'VARCHAR', 'note': 'VARCHAR'}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', hive_partitioning = false) as "orders"
) as "orders" where (
id > 5
);

select
  "assay_text_id" as "id",
  "assay_text_amount" as "amount"
 from (
select * replace (
  case when regexp_matches("id", '\A(?:[\+\-]?[0-9]{1,38})\z') then try_cast("id" as hugeint) end as "id",
  case when regexp_matches("amount", '\A(?:[\+\-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][\+\-]?[0-9]{1,3})?)\z') then try_cast("amount" as double) end as "amount"
), "id" as "assay_text_id", "amount" as "assay_text_amount"
from read_csv(['/lake/orders.csv'], columns = {'id': 'VARCHAR', 'amount': 'VARCHAR', 'note': 'VARCHAR'}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', hive_partitioning = false) as "orders"
) as "orders" where (
amount < 0
) limit 5;
