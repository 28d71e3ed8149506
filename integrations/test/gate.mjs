// A real Assay with a small project of CSV files, served on a free port of this machine.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, start, stop, until } from './processes.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Another build of Assay, to try it with these tests. */
const assay = process.env['ASSAY_BIN'] ?? join(root, 'bin', 'assay.js');

const GOOD = 'order_id,status,amount\n1,open,10\n2,paid,20\n';
/** `payed` is no status. */
const BAD = 'order_id,status,amount\n1,open,10\n2,payed,20\n';
/** An amount that only warns. */
const ODD = 'order_id,status,amount\n1,open,10\n2,paid,99999\n';

const DATA = { good: GOOD, good2: GOOD, orders: GOOD, bad: BAD, bad2: BAD, late: BAD, warned: ODD };

const table = (name) => `
  - name: ${name}
    properties:
      - { name: order_id, logicalType: integer, required: true, unique: true }
      - name: status
        logicalType: string
        quality:
          - { metric: invalidValues, arguments: { validValues: [open, paid] }, mustBe: 0 }`;

const warning = `
      - name: amount
        logicalType: number
        quality:
          - { metric: invalidValues, severity: warning, arguments: { pattern: '^\\d{1,4}$' }, mustBe: 0 }`;

const contract = (id, server, objects) => `apiVersion: v3.1.0
kind: DataContract
id: ${id}
version: 1.0.0
status: active
team: { name: sales, members: [{ username: sales-data, role: owner }] }
servers:
  - ${server}
customProperties: [{ property: layer, value: gold }]
schema:${objects}
`;

/** Starts Assay for one orchestrator: a project, a store and a token of its own. */
export async function startGate() {
  const folder = mkdtempSync(join(tmpdir(), 'assay-gate-'));
  const write = (name, text) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const database = join(folder, 'warehouse.duckdb');
  const files = '{ server: files, type: local, path: "data/{object}.csv", format: csv }';
  // `absent` has no file: it can not be evaluated.
  const objects = [...Object.keys(DATA), 'absent'].map(
    (name) => table(name) + (name === 'warned' ? warning : ''),
  );
  write('assay.yaml', 'project: shop\ncontracts: contracts/\n');
  write('contracts/orders.odcs.yaml', contract('orders', files, objects.join('')));
  const warehouse = `{ server: files, type: duckdb, database: ${database}, schema: main }`;
  write('contracts/marts.odcs.yaml', contract('marts', warehouse, table('mart') + table('bad_mart')));
  for (const [name, text] of Object.entries(DATA)) write(`data/${name}.csv`, text);
  const token = await makeToken(folder);
  let server = await serve(folder, 0);
  const { url } = server;
  const env = { ASSAY_URL: url, ASSAY_TOKEN: token, ASSAY_DOWN: 'http://127.0.0.1:1', NO_PROXY: '*' };
  const get = async (path) => {
    const answer = await fetch(url + path, { headers: { Authorization: `Bearer ${token}` } });
    return { status: answer.status, body: await answer.json() };
  };
  return {
    folder,
    database,
    url,
    token,
    env,
    get,
    write,
    /** Ends the service; what it gives starts it again at the same address. */
    interrupt: async () => {
      await stop(server.child);
      return async () => (server = await serve(folder, Number(new URL(url).port)));
    },
    /** Corrects the data that `late` waits for, once they have been refused. */
    mendLate: async () => {
      const path = '/v1/gates/gold.late/decisions?outcome=block';
      const refused = await until(
        async () => ((await get(path)).body.items?.length > 0 ? true : null),
        600_000,
      );
      write('data/late.csv', GOOD);
      return refused === true;
    },
    stop: async () => {
      await stop(server.child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function serve(folder, port) {
  const child = start(process.execPath, [assay, 'serve', '--port', String(port), '--log-level', 'warn'], {
    cwd: folder,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (said += text));
  const listening = () => /listens on (\S+)/.exec(said)?.[1] ?? (child.exitCode === null ? null : '');
  const url = await until(listening, 120_000, 50);
  if (!url) throw new Error(`assay serve did not start: ${said}`);
  return { child, url };
}

async function makeToken(folder) {
  const args = [assay, 'token', 'create', '--name', 'orchestrator', '--scope', 'read,run'];
  const made = await run(process.execPath, args, { cwd: folder });
  if (made.code !== 0) throw new Error(`assay token create: ${made.stderr}`);
  return made.stdout.trim();
}
