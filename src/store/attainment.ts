/** How often checks passed and decisions allowed within a period, in slices: the counts that service levels are told by. */
import { inArray, type SQL } from 'drizzle-orm';
import type { Suite } from '../model/check.js';
import type { ResultCount, TallySlice } from '../model/objective.js';
import type { Summary } from '../model/verdict.js';
import {
  checkRows,
  decisionRows,
  goodRunRows,
  lastRows,
  wantedDatasets,
  type GoodRunRow,
  type DecisionRow,
  type Slices,
} from './attainment-queries.js';
import type { Attainment } from './listing-store.js';
import { suites } from './schema.js';
import { decodeText } from './text-codec.js';
import type { Database } from './store-database.js';

interface Period {
  readonly since: string;
  readonly until: string;
}

/** What a suite says of a check. */
type Named = Pick<ResultCount, 'check' | 'dimension' | 'column'>;

/** Of a check whose suite does not name it any more: it can not have run, but a count must not be lost. */
const NO_DIMENSION = 'unknown';

/** One answer a dataset, in their order. `since` is within the period, `until` is not. */
export async function attainment(
  db: Database,
  datasets: readonly string[],
  period: Period,
  cuts: readonly string[] = [],
): Promise<readonly Attainment[]> {
  if (datasets.length === 0) return [];
  const begins = [...new Set([period.since, ...cuts])].sort();
  const slices = { cuts: begins, until: period.until };
  const wanted = wantedDatasets(datasets);
  const counted = await resultCounts(db, wanted, slices);
  const decided = byPlace(await decisionRows(db, wanted, slices));
  const last = byPlace(await lastRows(db, wanted, period));
  return datasets.map((dataset, at) => {
    const [its] = last.get(at) ?? [];
    const told = slicesOf(begins, counted.get(at) ?? [], decided.get(at) ?? []);
    const within = told.filter(({ from }) => from >= period.since);
    return {
      dataset,
      runs: its?.runs ?? 0,
      dimensions: summaries(within.flatMap(({ results }) => results)),
      decisions: within.map(({ decisions }) => decisions).reduce(plus, { total: 0, allowed: 0 }),
      lastRunAt: its?.last_run ?? null,
      lastAllowedAt: its?.last_allowed ?? null,
      lastAsOf: its?.last_as_of ?? null,
      slices: told,
    };
  });
}

type Decided = Attainment['decisions'];

const plus = (a: Decided, b: Decided): Decided => ({
  total: a.total + b.total,
  allowed: a.allowed + b.allowed,
});

interface Placed {
  readonly slice: number;
  readonly result: ResultCount;
}

/** By place of the dataset. */
async function resultCounts(
  db: Database,
  wanted: SQL,
  slices: Slices,
): Promise<ReadonlyMap<number, readonly Placed[]>> {
  const bad = await checkRows(db, wanted, slices, 'bad');
  const good = await goodRunRows(db, wanted, slices);
  const suites = await namedChecks(db, [...bad, ...good]);
  const isWhole = ({ suite, results }: GoodRunRow): boolean => suites.get(suite)?.size === results;
  const part = good.filter((row) => !isWhole(row)).map(({ suite, results }) => ({ suite, results }));
  const inPart = part.length === 0 ? [] : await checkRows(db, wanted, slices, part);
  const found = new Map<number, Placed[]>();
  const add = (at: number, placed: Placed): void => {
    const its = found.get(at);
    if (its === undefined) found.set(at, [placed]);
    else its.push(placed);
  };
  for (const { at, slice, suite, check_id, verdict, count } of [...bad, ...inPart]) {
    const check = decodeText(check_id);
    const named = suites.get(suite)?.get(check) ?? { check, dimension: NO_DIMENSION, column: null };
    add(at, { slice, result: { ...named, verdict, count } });
  }
  for (const { at, slice, suite, runs } of good.filter(isWhole))
    for (const named of suites.get(suite)?.values() ?? [])
      add(at, { slice, result: { ...named, verdict: 'pass', count: runs } });
  return found;
}

function byPlace<Row extends { readonly at: number }>(
  rows: readonly Row[],
): ReadonlyMap<number, readonly Row[]> {
  const found = new Map<number, Row[]>();
  for (const row of rows) {
    const its = found.get(row.at);
    if (its === undefined) found.set(row.at, [row]);
    else its.push(row);
  }
  return found;
}

function slicesOf(
  begins: readonly string[],
  counted: readonly Placed[],
  decided: readonly DecisionRow[],
): readonly TallySlice[] {
  return begins.map((from, place) => {
    const decisions = decided.find((row) => row.slice === place);
    return {
      from,
      results: joined(counted.filter(({ slice }) => slice === place)),
      decisions: { total: decisions?.decided ?? 0, allowed: decisions?.allowed ?? 0 },
    };
  });
}

/** Passes of one check come from good runs and from others. */
function joined(counted: readonly Placed[]): readonly ResultCount[] {
  const found = new Map<string, ResultCount>();
  for (const { result } of counted) {
    const key = JSON.stringify([result.check, result.dimension, result.column, result.verdict]);
    const before = found.get(key);
    found.set(key, before === undefined ? result : { ...before, count: before.count + result.count });
  }
  return [...found.values()];
}

/** By digest of the suite and id of the check. A result's own dimension stands in its document, which is slow to look into; its suite says the same of every run. */
async function namedChecks(
  db: Database,
  of: readonly { readonly suite: string }[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Named>>> {
  const digests = [...new Set(of.map(({ suite }) => suite))];
  const rows =
    digests.length === 0 ? [] : await db.select().from(suites).where(inArray(suites.digest, digests));
  return new Map(
    rows.map(({ digest, document }) => {
      // Our own document, written by recordRun.
      const { checks } = document as Suite;
      return [
        digest,
        new Map(
          checks.map(({ id, dimension, column }) => [id, { check: id, dimension, column: column ?? null }]),
        ),
      ];
    }),
  );
}

function summaries(results: readonly ResultCount[]): ReadonlyMap<string, Summary> {
  const found = new Map<string, Summary>();
  for (const { dimension, verdict, count } of results) {
    const before = found.get(dimension) ?? { pass: 0, warn: 0, fail: 0, unknown: 0 };
    found.set(dimension, { ...before, [verdict]: before[verdict] + count });
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
