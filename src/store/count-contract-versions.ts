/** How many versions of each contract are on record. */
import { sql } from 'drizzle-orm';
import type { Database } from './store-database.js';
import { decodeText, encodeText } from './text-codec.js';

/** By id of the contract; without those that were never recorded. A version with two contents counts twice, as in the list of versions. */
export async function countContractVersions(
  db: Database,
  contracts: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (contracts.length === 0) return new Map();
  const result: unknown = await db.execute(sql`
    select w.id, v.count
    from (select value as id
      from json_array_elements_text(${JSON.stringify(contracts.map(encodeText))}::json)) w
    cross join lateral (select count(*)::int as count from assay.contract_versions
      where contract_id = w.id offset 0) v
    where v.count > 0`);
  // Both drivers give `{rows}`; the columns are those of the query.
  const { rows } = result as { readonly rows: readonly { readonly id: string; readonly count: number }[] };
  return new Map(rows.map(({ id, count }) => [decodeText(id), count]));
}
