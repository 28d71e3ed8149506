/** Decisions of any dataset, page by page, in the order of recording. */
import { sql, type SQL } from 'drizzle-orm';
import type { Decision } from '../model/decision.js';
import type { ListingStore, Period } from './listing-store.js';
import { pageOfRows } from './page-of-rows.js';
import { encodeText } from './text-codec.js';
import type { Database } from './store-database.js';

interface Row {
  readonly seq: number;
  readonly document: unknown;
}

/** Newest recorded first. Documents are read for the rows of the page alone. */
export function listAllDecisions(db: Database): ListingStore['allDecisions'] {
  return async ({ datasets, outcome, since, until }, { limit, after }) => {
    if (datasets?.length === 0) return { items: [], next: null };
    const wanted = all([
      outcome === null ? null : sql`d.outcome = ${outcome}`,
      ...within({ since, until }),
      after === null ? null : sql`d.seq < ${after[0] ?? 0}::bigint`,
    ]);
    const places = datasets === null ? ofEverything(wanted, limit) : ofEach(datasets, wanted, limit);
    const result: unknown = await db.execute(sql`
      select p.seq::float8 as seq, d.document
      from (${places}) p
      cross join lateral (select document from assay.decisions where id = p.id offset 0) d
      order by p.seq desc`);
    // Both drivers give `{rows}` with rows as objects; the document is our own.
    const { rows } = result as { readonly rows: readonly Row[] };
    return pageOfRows(
      rows,
      limit,
      (row) => row.document as Decision,
      (row) => [row.seq],
    );
  };
}

/** Read from the end of the index over all datasets. */
function ofEverything(wanted: SQL, limit: number): SQL {
  return sql`select d.id, d.seq from assay.decisions d where ${wanted} order by d.seq desc limit ${limit + 1}`;
}

/** The newest of each dataset, from the end of its own part of the index, then the newest of these: what other datasets have is not looked at. */
function ofEach(datasets: readonly string[], wanted: SQL, limit: number): SQL {
  const keys = JSON.stringify(datasets.map(encodeText));
  return sql`
    select its.id, its.seq
    from (select value as dataset from json_array_elements_text(${keys}::json)) w
    cross join lateral (
      select d.id, d.seq from assay.decisions d
      where d.dataset = w.dataset and ${wanted}
      order by d.dataset, d.seq desc
      limit ${limit + 1}
    ) its
    order by its.seq desc
    limit ${limit + 1}`;
}

const within = ({ since, until }: Period): readonly (SQL | null)[] => [
  since === null ? null : sql`d.decided_at >= ${since}`,
  until === null ? null : sql`d.decided_at < ${until}`,
];

function all(conditions: readonly (SQL | null)[]): SQL {
  const given = conditions.filter((each) => each !== null);
  return given.length === 0 ? sql`true` : sql.join(given, sql` and `);
}
