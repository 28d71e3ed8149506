/** How the objectives of datasets stand: one question to the store for all of them. */
import { objectivesOf, withWindow } from '../gate/objective.js';
import { cutsOf, daysBefore, standingOf } from '../gate/objective-standing.js';
import type { Objective, ObjectiveStanding } from '../model/objective.js';
import type { Attainment, ListingStore } from '../store/listing-store.js';
import type { DatasetEntry } from './service.js';

/** Where a dataset has no objective to go by, and for the counts beside them. */
export const DEFAULT_DAYS = 30;

/** What a dataset's objectives are told from. */
export type WithContract = Pick<DatasetEntry, 'key' | 'contract'>;

export interface ServiceLevels {
  readonly attainment: Attainment;
  readonly objectives: readonly ObjectiveStanding[];
}

export interface LevelsWish {
  /** End of all windows, in ms since 1970; what is recorded at that very moment is outside. */
  readonly until: number;
  /** In place of each objective's own window; null: its own. */
  readonly days: number | null;
}

/** One for each dataset, in their order. */
export async function serviceLevels(
  listings: Pick<ListingStore, 'attainment'>,
  datasets: readonly WithContract[],
  { until, days }: LevelsWish,
): Promise<readonly ServiceLevels[]> {
  const objectives = datasets.map((each) => objectivesWithin(each, days));
  const cuts = objectives.flatMap((its) => its.flatMap((one) => cutsOf(one, until)));
  const attained = await listings.attainment(
    datasets.map(({ key }) => key),
    { since: daysBefore(until, days ?? DEFAULT_DAYS), until: daysBefore(until, 0) },
    cuts,
  );
  return attained.map((attainment, place) => ({
    attainment,
    objectives: (objectives[place] ?? []).map((one) => standingOf(one, attainment.slices, until)),
  }));
}

/** The objectives of a dataset's contract, over these days where they are given. */
export function objectivesWithin(entry: WithContract, days: number | null): readonly Objective[] {
  const dataset = entry.contract.datasets.find(({ key }) => key === entry.key);
  const { objectives } = dataset === undefined ? { objectives: [] } : objectivesOf(dataset);
  return days === null ? objectives : objectives.map((one) => withWindow(one, days));
}
