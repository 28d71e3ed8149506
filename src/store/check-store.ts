/** The questions about one check and its series, and what people say of its points. */
import type { Check } from '../model/check.js';
import type { AuditEntry } from '../model/decision.js';
import type { Expectation } from '../model/expectation.js';
import type { Incident } from '../model/incident.js';
import { checkIncidents } from './check-incidents.js';
import {
  checkExtent,
  checkInSuites,
  checkPoint,
  lastRecorded,
  versionsOfContracts,
  type CheckPointRecord,
  type Extent,
  type LastRecorded,
} from './check-records.js';
import { addExpectation, expectationsOfCheck, expectationsOfPoint } from './expectations.js';
import { readSeries, type SeriesPoint, type SeriesWish } from './list-series.js';
import type { Database } from './store-database.js';

export interface CheckStore {
  /** Oldest first. Of runs with one as-of and batch only the last recorded counts; runs of a `--where` are no points. */
  series(wish: SeriesWish): Promise<readonly SeriesPoint[]>;
  extent(check: string): Promise<Extent>;
  /** The result of a check in a run; null where that run did not have it. */
  point(check: string, runId: string): Promise<CheckPointRecord | null>;
  /** The newest result, of any run; null where it never ran. */
  lastRecorded(check: string): Promise<LastRecorded | null>;
  /** The check as each of these suites has it, by the suite's digest. */
  inSuites(check: string, digests: readonly string[]): Promise<ReadonlyMap<string, Check>>;
  /** The versions that contracts of these digests call themselves. */
  contractVersions(digests: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Incidents that name it among their causes, newest first, at most so many. */
  incidents(dataset: string, check: string, most: number): Promise<readonly Incident[]>;
  /** Adds a person's word on a point, with its audit entry. */
  expect(expectation: Expectation, audit: AuditEntry): Promise<void>;
  /** The last word on each point of a check that somebody spoke of, by the run's id. */
  expectations(check: string): Promise<ReadonlyMap<string, Expectation>>;
  /** All words on one point, oldest first. */
  expectationsOf(check: string, runId: string): Promise<readonly Expectation[]>;
}

export function checkStore(db: Database): CheckStore {
  return {
    series: (wish) => readSeries(db, wish),
    extent: (check) => checkExtent(db, check),
    point: (check, runId) => checkPoint(db, check, runId),
    lastRecorded: (check) => lastRecorded(db, check),
    inSuites: (check, digests) => checkInSuites(db, check, digests),
    contractVersions: (digests) => versionsOfContracts(db, digests),
    incidents: (dataset, check, most) => checkIncidents(db, dataset, check, most),
    expect: (expectation, audit) => addExpectation(db, expectation, audit),
    expectations: (check) => expectationsOfCheck(db, check),
    expectationsOf: (check, runId) => expectationsOfPoint(db, check, runId),
  };
}
