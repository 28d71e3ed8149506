// The gate as a service: answers from decisions on record, and what a new decision costs beside its scans. The load comes from this machine.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { folder } from './data.mjs';
import { serve } from './serve.mjs';
import { bar, median, ms, note } from './measure.mjs';
import { startPostgres } from './postgres-server.mjs';

const DATASETS = Array.from({ length: 20 }, (_, i) => `d${i}`);
const SECONDS = 10;
const CONNECTIONS = 16;
const WANTED = 1000;
const DECISIONS = 40;

/** Twenty datasets of one CSV file each. */
function project(name, store) {
  const root = join(folder, name);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, 'contracts'), { recursive: true });
  mkdirSync(join(root, 'data'));
  writeFileSync(
    join(root, 'assay.yaml'),
    `project: bench\nstore: "${store}"\nservice: {requestsPerMinute: 10000000}\n`,
  );
  for (const each of DATASETS) {
    writeFileSync(
      join(root, 'data', `${each}.csv`),
      `id,amount\n${Array.from({ length: 100 }, (_, i) => `${i},${i}.5`).join('\n')}\n`,
    );
    writeFileSync(
      join(root, 'contracts', `${each}.odcs.yaml`),
      `apiVersion: v3.1.0
kind: DataContract
id: ${each}
version: 1.0.0
status: active
servers: [{server: files, type: local, path: data/${each}.csv, format: csv}]
customProperties: [{property: layer, value: gold}]
schema:
  - name: ${each}
    properties:
      - {name: id, logicalType: integer, primaryKey: true, primaryKeyPosition: 1}
      - {name: amount, logicalType: number, required: true, logicalTypeOptions: {minimum: 0}}
`,
    );
  }
  return root;
}

const path = (dataset) => `/v1/gates/gold.${dataset}/decisions`;

async function ask(url, dataset, body = {}) {
  const start = performance.now();
  const response = await fetch(url + path(dataset), {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'wait=60' },
    body: JSON.stringify(body),
  });
  const decision = await response.json();
  if (response.status !== 200 || decision.outcome !== 'allow')
    throw new Error(`${response.status}: ${JSON.stringify(decision)}`);
  return { wall: performance.now() - start, decision };
}

function load(url, datasets, rate) {
  return autocannon({
    url,
    duration: SECONDS,
    connections: CONNECTIONS,
    ...(rate === undefined ? {} : { overallRate: rate }),
    requests: datasets.map((dataset) => ({
      method: 'POST',
      path: path(dataset),
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })),
  });
}

const told = ({ requests, latency, non2xx, errors }) =>
  `${Math.round(requests.average)} requests/s, latency median ${latency.p50} ms, p90 ${latency.p90} ms, p99 ${latency.p99} ms, worst ${latency.max} ms; ${non2xx + errors} failed`;

/** A rate as the time that one request may take, so that less is better. */
const perRequest = (result) => 1000 / result.requests.average;

async function overhead(title, store, most) {
  const root = project(`service-${title}`, store);
  const { url, stop } = await serve(root);
  const beside = [];
  for (let i = 0; i < DECISIONS + 5; i++) {
    const { wall, decision } = await ask(url, DATASETS[i % DATASETS.length], { force: true });
    const run = await (await fetch(`${url}/v1/runs/${decision.runId}`)).json();
    if (i >= 5) beside.push(wall - run.cost.millis);
  }
  await stop();
  bar(`a decision beside its scans, ${title} store`, median(beside), most, 'ms', [
    `${DECISIONS} decisions, each with a run of its own: ${ms(beside)}`,
  ]);
}

export async function service() {
  const server = await startPostgres();
  const root = project('service', await server.createDatabase());
  const { url, stop } = await serve(root);
  for (const dataset of DATASETS) for (let i = 0; i < 3; i++) await ask(url, dataset);
  await load(url, DATASETS, WANTED);
  const full = await load(url, DATASETS);
  const one = await load(url, DATASETS.slice(0, 1));
  const wanted = await load(url, DATASETS, WANTED);
  const half = await load(url, DATASETS, WANTED / 2);
  await stop();
  note(
    `answers from decisions on record, ${DATASETS.length} datasets, ${CONNECTIONS} connections, PostgreSQL store`,
  );
  bar(`as many as it can: ms for each request`, perRequest(full), 1000 / WANTED, '×', [
    told(full),
    `one dataset: ${told(one)}`,
  ]);
  bar(`median at ${WANTED} requests/s`, wanted.latency.p50, 5, 'ms', [told(wanted)]);
  bar(`p99 at ${WANTED / 2} requests/s`, half.latency.p99, 50, 'ms', [told(half)]);
  await overhead('PostgreSQL', await server.createDatabase(), 50);
  await overhead('embedded', 'pglite:.assay', 80);
  await server.close();
}
