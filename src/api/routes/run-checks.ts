/** The results of a run, the worst first, beside those of the run before. */
import type { ApiSchemas } from '../../generated/api.js';
import type { CheckResult } from '../../model/verdict.js';
import type { RunHead } from '../../store/run-heads.js';
import type { RunVerdict } from '../../store/run-verdicts.js';
import { clauseTexts } from '../clause-texts.js';
import { compareResults, goneChecks, isBefore, placeOf, type ComparedResult } from '../compare-runs.js';
import type { Link } from '../links.js';
import { listWish } from '../list-wish.js';
import { cursorOf } from '../paging.js';
import { problem } from '../problem.js';
import { answer, route, type Answer, type Call } from '../route.js';
import { showRunDecision, showRunHead } from '../show/run.js';
import { recordProblem } from '../visible-datasets.js';

const MOST_GONE = 50;

type Query = ApiSchemas['RunChecksQuery'];

interface Results {
  readonly own: readonly RunVerdict[];
  /** Null: there is no run to compare with. */
  readonly before: { readonly run: RunHead; readonly results: readonly RunVerdict[] } | null;
}

/** What the suite of the run says of its checks. */
interface Texts {
  readonly names: ReadonlyMap<string, string | null>;
  readonly clauses: ReadonlyMap<string, string>;
}

export const runCheckRoutes = [
  route<'RunChecksQuery'>({
    method: 'get',
    path: '/v1/runs/{id}/checks',
    scope: 'read',
    tag: 'Datasets',
    summary: 'A run with a page of its results, the worst first, beside the run before',
    parameters: { id: 'Id of the run.' },
    query: 'RunChecksQuery',
    answers: { 200: { description: 'The run and a page of its results.', schema: 'RunCheckPage' } },
    problems: ['unknown-run', 'invalid-cursor'],
    async handle(call) {
      const { c, deps, query, link } = call;
      const { listings } = deps.service.store;
      const unknown = (): Response => problem(c, 404, 'unknown-run', 'There is no run of this id.');
      const run = await listings.runHead(call.param('id'));
      if (run === null) return unknown();
      const refused = recordProblem(call, run.dataset, 'read', unknown);
      if (refused !== null) return refused;
      const wish = listWish(c, query, 2);
      if (!wish.ok) return wish.problem;
      const { limit, after } = wish.value;
      const [results, texts] = await Promise.all([resultsOf(call, run), textsOf(call, run)]);
      const wanted = matching(query, texts, results).filter(
        (each) => after === null || isBefore(after, placeOf(each)),
      );
      const page = wanted.slice(0, limit);
      const last = page.at(-1);
      const decisions = await listings.runDecisions([run.runId]);
      return answer(c, 'RunCheckPage', {
        run: showRunHead(run, link),
        decision: showRunDecision(decisions.get(run.runId)),
        notExecuted: run.notExecuted,
        changes: changesOf(results, link),
        items: await inFull(call, run, page, texts),
        next: wanted.length > limit && last !== undefined ? cursorOf(placeOf(last)) : null,
      });
    },
  }),
];

async function resultsOf({ deps }: Call<unknown, unknown>, { runId }: RunHead): Promise<Results> {
  const { listings } = deps.service.store;
  const [own, run] = await Promise.all([listings.runVerdicts(runId), listings.runBefore(runId)]);
  const before = run === null ? null : { run, results: await listings.runVerdicts(run.runId) };
  return { own, before };
}

function matching(query: Query, texts: Texts, { own, before }: Results): readonly ComparedResult[] {
  const { verdict, change, column, search } = query;
  const wanted = (search ?? '').toLowerCase();
  return compareResults(own, before?.results ?? null).filter(
    ({ result, ...each }) =>
      (verdict === undefined || verdict.includes(result.verdict)) &&
      (change === undefined || (change === 'any' ? each.change !== null : each.change === change)) &&
      (column === undefined || (result.column ?? '') === column) &&
      [result.check, result.column, texts.names.get(result.check), texts.clauses.get(result.check)].some(
        (text) => (text ?? '').toLowerCase().includes(wanted),
      ),
  );
}

/** Names stand in the documents of the results too, which are slow to look into; the suite of the run has the same, all at once. */
async function textsOf({ deps }: Call<unknown, unknown>, { suiteDigest }: RunHead): Promise<Texts> {
  const suite = await deps.service.store.listings.recordedSuite(suiteDigest);
  if (suite === null) return { names: new Map(), clauses: new Map() };
  return { names: new Map(suite.checks.map(({ id, name }) => [id, name])), clauses: clauseTexts(suite) };
}

function changesOf({ own, before }: Results, link: Link): Answer<'RunChanges'> | null {
  if (before === null) return null;
  const compared = compareResults(own, before.results);
  const count = (change: ComparedResult['change']): number =>
    compared.filter((each) => each.change === change).length;
  const gone = goneChecks(own, before.results);
  const { runId, asOf, verdict } = before.run;
  return {
    run: { runId, asOf, verdict, links: { self: link('/v1/runs/{id}', runId) } },
    ...{ worse: count('worse'), better: count('better'), new: count('new') },
    gone: gone.length,
    goneChecks: gone.slice(0, MOST_GONE),
  };
}

async function inFull(
  { deps, link }: Call<unknown, unknown>,
  { runId }: RunHead,
  page: readonly ComparedResult[],
  { clauses }: Texts,
): Promise<readonly Answer<'RunCheck'>[]> {
  const places = page.map(({ result }) => result.position);
  const found = await deps.service.store.listings.runResults(runId, places);
  return page.flatMap((each) => {
    const result = found.get(each.result.position);
    return result === undefined ? [] : [showResult(result, each, clauses.get(result.id) ?? null, link)];
  });
}

function showResult(
  result: CheckResult,
  { before }: ComparedResult,
  clause: string | null,
  link: Link,
): Answer<'RunCheck'> {
  const { id, kind, column, name, dimension, severity, verdict, reason } = result;
  const { observed, expected, unit, rows, message } = result;
  return {
    ...{ id, kind, column, name, dimension, clause, severity, verdict, reason },
    ...{ observed, expected, unit, rows, message, before },
    links: { history: link('/v1/checks/{id}/history', id) },
  };
}
