// What the engine costs by itself: load it, open it, read one small Parquet file.
import { DuckDBInstance } from '@duckdb/node-api';

const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
const read = await connection.runAndReadAll(
  `select count(*), sum(customer), min(category), avg(share) from read_parquet('${process.argv[2]}')`,
);
read.getRows();
connection.closeSync();
instance.closeSync();
