/** The filters of the address as the service takes them. */
import type { paths } from '../../generated/api.js';

type OverviewQuery = NonNullable<paths['/v1/overview']['get']['parameters']['query']>;
type Health = NonNullable<OverviewQuery['health']>[number];

/** What stands in the address. */
export interface OverviewSearch extends Omit<OverviewQuery, 'health'> {
  readonly health?: Health;
}

export function overviewQuery({ health, ...others }: OverviewSearch): OverviewQuery {
  return { ...others, ...(health === undefined ? {} : { health: [health] }) };
}
