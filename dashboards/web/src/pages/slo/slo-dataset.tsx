/** The objectives of one dataset day by day: where their error budgets went. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api/client.js';
import { Empty } from '../../kit/empty.js';
import { Filters } from '../../kit/filters.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { HowToWrite } from './how-to-write.js';
import { LastRunNote } from './last-run-note.js';
import { ObjectiveDetail } from './objective-detail.js';
import { sloRoute } from './address.js';
import { WindowFilters } from './window-filters.js';

export function SloDataset({ dataset }: { readonly dataset: string }) {
  const { days, until } = sloRoute.useSearch();
  const query = useQuery(
    api.queryOptions(
      'get',
      '/v1/slo/{dataset}',
      {
        params: {
          path: { dataset },
          query: { ...(days === undefined ? {} : { days }), ...(until === undefined ? {} : { until }) },
        },
      },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <Page
      title={`Service levels of ${dataset}`}
      crumbs={[{ label: 'Service levels', href: '/slo' }]}
      lead={
        <Link to="/datasets/$key" params={{ key: dataset }}>
          {dataset}: checks, runs and decisions
        </Link>
      }
      {...(query.data === undefined ? {} : { json: query.data })}
      updatedAt={query.dataUpdatedAt}
    >
      <Filters>
        <WindowFilters />
      </Filters>
      <Loaded query={query} what="objectives" height={400}>
        {(slo) => (
          <>
            <LastRunNote lastAsOf={slo.lastAsOf} to={slo.until} />
            {slo.objectives.length === 0 ? (
              <Empty title="The contract of this dataset states no objective.">
                <HowToWrite />
              </Empty>
            ) : (
              slo.objectives.map((history) => (
                <ObjectiveDetail
                  key={`${history.objective.clause.path} ${history.objective.text}`}
                  dataset={slo.dataset}
                  history={history}
                />
              ))
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
