/** The store's questions and records over one open database. */
import { addOverride, approveOverride, readOverrides } from './overrides.js';
import { readAudit } from './audit-log.js';
import { readBreaker, readBreakers, readTransitions } from './breakers.js';
import { changeBreaker } from './change-breaker.js';
import { checkStore } from './check-store.js';
import { checkHistory } from './check-history.js';
import { findDecision, readDecision, readDecisions } from './decisions.js';
import { accessStore } from './access.js';
import { askStore } from './asks.js';
import { LeaseLost } from './ask-store.js';
import { eventStore } from './events.js';
import { IncidentMoved } from './incident-store.js';
import { incidentStore } from './incidents.js';
import { outbox } from './outbox.js';
import { firstBadRuns } from './first-bad-runs.js';
import { history } from './history.js';
import { listingStore } from './listings.js';
import { readRun, readRuns } from './read-runs.js';
import { recordDecision } from './record-decision.js';
import { keepContracts, recordRunAlone } from './record-run.js';
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
    recordRun: (run, suite, contract) => plain(() => recordRunAlone(db, run, suite, contract)),
    keepContracts: (contracts, suites) => plain(() => keepContracts(db, contracts, suites)),
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
    decision: (id) => plain(() => readDecision(db, id)),
    asks: guarded(askStore(db), plain),
    incidents: guarded(incidentStore(db), plain),
    outbox: guarded(outbox(db), plain),
    access: guarded(accessStore(db), plain),
    events: guarded(eventStore(db), plain),
    checks: guarded(checkStore(db), plain),
    listings: guarded(listingStore(db), plain),
    close,
  };
}

type Questions<T> = { readonly [name in keyof T]: (...asked: never[]) => Promise<unknown> };

/** The same questions, each asked as the others of the store are. */
function guarded<T extends Questions<T>>(questions: T, plain: <R>(ask: () => Promise<R>) => Promise<R>): T {
  const names = Object.keys(questions) as (keyof T)[];
  const wrapped = names.map((name) => {
    const ask = questions[name];
    return [name, (...asked: never[]) => plain(() => ask(...asked))] as const;
  });
  // The same names with functions of the same types.
  return Object.fromEntries(wrapped) as unknown as T;
}

/** What callers act on. */
const CALLERS = [BreakerMoved, IncidentMoved, LeaseLost];

/** Lets through what callers act on; all else becomes a StoreError. */
async function translated<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw CALLERS.some((known) => error instanceof known) ? error : toStoreError(error);
  }
}
