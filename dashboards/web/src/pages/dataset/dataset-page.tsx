/** One dataset: what is wrong with it now, whether the gate lets it through, and all that is known of it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { useMay } from '../../api/principal.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { BreakerPhase, Outcome } from '../../kit/state-tags.js';
import { Verdict } from '../../kit/verdict.js';
import { CheckNow } from './check-now.js';
import { DatasetFacts } from './dataset-facts.js';
import { DatasetTabs } from './dataset-tabs.js';
import { FailingNow } from './failing-now.js';
import { GateBlocks } from './gate-blocks.js';
import { datasetRoute } from './address.js';

export function DatasetPage() {
  const { key } = datasetRoute.useParams();
  const may = useMay();
  const query = useQuery(api.queryOptions('get', '/v1/datasets/{key}', { params: { path: { key } } }));
  // The address may have the bare name.
  const own = query.data?.key ?? key;
  const overview = useQuery(
    api.queryOptions(
      'get',
      '/v1/overview',
      { params: { query: { dataset: own } } },
      { placeholderData: keepPreviousData },
    ),
  );
  const standing = overview.data?.items.find(({ dataset }) => dataset === own) ?? null;
  const detail = query.data;
  return (
    <Page
      title={own}
      crumbs={[{ label: 'Overview', href: '/' }]}
      tags={
        detail !== undefined && (
          <>
            {standing !== null && <Verdict verdict={standing.health} />}
            {standing?.gate.blocked === true && <Outcome outcome="block" />}
            <span>
              breaker <BreakerPhase phase={detail.breaker} />
            </span>
          </>
        )
      }
      lead={detail?.description ?? undefined}
      actions={detail !== undefined && may('run', detail.domain) && <CheckNow dataset={detail} />}
      {...(detail === undefined ? {} : { json: { ...detail, standing } })}
      updatedAt={Math.max(query.dataUpdatedAt, overview.dataUpdatedAt)}
    >
      <Loaded query={query} what="the dataset" height={480}>
        {(dataset) => (
          <>
            <GateBlocks dataset={dataset} standing={standing} />
            <FailingNow datasetKey={dataset.key} />
            <DatasetFacts dataset={dataset} standing={standing} />
            <DatasetTabs dataset={dataset} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
