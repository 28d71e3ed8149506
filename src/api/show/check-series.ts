/** A series as it is answered: in columns, thinned where it is long, with marks placed on the scale of as-of. */
import type { Override } from '../../model/decision.js';
import type { Incident } from '../../model/incident.js';
import { thinSeries } from '../../model/thin-series.js';
import type { SeriesPoint } from '../../store/list-series.js';
import type { Answer } from '../route.js';
import type { SeriesRecords } from '../series-records.js';
import { showLimit } from './check-detail.js';
import { showWatched } from './watched.js';

interface Drawn extends SeriesPoint {
  readonly value: number | null;
  readonly limit: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly bandLow: number | null;
  readonly bandHigh: number | null;
}

/** @param most points; a longer series is thinned */
export function showSeries(records: SeriesRecords, most: number): Answer<'CheckSeries'> {
  const { check, unit, watched, points } = records;
  const limits = new Map([...records.inSuites].map(([digest, each]) => [digest, showLimit(each)]));
  const drawn = points.map((point) => drawnPoint(point, watched, limits.get(point.suiteDigest) ?? null));
  const kept = thinSeries(drawn, most).flatMap((place) => drawn[place] ?? []);
  const bad = (list: readonly Drawn[]): number => list.filter(({ verdict }) => verdict !== 'pass').length;
  return {
    check,
    unit,
    measure: watched ? 'watched' : 'observed',
    total: drawn.length,
    thinned: kept.length < drawn.length,
    badLeftOut: bad(drawn) - bad(kept),
    runId: kept.map((point) => point.runId),
    asOf: kept.map((point) => point.asOf),
    value: kept.map((point) => point.value),
    verdict: kept.map((point) => point.verdict),
    accepted: kept.map((point) => point.accepted),
    low: kept.map((point) => point.low),
    high: kept.map((point) => point.high),
    bandLow: kept.map((point) => point.bandLow),
    bandHigh: kept.map((point) => point.bandHigh),
    batch: kept.map((point) => point.batch),
    marks: marksOf(records),
  };
}

function drawnPoint(point: SeriesPoint, watched: boolean, limit: Answer<'CheckLimit'> | null): Drawn {
  if (!watched) {
    const { low = null, high = null } = limit ?? {};
    return {
      ...point,
      value: point.observed,
      low,
      high,
      limit: limit?.text ?? '',
      bandLow: null,
      bandHigh: null,
    };
  }
  const metric = showWatched(point.details ?? {}) ?? { value: null, bandLow: null, bandHigh: null };
  return { ...point, ...metric, low: null, high: null, limit: limit?.text ?? '' };
}

function marksOf(records: SeriesRecords): Answer<'CheckSeries'>['marks'] {
  const { points, expected } = records;
  return {
    incidents: records.incidents.flatMap((incident) => incidentMarks(incident, records)),
    overrides: records.overrides.flatMap((override) => overrideMark(override, records)),
    versions: versionMarks(records),
    expected: points.flatMap(({ runId, asOf }) => {
      const word = expected.get(runId);
      if (word === undefined) return [];
      return [{ asOf, runId, expected: word.expected, by: word.by, reason: word.reason, at: word.at }];
    }),
  };
}

/** A cause begins and ends with a decision, which comes right after its run: the last one that had finished by then. */
function incidentMarks(
  incident: Incident,
  { whole, check, period }: SeriesRecords,
): Answer<'CheckSeries'>['marks']['incidents'] {
  const { id, title, severity, state } = incident;
  return incident.causes.flatMap((cause) => {
    if (cause.check !== check) return [];
    const from = lastFinished(whole, cause.since);
    const until = cause.until === null ? null : lastFinished(whole, cause.until);
    if (from === null || !overlaps(from, until, period)) return [];
    return [{ id, title, severity, state, from, until, since: cause.since, ended: cause.until }];
  });
}

/** As-of of the run that had finished last by a moment; null where none had. */
function lastFinished(points: readonly SeriesPoint[], by: string): string | null {
  let found: SeriesPoint | null = null;
  for (const point of points)
    if (point.finishedAt <= by && (found === null || point.finishedAt >= found.finishedAt)) found = point;
  return found?.asOf ?? null;
}

/** From the first to the last point that was measured while it was in force; none where none was. */
function overrideMark(
  { id, reason, by, approvedBy, needsApproval, createdAt, until }: Override,
  { whole, period }: SeriesRecords,
): Answer<'CheckSeries'>['marks']['overrides'] {
  if (needsApproval && approvedBy === null) return [];
  const under = whole.filter(({ finishedAt }) => finishedAt >= createdAt && finishedAt < until);
  const [from, last] = [under[0]?.asOf, under.at(-1)?.asOf];
  if (from === undefined || last === undefined || !overlaps(from, last, period)) return [];
  return [{ id, reason, by, approvedBy, from, until: last, since: createdAt, ended: until }];
}

/** @param until null: it lasts */
function overlaps(
  from: string,
  until: string | null,
  period: { readonly since: string | null; readonly until: string | null },
): boolean {
  const begun = period.until === null || from < period.until;
  return begun && (until === null || period.since === null || until >= period.since);
}

/** Where another version of the contract was used than for the point before. */
function versionMarks({ points, versions }: SeriesRecords): Answer<'CheckSeries'>['marks']['versions'] {
  const marks: { asOf: string; version: string; before: string | null }[] = [];
  let before: string | null = null;
  for (const { asOf, contractDigest } of points) {
    const version = versions.get(contractDigest);
    if (version === undefined || version === before) continue;
    marks.push({ asOf, version, before });
    before = version;
  }
  return marks;
}
