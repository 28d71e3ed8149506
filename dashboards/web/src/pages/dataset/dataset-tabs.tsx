/** What is known of a dataset, part by part; which part stands in the address. */
import type { ReactElement } from 'react';
import type { Schema } from '../../api/client.js';
import { changeSearch } from '../../app/change-search.js';
import { Tabs } from '../../kit/tabs.js';
import { BreakerTab } from './breaker-tab.js';
import { ChecksTab } from './checks-tab.js';
import { ContractTab } from './contract-tab.js';
import { DecisionsTab } from './decisions-tab.js';
import { LineageTab } from './lineage-tab.js';
import { MetricsTab } from './metrics-tab.js';
import { RunsTab } from './runs-tab.js';
import { datasetRoute } from './address.js';

type Part = (props: { readonly dataset: Schema<'DatasetDetail'> }) => ReactElement;

const PARTS = {
  checks: ['Checks', ChecksTab],
  runs: ['Runs', RunsTab],
  metrics: ['Metrics', MetricsTab],
  decisions: ['Decisions', DecisionsTab],
  breaker: ['Breaker', BreakerTab],
  contract: ['Contract', ContractTab],
  lineage: ['Lineage', LineageTab],
} as const satisfies Record<string, readonly [string, Part]>;

const NAMES = ['checks', 'runs', 'metrics', 'decisions', 'breaker', 'contract', 'lineage'] as const;

export function DatasetTabs({ dataset }: { readonly dataset: Schema<'DatasetDetail'> }) {
  const { tab = 'checks' } = datasetRoute.useSearch();
  const navigate = datasetRoute.useNavigate();
  const [, Shown] = PARTS[tab];
  return (
    <Tabs
      label={`Parts of ${dataset.key}`}
      value={tab}
      tabs={NAMES.map((name) => ({ name, label: PARTS[name][0] }))}
      onChange={(name) =>
        // Filters are those of one part; another begins without.
        void navigate({ search: () => changeSearch({}, { tab: name }), resetScroll: false })
      }
    >
      <Shown dataset={dataset} />
    </Tabs>
  );
}
