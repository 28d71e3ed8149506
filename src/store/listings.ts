/** Everything that can be paged through, over one database. */
import { attainment } from './attainment.js';
import { readContractVersions } from './contract-versions.js';
import { listAudit, listTransitions } from './list-by-hand.js';
import { listCheckPoints } from './list-check-points.js';
import { listDecisions } from './list-decisions.js';
import { listRuns } from './list-runs.js';
import type { ListingStore } from './listing-store.js';
import type { Database } from './store-database.js';

export function listingStore(db: Database): ListingStore {
  return {
    decisions: listDecisions(db),
    runs: listRuns(db),
    checkPoints: listCheckPoints(db),
    transitions: listTransitions(db),
    audit: listAudit(db),
    contractVersions: (contract) => readContractVersions(db, contract),
    attainment: (datasets, period) => attainment(db, datasets, period),
  };
}
