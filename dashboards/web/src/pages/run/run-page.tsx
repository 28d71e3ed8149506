/** One run: when, of which data, what was found, what the gate made of it, and what is other than in the run before. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { client } from '../../api/client.js';
import { paged } from '../../api/paged.js';
import { Loaded } from '../../kit/loaded.js';
import { momentText } from '../../kit/moment.js';
import { Page } from '../../kit/page.js';
import { RunCounts } from '../../kit/run-counts.js';
import { Verdict } from '../../kit/verdict.js';
import { NotExecuted } from '../../kit/not-executed.js';
import { RunChanges } from './run-changes.js';
import { RunFacts } from './run-facts.js';
import { RunResults } from './run-results.js';
import { runRoute } from './address.js';

export function RunPage() {
  const { id } = runRoute.useParams();
  const { verdict, change, search } = runRoute.useSearch();
  const filter = {
    ...(verdict === undefined ? {} : { verdict: [verdict] }),
    ...(change === undefined ? {} : { change }),
    ...(search === undefined ? {} : { search }),
  };
  const query = useInfiniteQuery(
    paged(['run checks', id, filter], (cursor, signal) =>
      client.GET('/v1/runs/{id}/checks', {
        params: { path: { id }, query: { ...filter, ...cursor } },
        signal,
      }),
    ),
  );
  const head = query.data?.pages[0];
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const run = head?.run;
  return (
    <Page
      title={run === undefined ? 'Run' : `${run.dataset}, ${momentText(run.asOf)}`}
      crumbs={crumbsOf(run?.dataset)}
      tags={
        run !== undefined && (
          <>
            <Verdict verdict={run.verdict} />
            <span>
              <RunCounts summary={run.summary} />
            </span>
          </>
        )
      }
      {...(head === undefined ? {} : { json: { ...head, items } })}
      updatedAt={query.dataUpdatedAt}
    >
      <Loaded query={query} what="the run" height={480}>
        {({ pages: [first] }) =>
          first === undefined ? null : (
            <>
              <RunFacts page={first} />
              <RunChanges changes={first.changes} where={first.run.where} />
              <RunResults run={first.run} items={items} query={query} />
              <NotExecuted clauses={first.notExecuted} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function crumbsOf(dataset: string | undefined) {
  const own =
    dataset === undefined ? [] : [{ label: dataset, href: `/datasets/${encodeURIComponent(dataset)}` }];
  return [{ label: 'Overview', href: '/' }, { label: 'Runs', href: '/runs' }, ...own];
}
