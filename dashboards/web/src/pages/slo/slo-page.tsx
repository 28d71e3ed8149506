/** Service levels: the objectives of all datasets, or those of one day by day. */
import { sloRoute } from './address.js';
import { SloDataset } from './slo-dataset.js';
import { SloList } from './slo-list.js';

export function SloPage() {
  const { dataset } = sloRoute.useSearch();
  return dataset === undefined ? <SloList /> : <SloDataset dataset={dataset} />;
}
