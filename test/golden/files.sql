select
  count(*) as "m0"
 from read_parquet(['/lake/orders/*.parquet'], hive_partitioning = true, union_by_name = true) as "orders";

select
  count(*) as "m0"
 from read_csv(['/lake/it''s.csv'], columns = {'id': 'VARCHAR', 'a"b': 'VARCHAR'}, auto_detect = false, header = true, delim = ';', quote = '"', escape = '"', hive_partitioning = false) as "orders";

select
  count(*) as "m0"
 from read_json(['/lake/a.ndjson'], columns = {'id': 'JSON'}, format = 'newline_delimited', hive_partitioning = false) as "orders";
