// A project of the size that the dashboard promises to hold: 500 datasets in three layers with their lineage, 10,000 checks, and a store with what their
// runs found: two years of daily runs of four datasets, the last two weeks of all others. Recorded by the store's own functions, stepped by the gate's.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProject } from '../dist/src/app/load-project.js';
import { closedBreaker, stepBreaker } from '../dist/src/gate/breaker.js';
import { incidentAfterDecision } from '../dist/src/gate/incident.js';
import { ownerOf } from '../dist/src/gate/owner.js';
import { resolvePolicy } from '../dist/src/gate/policy.js';
import { worst } from '../dist/src/model/verdict.js';
import { openPglite } from '../dist/src/store/open-pglite.js';
import { recordDecision } from '../dist/src/store/record-decision.js';
import { limitText } from '../dist/src/suite/limit.js';
import { folder } from './data.mjs';

const LAYERS = { bronze: 170, silver: 170, gold: 160 };
const DOMAINS = ['sales', 'finance', 'logistics', 'people', 'web'];
const DAY_MS = 86_400_000;
/** Runs of a dataset with a long history, and of all others. */
export const [LONG_RUNS, SHORT_RUNS] = [730, 14];
/** Those that have two years behind them. */
export const LONG = ['bronze.t000', 'silver.t000', 'gold.t000', 'gold.t001'];
/** Decisions of one transaction: as many as an embedded store writes at once without a pause that anybody notices. */
const AT_ONCE = 100;

/** Between 0 and 1, the same for the same words. */
function chance(...words) {
  return createHash('sha1').update(words.join(' ')).digest().readUInt32BE(0) / 2 ** 32;
}

const bare = (number) => `t${String(number).padStart(3, '0')}`;

/** Each is fed by two of the layer before. */
function upstream(layer, number) {
  const before = { silver: 'bronze', gold: 'silver' }[layer];
  if (before === undefined) return [];
  const many = LAYERS[before];
  return [number % many, (number * 7 + 3) % many].map((each) => `${before}.${bare(each)}`);
}

const own = (metric, args, limit) => ({
  type: 'custom',
  engine: 'assay',
  implementation: { metric, ...(args === null ? {} : { arguments: args }), ...limit },
});

function contract(layer, number) {
  const name = bare(number);
  const required = (column, type, more = {}) => ({
    name: column,
    logicalType: type,
    required: true,
    ...more,
  });
  return {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: `${layer}-${name}`,
    version: '1.0.0',
    status: 'active',
    domain: DOMAINS[number % DOMAINS.length],
    team: { members: [{ username: `team-${number % 12}@bench.example`, role: 'owner' }] },
    servers: [
      { server: 'files', type: 'local', path: `data/${layer}/${name}/day=*/*.parquet`, format: 'parquet' },
    ],
    customProperties: [{ property: 'layer', value: layer }],
    schema: [
      {
        name,
        properties: [
          { name: 'day', logicalType: 'date', partitioned: true, partitionKeyPosition: 1 },
          {
            ...required('id', 'integer', { primaryKey: true, primaryKeyPosition: 1 }),
            transformSourceObjects: upstream(layer, number),
          },
          required('amount', 'number', {
            logicalTypeOptions: { minimum: 0 },
            quality: [own('mean', null, { mustBeBetween: [10, 90] })],
          }),
          required('status', 'string', {
            quality: [{ metric: 'invalidValues', arguments: { validValues: ['a', 'b'] }, mustBe: 0 }],
          }),
          { name: 'note', logicalType: 'string', logicalTypeOptions: { maxLength: 400 } },
        ],
        quality: [{ metric: 'rowCount', mustBeGreaterThan: 100 }],
      },
    ],
    slaProperties: [{ property: 'latency', value: 2, unit: 'd', element: `${name}.day` }],
  };
}

function writeProject(root) {
  mkdirSync(join(root, 'contracts'), { recursive: true });
  // JSON is YAML.
  for (const [layer, many] of Object.entries(LAYERS))
    for (let number = 0; number < many; number++)
      writeFileSync(
        join(root, 'contracts', `${layer}-${bare(number)}.odcs.yaml`),
        JSON.stringify(contract(layer, number)),
      );
  writeFileSync(join(root, 'assay.yaml'), 'project: bench\nservice: {requestsPerMinute: 10000000}\n');
}

/** Three in a hundred datasets fail on their last day, some warn, some can not be told; before that one day in forty was bad. */
function mood(dataset, day, isLast) {
  const lot = isLast ? chance(dataset) : chance(dataset, day) / 0.8;
  if (lot < 0.03) return 'fail';
  if (lot < 0.05) return 'unknown';
  return lot < 0.09 && isLast ? 'warn' : 'pass';
}

/** A result as a run records it: a value that moves a little from day to day, and one check that says what ails the day. */
function resultOf(check, at, day, ails) {
  const verdict = ails ?? 'pass';
  const noise = chance(check.id, day);
  const counted = check.limit !== null && check.limit.op === '=' && check.limit.value === 0;
  const value = counted
    ? verdict === 'pass'
      ? 0
      : Math.round(1 + noise * 400)
    : Math.round(4000 + 1000 * Math.sin(at / 9) + 300 * noise) / 100;
  const observed =
    verdict === 'unknown' ? null : check.kind === 'rowCount' ? Math.round(value * 1000) : value;
  const expected = check.limit === null ? '' : limitText(check.limit, check.unit);
  return {
    ...{ id: check.id, kind: check.kind, column: check.column, name: check.name, tags: check.tags },
    ...{ dimension: check.dimension, severity: check.severityLabel ?? 'error', clause: check.clause },
    ...{ verdict, reason: verdict === 'unknown' ? 'timeout' : null, observed, unit: check.unit, expected },
    rows: counted && verdict !== 'unknown' ? { bad: observed, total: 40_000 } : null,
    details: {},
    samples: [],
    message: `${check.column ?? check.dataset}: ${observed ?? 'could not be told'}, allowed ${expected}`,
  };
}

let made = 0;
/** Ids that sort by time, as version 7 does, and are the same each time. */
const idOf = (kind, ms) =>
  `${ms.toString(16).padStart(12, '0')}-${kind}-${String((made += 1)).padStart(12, '0')}`;

function runOf({ entry, at, days, now }) {
  const { suite, contract: from, dataset } = entry;
  const ms = now - (days - 1 - at) * DAY_MS;
  const day = new Date(ms).toISOString().slice(0, 10);
  const ails = mood(dataset.key, day, at === days - 1);
  const sick = Math.floor(chance(dataset.key, 'check') * suite.checks.length);
  const checks = suite.checks.map((check, place) =>
    resultOf(check, at, day, ails !== 'pass' && place === sick ? ails : null),
  );
  const count = (verdict) => checks.filter((each) => each.verdict === verdict).length;
  const { id, version, file, digest } = from;
  return {
    runId: idOf('run', ms),
    dataset: dataset.key,
    object: dataset.physicalName,
    server: 'files',
    batch: { day },
    where: null,
    asOf: new Date(ms).toISOString(),
    contract: { id, version, file, digest },
    suiteDigest: suite.digest,
    dataVersion: {
      kind: 'files',
      id: `sha256:${createHash('sha256').update(`${dataset.key} ${day}`).digest('hex')}`,
    },
    startedAt: new Date(ms).toISOString(),
    finishedAt: new Date(ms + 900).toISOString(),
    verdict: worst(checks.map(({ verdict }) => verdict)),
    summary: { pass: count('pass'), warn: count('warn'), fail: count('fail'), unknown: count('unknown') },
    checks,
    notExecuted: suite.notExecuted,
    cost: { statements: 4, scans: 1, millis: 800 },
  };
}

const EFFECT = { fail: 'block', unknown: 'block', warn: 'warn' };
const CODE = { fail: 'check_failed', unknown: 'check_unknown', warn: 'check_warned' };

function decisionOf(run, entry, ms) {
  const bad = run.checks.filter(({ verdict }) => verdict !== 'pass');
  const effects = bad.map(({ verdict }) => EFFECT[verdict]);
  const outcome = effects.includes('block') ? 'block' : effects.length > 0 ? 'allow_with_warnings' : 'allow';
  const owner = ownerOf(entry.contract);
  return {
    ...{ kind: 'Decision', id: idOf('decision', ms), dataset: run.dataset, layer: entry.dataset.layer },
    ...{
      environment: null,
      batch: run.batch,
      outcome,
      shadow: false,
      enforced: outcome,
      verdict: run.verdict,
    },
    reasons: bad.map((check) => ({
      ...{
        code: CODE[check.verdict],
        effect: EFFECT[check.verdict],
        check: check.id,
        observed: check.observed,
      },
      ...{ expected: check.expected, owner, firstBadRun: run.runId, rootCause: null, overriddenBy: null },
      message: check.message,
    })),
    ...{ contract: run.contract, suiteDigest: run.suiteDigest, policyDigest: 'sha256:policy' },
    ...{ dataVersion: run.dataVersion, runId: run.runId, replayed: false, askedBy: 'bench' },
    ...{ askedAt: run.startedAt, decidedAt: run.finishedAt, expiresAt: null, breaker: 'closed' },
  };
}

/** The decision with the breaker's and the incident's step, as the store takes it. */
function recordOf(run, entry, memory) {
  const ms = Date.parse(run.finishedAt);
  const { key } = entry.dataset;
  const before = memory.breakers.get(key) ?? null;
  const decision = decisionOf(run, entry, ms);
  const cause = decision.reasons.find(({ effect }) => effect === 'block')?.message ?? '';
  const { runId, batch } = run;
  const dataVersion = run.dataVersion.id;
  const event =
    decision.outcome === 'block'
      ? { event: 'blocked', dataVersion, batch, cause, runId }
      : { event: 'allowed', runId };
  const probe = stepBreaker(
    before ?? closedBreaker(key, run.startedAt, entry.policy),
    { event: 'probe', dataVersion },
    run.startedAt,
    entry.policy,
  );
  const step = stepBreaker(probe.state, event, run.finishedAt, entry.policy);
  memory.breakers.set(key, step.state);
  const incident = incidentAfterDecision({
    ...{
      decision,
      run,
      unresolved: [...memory.incidents.values()],
      lineage: new Map(),
      now: decision.decidedAt,
    },
    facts: {
      domain: entry.contract.domain,
      tags: [],
      owner: ownerOf(entry.contract),
      isLastLayer: decision.layer === 'gold',
    },
    newId: () => idOf('incident', ms),
  });
  const incidentsBefore = [...memory.incidents.values()];
  for (const one of incident.incidents)
    if (one.state === 'resolved') memory.incidents.delete(key);
    else memory.incidents.set(key, one);
  return {
    decision: { ...decision, breaker: step.state.phase },
    ...{ run, suite: entry.suite, contract: entry.contract, breaker: step.state, breakerBefore: before },
    transitions: [...probe.transitions, ...step.transitions],
    incidents: { ...incident, messages: [] },
    incidentsBefore,
  };
}

function entriesOf(loaded) {
  const suites = new Map(loaded.suites.map((suite) => [suite.dataset, suite]));
  return loaded.contracts.flatMap((from) =>
    from.datasets.map((dataset) => {
      const policy = resolvePolicy(
        { dataset: dataset.key, layer: dataset.layer, environment: null },
        loaded.config,
      );
      return { contract: from, dataset, suite: suites.get(dataset.key), policy: policy.value };
    }),
  );
}

/** Oldest first over all datasets, as a real store would have them. */
function* recordsOf(entries, now) {
  const memories = new Map(
    entries.map(({ dataset }) => [dataset.key, { breakers: new Map(), incidents: new Map() }]),
  );
  for (let ago = LONG_RUNS - 1; ago >= 0; ago--)
    for (const entry of entries) {
      const { key } = entry.dataset;
      const days = LONG.includes(key) ? LONG_RUNS : SHORT_RUNS;
      if (ago >= days) continue;
      yield recordOf(runOf({ entry, at: days - 1 - ago, days, now }), entry, memories.get(key));
    }
}

/** Made once; gives the folder. The last runs are of the day on which it was made. */
export async function dashboardProject(root = join(folder, 'dashboard')) {
  if (existsSync(join(root, 'assay.yaml'))) return root;
  const draft = `${root}.part`;
  rmSync(draft, { recursive: true, force: true });
  writeProject(draft);
  const loaded = await loadProject({ cwd: draft, environment: null });
  if (loaded.faults.length > 0) throw new Error(JSON.stringify(loaded.faults.slice(0, 3)));
  const entries = entriesOf(loaded);
  const checks = entries.reduce((sum, { suite }) => sum + suite.checks.length, 0);
  process.stderr.write(`making a store of ${entries.length} datasets with ${checks} checks …\n`);
  const { db, close } = await openPglite(join(draft, '.assay'));
  let some = [];
  const write = async () => {
    const records = some;
    some = [];
    await db.transaction(async (tx) => {
      for (const record of records) await recordDecision(tx, record);
    });
  };
  for (const record of recordsOf(entries, Date.now())) if (some.push(record) === AT_ONCE) await write();
  await write();
  await close();
  renameSync(draft, root);
  return root;
}
