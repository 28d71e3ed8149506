// Data for the benchmarks: deterministic, ten columns, made once and kept in bench/.data.
import { existsSync, linkSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';

export const folder = join(dirname(fileURLToPath(import.meta.url)), '.data');

/** Ten columns of kinds that tables really have; one row in a thousand of `amount` is NULL. */
const columns = (rows) => `
  select i::bigint as id, (hash(i) % 100000)::integer as customer, (hash(i, 1) % 50)::smallint as store,
         case when hash(i, 2) % 1000 = 0 then null else (hash(i, 3) % 100000) / 100.0 end::double as amount,
         (hash(i, 4) % 100)::integer as quantity, 'C' || (hash(i, 5) % 40) as category,
         date '2024-01-01' + (i * 365 // ${rows})::integer as day,
         timestamp '2024-01-01' + interval 1 second * (i % 31000000) as placed,
         (hash(i, 6) % 2) = 0 as paid, (hash(i, 7) % 10000 / 10000.0)::double as share
  from range(${rows}) t(i)`;

async function make(name, select) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  if (existsSync(path)) return path;
  process.stderr.write(`making ${name} …\n`);
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const sql = await instance.connect();
  await sql.run(`copy (${select}) to '${path}.part' (format parquet, parquet_version v2)`);
  sql.closeSync();
  instance.closeSync();
  renameSync(`${path}.part`, path);
  return path;
}

/** Path of a Parquet file with so many rows. */
export const parquet = (rows) => make(`orders-${rows}.parquet`, columns(rows));

/** Path of a Parquet file with so many different keys and nothing else. */
export const keys = (rows) => make(`keys-${rows}.parquet`, `select i::bigint as id from range(${rows}) t(i)`);

/** A folder that holds one file so many times over, as hard links: rows without the disk that they would take. */
export function repeated(path, times) {
  const at = path.replace(/\.parquet$/, `-times-${times}`);
  mkdirSync(at, { recursive: true });
  for (let n = 0; n < times; n++) {
    const link = join(at, `part-${n}.parquet`);
    if (!existsSync(link)) linkSync(path, link);
  }
  return at;
}

/** The same table for PostgreSQL: as statements, since a server has no generator of ours. */
export const postgresTable = (rows) => [
  `create table orders as
   select i::bigint as id, (h % 100000)::int as customer, (h / 7 % 50)::smallint as store,
          case when h % 1009 = 0 then null else (h / 11 % 100000) / 100.0 end::float8 as amount,
          (h / 13 % 100)::int as quantity, 'C' || (h / 17 % 40) as category, date '2024-01-01' + (i * 365 / ${rows})::int as day,
          timestamp '2024-01-01' + interval '1 second' * (i % 31000000) as placed, h % 2 = 0 as paid,
          (h / 19 % 10000 / 10000.0)::float8 as share
   from (select i, (i * 2654435761) % 4294967291 as h from generate_series(0, ${rows - 1}) as s(i)) as t`,
  'vacuum analyze orders',
];
