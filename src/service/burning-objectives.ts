/** Objectives that are missed, or will be if it goes on like this: what somebody should look at. */
import type { ObjectiveStanding } from '../model/objective.js';
import type { ListingStore } from '../store/listing-store.js';
import { objectivesWithin, serviceLevels, type WithContract } from './service-levels.js';

/**
 * Those of the datasets that are `spent` or `burning`, each over its own window up to `now`: missed ones first, and of equals the one that burns faster.
 * One question to the store, and none where no contract has an objective.
 */
export async function burningObjectives(
  listings: Pick<ListingStore, 'attainment'>,
  datasets: readonly WithContract[],
  now: Date,
): Promise<readonly ObjectiveStanding[]> {
  const promising = datasets.filter((each) => objectivesWithin(each, null).length > 0);
  const levels = await serviceLevels(listings, promising, { until: now.getTime(), days: null });
  return levels
    .flatMap(({ objectives }) => objectives)
    .filter(({ state }) => state === 'spent' || state === 'burning')
    .sort(byUrgency);
}

function byUrgency(a: ObjectiveStanding, b: ObjectiveStanding): number {
  const missed = Number(b.state === 'spent') - Number(a.state === 'spent');
  return missed || (b.burn?.long ?? 0) - (a.burn?.long ?? 0) || (textOf(a) < textOf(b) ? -1 : 1);
}

const textOf = ({ objective }: ObjectiveStanding): string => `${objective.dataset} ${objective.property}`;
