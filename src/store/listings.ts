/** Everything that can be paged through, over one database. */
import { attainment } from './attainment.js';
import { checksBadSince, checkTrends } from './check-trends.js';
import { countContractVersions } from './count-contract-versions.js';
import { readContractVersions } from './contract-versions.js';
import { lastDecisions, readDecisionsById } from './last-decisions.js';
import { listAllDecisions } from './list-all-decisions.js';
import { readLatestHealth } from './latest-health.js';
import { listAllRuns } from './list-all-runs.js';
import { listAudit, listTransitions } from './list-by-hand.js';
import { listCheckPoints } from './list-check-points.js';
import { listDecisions } from './list-decisions.js';
import { listRuns } from './list-runs.js';
import { readLastAnswers } from './last-answers.js';
import type { ListingStore } from './listing-store.js';
import { readSuite } from './read-suite.js';
import { runDecisions } from './run-decisions.js';
import { latestRunHead, readRunHead, runHeadBefore } from './run-heads.js';
import { runResults, runVerdicts } from './run-verdicts.js';
import { readStandings } from './standing.js';
import type { Database } from './store-database.js';

export function listingStore(db: Database): ListingStore {
  return {
    decisions: listDecisions(db),
    allDecisions: listAllDecisions(db),
    lastDecisions: (datasets) => lastDecisions(db, datasets),
    decisionsById: (ids) => readDecisionsById(db, ids),
    runs: listRuns(db),
    allRuns: listAllRuns(db),
    runHead: (id) => readRunHead(db, id),
    latestRun: (dataset) => latestRunHead(db, dataset),
    runBefore: (id) => runHeadBefore(db, id),
    runDecisions: (runs) => runDecisions(db, runs),
    runVerdicts: (run) => runVerdicts(db, run),
    runResults: (run, positions) => runResults(db, run, positions),
    checkTrends: (checks, most) => checkTrends(db, checks, most),
    checksBadSince: (checks) => checksBadSince(db, checks),
    recordedSuite: (digest) => readSuite(db, digest),
    checkPoints: listCheckPoints(db),
    transitions: listTransitions(db),
    audit: listAudit(db),
    latestHealth: (datasets) => readLatestHealth(db, datasets),
    contractVersionCounts: (contracts) => countContractVersions(db, contracts),
    contractVersions: (contract) => readContractVersions(db, contract),
    standings: (datasets, most) => readStandings(db, datasets, most),
    lastAnswers: (datasets) => readLastAnswers(db, datasets),
    attainment: (datasets, period, cuts) => attainment(db, datasets, period, cuts),
  };
}
