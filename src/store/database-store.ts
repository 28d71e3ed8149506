/** The store's questions and records over one open database. */
import { addOverride, approveOverride, readOverrides } from './overrides.js';
import { readAudit } from './audit-log.js';
import { readBreaker, readBreakers, readTransitions } from './breakers.js';
import { changeBreaker } from './change-breaker.js';
import { checkHistory } from './check-history.js';
import { findDecision, readDecisions } from './decisions.js';
import { firstBadRuns } from './first-bad-runs.js';
import { history } from './history.js';
import { readRun, readRuns } from './read-runs.js';
import { recordDecision } from './record-decision.js';
import { recordRun } from './record-run.js';
import type { OpenDatabase } from './store-database.js';
import { BreakerMoved, type Store } from './store.js';
import { toStoreError } from './store-error.js';

/** A Store on a database whose tables are up to date. Closing the store closes the database. */
export function databaseStore({ db, close, catchUp }: OpenDatabase): Store {
  const plain = <T>(ask: () => Promise<T>): Promise<T> =>
    translated(async () => {
      await catchUp?.();
      return ask();
    });
  return {
    recordRun: (run, suite, contract) =>
      plain(() => db.transaction((tx) => recordRun(tx, run, suite, contract))),
    recordDecision: (record) => plain(() => recordDecision(db, record)),
    history: (needs, before, scope = {}) => plain(() => history(db, needs, before, scope)),
    findDecision: (key) => plain(() => findDecision(db, key)),
    decisions: (dataset, limit) => plain(() => readDecisions(db, dataset, limit)),
    runs: (dataset, limit) => plain(() => readRuns(db, dataset, limit)),
    run: (id) => plain(() => readRun(db, id)),
    checkHistory: (_dataset, check, limit) => plain(() => checkHistory(db, check, limit)),
    firstBadRuns: (_dataset, checks) => plain(() => firstBadRuns(db, checks)),
    breaker: (dataset) => plain(() => readBreaker(db, dataset)),
    breakers: () => plain(() => readBreakers(db)),
    transitions: (dataset, limit) => plain(() => readTransitions(db, dataset, limit)),
    changeBreaker: (state, transitions, audit, before) =>
      plain(() => changeBreaker(db, state, transitions, audit, before)),
    addOverride: (override, audit) => plain(() => addOverride(db, override, audit)),
    approveOverride: (id, by, audit) => plain(() => approveOverride(db, id, by, audit)),
    overrides: (dataset, at) => plain(() => readOverrides(db, dataset, at)),
    audit: (limit) => plain(() => readAudit(db, limit)),
    close,
  };
}

/** Lets through what callers act on; all else becomes a StoreError. */
async function translated<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof BreakerMoved ? error : toStoreError(error);
  }
}
