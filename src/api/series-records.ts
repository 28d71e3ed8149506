/** What is recorded of the series of one check: its points, and all that is marked along it. */
import type { Call } from './route.js';
import type { SeenCheck } from './seen-check.js';
import { isWatched } from './show/watched.js';

/** Incidents and overrides that are marked: the newest. */
const MOST_MARKS = 200;
const BEGINNING = '1970-01-01T00:00:00.000Z';

/** The points with their details only where a chart needs them: they are long. */
export async function recordsOfSeries(
  call: Call<unknown, unknown>,
  { id, dataset, check, recorded }: SeenCheck,
  period: { readonly since: string | null; readonly until: string | null },
) {
  const { store } = call.deps.service;
  const { checks } = store;
  const newest = recorded ?? (await checks.lastRecorded(id));
  const watched = isWatched(newest?.result.details ?? {}) || 'of' in (check?.args ?? {});
  const points = await checks.series({ check: id, ...period, details: watched });
  const isWhole = period.since === null && period.until === null;
  const whole = isWhole
    ? points
    : await checks.series({ check: id, since: null, until: null, details: false });
  const suites = [...new Set(points.map(({ suiteDigest }) => suiteDigest))];
  const contracts = [...new Set(points.map(({ contractDigest }) => contractDigest))];
  const [inSuites, versions, incidents, lifted, expected] = await Promise.all([
    checks.inSuites(id, suites),
    checks.contractVersions(contracts),
    checks.incidents(dataset, id, MOST_MARKS),
    store.overrides(dataset, BEGINNING),
    checks.expectations(id),
  ]);
  const covering = lifted.filter((each) => each.checks === null || each.checks.includes(id));
  return {
    ...{ check: id, unit: check?.unit ?? newest?.result.unit ?? 'value', watched, points, whole, period },
    ...{ inSuites, versions, incidents, expected },
    overrides: covering.slice(-MOST_MARKS),
  };
}

export type SeriesRecords = Awaited<ReturnType<typeof recordsOfSeries>>;
