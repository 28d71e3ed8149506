/** A small world around a gate: datasets whose next results a test lays down, a clock that it moves, the real store and policies. */
import type { Check, Suite } from '../../src/model/check.js';
import type { Contract } from '../../src/model/contract.js';
import { NO_ALERTS, type AlertSettings } from '../../src/model/alert-settings.js';
import { digest } from '../../src/model/digest.js';
import { fault } from '../../src/model/fault.js';
import type { JsonObject } from '../../src/model/json.js';
import type { Batch } from '../../src/model/measure.js';
import type { DataVersion } from '../../src/model/table.js';
import type { CheckResult, Run } from '../../src/model/verdict.js';
import { resolvePolicy } from '../../src/gate/policy.js';
import { decide } from '../../src/run/decide.js';
import type { Answer, DecideRequest, DecideServices, GateSubject } from '../../src/run/decide-services.js';
import { createTurns } from '../../src/run/decide-turns.js';
import type { Store } from '../../src/store/store.js';
import { checkResult, LAYERS, sampleRun } from '../gate/sample.js';

/** What a dataset holds: its version and what its one check will find. `null` version: it can not be taken. */
export interface Data {
  readonly version: string | null;
  readonly found?: Partial<CheckResult>;
  /** Of the run, where it differs from what was seen before it. */
  readonly scannedVersion?: string;
  readonly kind?: DataVersion['kind'];
}

export interface World {
  readonly services: DecideServices;
  /** Datasets scanned so far, in order. */
  readonly scans: string[];
  /** Lays down data; good ones unless `found` says otherwise. */
  readonly put: (dataset: string, data: Data) => void;
  readonly ask: (dataset: string, request?: Partial<DecideRequest>) => Promise<Answer>;
  readonly minutesLater: (minutes: number) => void;
}

export interface WorldParts {
  readonly store: Store;
  readonly policy?: { readonly [layerOrDataset: string]: JsonObject };
  /** Direct upstream by dataset. */
  readonly lineage?: { readonly [dataset: string]: readonly string[] };
  readonly start?: string;
  /** Another edition of every contract: other suite digests. */
  readonly edition?: string;
  readonly alerting?: AlertSettings;
  /** Runs in the middle of every scan. */
  readonly whileScanning?: (dataset: string) => Promise<void>;
}

export const BAD: Partial<CheckResult> = {
  verdict: 'fail',
  observed: 3,
  message: 'delay: 3 of 12 rows are invalid',
};

/** Ids must differ from world to world where they share a store. */
let ids = 0;

export function createWorld(parts: WorldParts): World {
  const data = new Map<string, Data>();
  const scans: string[] = [];
  let clock = Date.parse(parts.start ?? '2001-02-01T06:00:00Z');
  const at = (place: { dataset: string; batch: Batch | null }) => keyOf(place.dataset, place.batch);
  const services: DecideServices = {
    store: parts.store,
    turns: createTurns(),
    lineage: new Map(Object.entries(parts.lineage ?? {})),
    subject: (dataset, environment) => {
      if (!dataset.includes('.')) return { ok: false, faults: [fault('unknown-dataset', `no ${dataset}`)] };
      const layer = dataset.split('.')[0] ?? null;
      const config = {
        file: null,
        layers: LAYERS,
        policy: parts.policy ?? {},
        environments: { dev: { policy: { gold: { shadow: true } } } },
      };
      const policy = resolvePolicy({ dataset, layer, environment }, config);
      return policy.ok
        ? { ok: true, value: { ...subjectOf(dataset, layer, parts.edition), policy: policy.value } }
        : policy;
    },
    checkDataset: async (place) => {
      scans.push(at(place));
      await parts.whileScanning?.(place.dataset);
      ids += 1;
      const found = data.get(at(place)) ?? { version: null };
      return runOf({ ...place, edition: parts.edition }, found, `run-${ids}`, new Date(clock).toISOString());
    },
    dataVersion: (place) => {
      const { version = null, kind = 'files' } = data.get(at(place)) ?? {};
      return Promise.resolve(version === null ? null : { kind, id: `sha256:${version}` });
    },
    alerting: parts.alerting ?? NO_ALERTS,
    layers: LAYERS,
    now: () => new Date(clock),
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
  };
  return {
    services,
    scans,
    put: (key, found) => data.set(key, found),
    ask: (dataset, request = {}) =>
      decide(
        {
          dataset,
          environment: null,
          batch: null,
          asOf: null,
          dataVersion: null,
          force: false,
          askedBy: 'airflow',
          ...request,
        },
        services,
      ),
    minutesLater: (minutes) => {
      clock += minutes * 60_000;
    },
  };
}

export function keyOf(dataset: string, batch: Batch | null): string {
  return batch === null ? dataset : `${dataset}@${batch['date'] ?? ''}`;
}

export function checkId(dataset: string): string {
  return `${dataset}/delay/invalidValues`;
}

function runOf(
  place: { dataset: string; batch: Batch | null; asOf: string; edition: string | undefined },
  found: Data,
  runId: string,
  now: string,
): Run {
  const { contract, suite } = subjectOf(place.dataset, null, place.edition);
  const missing: Partial<CheckResult> = { verdict: 'unknown', reason: 'missing_table', observed: null };
  const result = checkResult(checkId(place.dataset), found.found ?? (found.version === null ? missing : {}));
  const version = found.scannedVersion ?? found.version;
  return sampleRun([result], {
    runId,
    dataset: place.dataset,
    batch: place.batch,
    asOf: place.asOf,
    contract: { id: contract.id, version: contract.version, file: contract.file, digest: contract.digest },
    suiteDigest: suite.digest,
    dataVersion: version === null ? null : { kind: found.kind ?? 'files', id: `sha256:${version}` },
    startedAt: now,
    finishedAt: now,
  });
}

function subjectOf(dataset: string, layer: string | null, edition = 'first'): Omit<GateSubject, 'policy'> {
  const contract: Contract = {
    kind: 'Contract',
    id: dataset,
    version: '1.0.0',
    apiVersion: 'v3.1.0',
    status: 'active',
    name: null,
    domain: null,
    file: `contracts/${dataset}.odcs.yaml`,
    digest: digest({ contract: dataset }),
    tags: [],
    owners: [
      { username: 'ben', name: null, role: null },
      { username: 'ada', name: null, role: 'owner' },
    ],
    support: [],
    servers: [],
    datasets: [],
  };
  return { contract, suite: suiteOf(dataset, edition), layer };
}

function suiteOf(dataset: string, edition: string): Suite {
  const check: Check = {
    kind: 'invalidValues',
    id: checkId(dataset),
    dataset,
    column: 'delay',
    steps: [{ field: 'delay' }],
    columnType: 'integer',
    args: {},
    limit: { op: '=', value: 0 },
    unit: 'rows',
    severity: 'fail',
    severityLabel: null,
    dimension: 'conformity',
    name: null,
    description: null,
    tags: [],
    clause: { file: `contracts/${dataset}.odcs.yaml`, line: 1, column: 1, path: '/schema/0' },
  };
  return {
    kind: 'Suite',
    dataset,
    digest: digest({ suite: dataset, edition }),
    checks: [check],
    columns: [],
    keyColumns: [],
    partition: [],
    coverage: [],
    notExecuted: [],
  };
}
