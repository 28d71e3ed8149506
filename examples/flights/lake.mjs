// The jobs of the example: plain SQL that turns one layer's files into the next one's.
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

// The package exports no path to its data: they lie two folders above its entry.
const data = join(dirname(createRequire(import.meta.url).resolve('vega-datasets')), '..', 'data');

/** Opens an empty lake in a folder. */
export async function openLake(folder) {
  const instance = await DuckDBInstance.create();
  const sql = await instance.connect();
  const write = (query, layer, day) => {
    const partition = join(folder, layer, `day=${day}`);
    mkdirSync(partition, { recursive: true });
    return sql.run(`copy (${query}) to '${join(partition, 'part.parquet')}' (format parquet)`);
  };

  return {
    /** Delivers the source: one Parquet file a day, rows as they came, and the list of airports. Returns the days. */
    async land() {
      mkdirSync(join(folder, 'bronze', 'flights'), { recursive: true });
      copyFileSync(join(data, 'airports.csv'), join(folder, 'bronze', 'airports.csv'));
      await sql.run(`
        copy (select *, cast(date as date) as day from '${join(data, 'flights-3m.parquet')}')
        to '${join(folder, 'bronze', 'flights')}' (format parquet, partition_by (day))`);
      const days = await sql.runAndReadAll(`
        select distinct cast(day as varchar) from read_parquet('${folder}/bronze/flights/*/*.parquet', hive_partitioning = true) order by 1`);
      await sql.run(
        `create table airports as from read_csv('${folder}/bronze/airports.csv', all_varchar = true)`,
      );
      return days.getRows().map(([day]) => String(day));
    },

    /** Typed, every flight once, joined to its airports. */
    makeSilver: (day) =>
      write(
        `select date as departed_at, cast(delay as integer) as delay_minutes, cast(distance as integer) as distance_miles,
                origin, o.city as origin_city, o.state as origin_state,
                destination, d.city as destination_city, d.state as destination_state
         from (select distinct * from read_parquet('${folder}/bronze/flights/day=${day}/*.parquet', hive_partitioning = false))
         left join airports o on o.iata = origin
         left join airports d on d.iata = destination`,
        'silver/flights',
        day,
      ),

    /** One row a route. */
    makeGold: (day) =>
      write(
        `select cast(departed_at as date) as flight_date, origin, destination, cast(count(*) as integer) as flights,
                avg(delay_minutes) as mean_delay, max(delay_minutes) as worst_delay,
                avg(case when delay_minutes > 15 then 1.0 else 0.0 end)::double as late_share, min(distance_miles) as distance_miles
         from read_parquet('${folder}/silver/flights/day=${day}/*.parquet', hive_partitioning = false)
         group by all`,
        'gold/route_daily',
        day,
      ),

    /** Days and rows that reached gold. */
    async routes() {
      const result = await sql.runAndReadAll(`
        select count(distinct day) as days, count(*) as rows, sum(flights) as flights
        from read_parquet('${folder}/gold/route_daily/*/*.parquet', hive_partitioning = true)`);
      const [days, rows, flights] = result.getRows()[0].map(Number);
      return { days, rows, flights };
    },

    close: () => instance.closeSync(),
  };
}
