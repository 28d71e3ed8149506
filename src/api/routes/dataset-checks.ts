/** The checks of a dataset as they stand: with verdict, since when, and how they went lately. */
import { QUALITY_DIMENSIONS } from '../../model/quality-dimension.js';
import type { CheckResult } from '../../model/verdict.js';
import type { DatasetEntry } from '../../service/service.js';
import type { RunHead } from '../../store/run-heads.js';
import type { RunVerdict } from '../../store/run-verdicts.js';
import {
  byColumn,
  countStanding,
  filterChecks,
  standingOf,
  type CheckFilter,
  type StandingCheck,
} from '../checks-by-column.js';
import { badCursor } from '../list-wish.js';
import { cursorOf, DEFAULT_LIMIT, textsOf, type PageQuery } from '../paging.js';
import { answer, route, type Answer, type Call } from '../route.js';
import { showStandingCheck } from '../show/standing-check.js';
import { showRunHead } from '../show/run.js';
import { findVisible, type Found } from '../visible-datasets.js';

const TREND_POINTS = 14;
/** A cursor names the run that the order is of, the suite by the end of its digest, and the place. */
const DIGEST_END = -16;

interface Place {
  readonly run: RunHead | null;
  readonly from: number;
}

export const datasetCheckRoutes = [
  route<'DatasetChecksQuery'>({
    method: 'get',
    path: '/v1/datasets/{key}/checks',
    scope: 'read',
    tag: 'Datasets',
    summary: 'The checks of a dataset with their latest results, column by column, the worst first',
    description:
      'The checks in force, with what the latest run that counts said of each. All pages of one list are of one run, whatever is recorded meanwhile; when the contract changes, the list begins anew (`invalid-cursor`).',
    parameters: { key: 'Key of the dataset, or its bare name where that is unambiguous.' },
    query: 'DatasetChecksQuery',
    answers: { 200: { description: 'A page of checks.', schema: 'DatasetCheckPage' } },
    problems: ['unknown-dataset', 'ambiguous-dataset', 'invalid-cursor'],
    async handle(call) {
      const { c, query, link } = call;
      const found = findVisible(call, call.param('key'), 'read');
      if (!found.ok) return found.problem;
      const entry = found.value;
      const place = await placeOf(call, entry, query);
      if (!place.ok) return place.problem;
      const { run, from } = place.value;
      const verdicts = await verdictsOf(call, run);
      const all = standingOf(entry.suite, verdicts);
      const { limit = DEFAULT_LIMIT, dimension = null, column = null, search = null } = query;
      const filter: CheckFilter = { dimension, column, search };
      const matching = byColumn(filterChecks(all, filter));
      const wanted =
        query.verdict === undefined
          ? matching
          : matching.filter(({ standing }) => query.verdict?.includes(standing));
      const page = wanted.slice(from, from + limit);
      const more = wanted.length > from + limit;
      return answer(c, 'DatasetCheckPage', {
        run: run === null ? null : showRunHead(run, link),
        items: await inFull(call, run, verdicts, page),
        columns: columnsOf(page, matching, entry),
        totals: countStanding(matching),
        dimensions: dimensionsOf(all),
        next: more ? cursorOf([run?.runId ?? '', suiteMark(entry), String(from + limit)]) : null,
      });
    },
  }),
];

const suiteMark = ({ suite }: DatasetEntry): string => suite.digest.slice(DIGEST_END);

/** The run and the place to begin at: those of the cursor, else the latest run and the top. */
async function placeOf(
  { c, deps }: Call<unknown, unknown>,
  entry: DatasetEntry,
  { cursor }: PageQuery,
): Promise<Found<Place>> {
  const { listings } = deps.service.store;
  if (cursor === undefined) return { ok: true, value: { run: await listings.latestRun(entry.key), from: 0 } };
  const [runId = '', mark = '', from = ''] = textsOf(cursor, 3) ?? [];
  if (mark !== suiteMark(entry) || !/^\d{1,9}$/.test(from)) return { ok: false, problem: badCursor(c) };
  const run = runId === '' ? null : await listings.runHead(runId);
  // A cursor comes from outside: it must not lead to a run of another dataset, or to one of a `--where`.
  const isIts = runId === '' || (run?.dataset === entry.key && run.where === null);
  return isIts ? { ok: true, value: { run, from: Number(from) } } : { ok: false, problem: badCursor(c) };
}

async function verdictsOf(
  { deps }: Call<unknown, unknown>,
  run: RunHead | null,
): Promise<ReadonlyMap<string, RunVerdict>> {
  if (run === null) return new Map();
  const results = await deps.service.store.listings.runVerdicts(run.runId);
  return new Map(results.map((result) => [result.check, result]));
}

/** What takes a look at the store for each check is asked for those of the page alone. */
async function inFull(
  { deps, link }: Call<unknown, unknown>,
  run: RunHead | null,
  verdicts: ReadonlyMap<string, RunVerdict>,
  page: readonly StandingCheck[],
): Promise<readonly Answer<'DatasetCheck'>[]> {
  const { listings } = deps.service.store;
  const ids = page.map(({ check }) => check.id);
  const ran = ids.flatMap((id) => verdicts.get(id) ?? []);
  const bad = ran.filter(({ verdict }) => verdict !== 'pass').map(({ check }) => check);
  const [results, trends, since] = await Promise.all([
    run === null
      ? new Map<number, CheckResult>()
      : listings.runResults(
          run.runId,
          ran.map(({ position }) => position),
        ),
    listings.checkTrends(ids, TREND_POINTS),
    listings.checksBadSince(bad),
  ]);
  return page.map((each) => {
    const { id } = each.check;
    const result = results.get(verdicts.get(id)?.position ?? -1) ?? null;
    const trend = trends.get(id) ?? [];
    return showStandingCheck(each, { result, trend, since: since.get(id) ?? null }, link);
  });
}

function columnsOf(
  page: readonly StandingCheck[],
  matching: readonly StandingCheck[],
  { suite }: DatasetEntry,
): readonly Answer<'DatasetCheckColumn'>[] {
  const groups = new Map<string | null, StandingCheck[]>(page.map(({ check }) => [check.column, []]));
  for (const each of matching) groups.get(each.check.column)?.push(each);
  const declared = new Map(suite.columns.map((column) => [column.path, column]));
  return [...groups].map(([column, checks]) => {
    const its = column === null ? undefined : declared.get(column);
    return {
      column,
      logicalType: its?.logicalType ?? null,
      classification: its?.classification ?? null,
      counts: countStanding(checks),
    };
  });
}

function dimensionsOf(all: readonly StandingCheck[]): Answer<'DatasetCheckPage'>['dimensions'] {
  return QUALITY_DIMENSIONS.flatMap((dimension) => {
    const its = all.filter((each) => each.dimension === dimension);
    return its.length === 0 ? [] : [{ dimension, counts: countStanding(its) }];
  });
}
