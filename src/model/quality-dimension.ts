/** The quality dimension under which a person looks for a check: by what its kind is about, else by the dimension that the contract names. */
import { isObject, type Json, type JsonObject } from './json.js';

/** In the order in which they are shown: whether the data are there as agreed, then whether they are right, then whether they are in time. */
export const QUALITY_DIMENSIONS = [
  'schema',
  'completeness',
  'validity',
  'uniqueness',
  'distribution',
  'freshness',
  'references',
  'volume',
] as const;

export type QualityDimension = (typeof QUALITY_DIMENSIONS)[number];

/** Kinds whose subject is beyond doubt, whatever dimension a rule names. Others go by the dimension that they carry. */
const BY_KIND: Readonly<Record<string, QualityDimension>> = {
  columnPresent: 'schema',
  columnType: 'schema',
  columnOrder: 'schema',
  noExtraColumns: 'schema',
  nullValues: 'completeness',
  missingValues: 'completeness',
  gaps: 'completeness',
  invalidValues: 'validity',
  distinctValues: 'validity',
  increasing: 'validity',
  noOverlap: 'validity',
  min: 'validity',
  max: 'validity',
  minLength: 'validity',
  maxLength: 'validity',
  duplicateValues: 'uniqueness',
  distinctCount: 'uniqueness',
  distinctRatio: 'uniqueness',
  oneCurrent: 'uniqueness',
  distribution: 'distribution',
  mostCommonValue: 'distribution',
  newValues: 'distribution',
  mean: 'distribution',
  meanLength: 'distribution',
  median: 'distribution',
  quantile: 'distribution',
  stddev: 'distribution',
  variance: 'distribution',
  skewness: 'distribution',
  correlation: 'distribution',
  sum: 'distribution',
  freshness: 'freshness',
  availableBy: 'freshness',
  frequency: 'freshness',
  retention: 'freshness',
  foreignKey: 'references',
  reconcile: 'references',
  compare: 'references',
  rowCount: 'volume',
};

/** Kinds that watch another metric over time: they are about what that metric counts. */
const WATCHERS = new Set(['anomaly', 'change']);
/** Watched over time, only these are more than a question of distribution. */
const COUNTED = new Set(['rowCount', 'nullValues', 'missingValues', 'duplicateValues', 'invalidValues']);

/** The dimensions of the data contract standard, with the short forms that some tools write. */
const BY_DIMENSION: Readonly<Record<string, QualityDimension>> = {
  accuracy: 'validity',
  ac: 'validity',
  completeness: 'completeness',
  cp: 'completeness',
  conformity: 'validity',
  cf: 'validity',
  consistency: 'references',
  cs: 'references',
  coverage: 'volume',
  cv: 'volume',
  timeliness: 'freshness',
  tm: 'freshness',
  uniqueness: 'uniqueness',
  uq: 'uniqueness',
};

/**
 * @param kind of the check; one of a stranger's pack goes by its dimension, as `sql` and `failedRows` do
 * @param dimension as the check carries it; one that nobody knows is validity
 * @param args of the check, where they are at hand: they say what `anomaly` and `change` watch
 * @example qualityDimension('anomaly', 'consistency', {of: 'rowCount'}) // 'volume'
 */
export function qualityDimension(kind: string, dimension: string, args: JsonObject = {}): QualityDimension {
  if (WATCHERS.has(kind)) return watched(args['of']);
  return own(BY_KIND, kind) ?? own(BY_DIMENSION, dimension.toLowerCase()) ?? 'validity';
}

function watched(of: Json | undefined): QualityDimension {
  const metric = isObject(of) ? of['metric'] : of;
  const known = typeof metric === 'string' && COUNTED.has(metric) ? own(BY_KIND, metric) : undefined;
  return known ?? 'distribution';
}

/** Names come from contracts and packs: one may be `constructor`. */
function own(table: Readonly<Record<string, QualityDimension>>, name: string): QualityDimension | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
