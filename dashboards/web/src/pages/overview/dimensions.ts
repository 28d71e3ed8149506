/** Quality dimensions in the order of the columns. */
import type { Schema } from '../../api/client.js';

export const DIMENSIONS: readonly Schema<'OverviewDimension'>[] = [
  'schema',
  'completeness',
  'validity',
  'uniqueness',
  'distribution',
  'freshness',
  'references',
  'volume',
];

export type DimensionStanding = Schema<'OverviewDataset'>['dimensions'][number];

/** In words: `completeness: 1 fail, 4 pass`. */
export function dimensionWords({ dimension, counts }: DimensionStanding): string {
  const { fail, unknown, warn, pass, notRun } = counts;
  const parts = Object.entries({ fail, unknown, warn, pass, 'not run': notRun })
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${String(count)} ${word}`);
  return `${dimension}: ${parts.join(', ')}`;
}

/** How many checks are as bad as the worst of them. */
export const worstCount = ({ health, counts }: DimensionStanding): number =>
  health === null ? counts.notRun : counts[health];
