/** A hallmark's life, told by the real command line: struck, believed, and refused once anything it promised is no longer so. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import { openAssay } from '../../src/app/open-assay.js';
import type { Decision } from '../../src/model/decision.js';
import type { JwkSet, Verification } from '../../src/model/hallmark.js';
import { testProject, type Ended, type TestProject } from '../support/cli.js';

const BIN = fileURLToPath(new URL('../../bin/assay.js', import.meta.url));
const FILE = 'data/orders.csv';
const GOOD = 'order_id,amount\n1,10.50\n2,20\n';
const CONTRACT = `
apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.0.0
status: active
servers:
  - {server: files, type: local, path: data/orders.csv, format: csv}
  - {server: db, type: postgres, host: 127.0.0.1, port: 1, database: shop, schema: public}
customProperties: [{property: layer, value: silver}]
schema:
  - name: orders
    properties:
      - {name: order_id, logicalType: integer, primaryKey: true, primaryKeyPosition: 1}
      - {name: amount, logicalType: number, required: true}
`;
const ENVIRONMENTS = 'environments: {prod: {server: files}, dev: {server: files}, away: {server: db}}\n';

const projects: TestProject[] = [];
function fresh(config = '', contract = CONTRACT): TestProject {
  const project = testProject({
    'assay.yaml': `project: shop\n${ENVIRONMENTS}${config}`,
    'contracts/orders.odcs.yaml': contract.trimStart(),
    [FILE]: GOOD,
  });
  projects.push(project);
  return project;
}
afterEach(() => projects.splice(0).forEach((project) => project.remove()));

interface Answer {
  readonly decision: Decision;
  readonly hallmark: string | null;
}
const parsed = <T>(done: Ended): T => {
  expect(done.stdout, done.stderr).toMatch(/^\{/);
  return JSON.parse(done.stdout) as T;
};
const PROD = ['--env', 'prod'];
const JSON_OUT = ['--format', 'json'];

async function gate(project: TestProject, ...options: readonly string[]): Promise<Answer> {
  return parsed<Answer>(
    await project.assay('gate', 'orders', ...JSON_OUT, ...(options.length > 0 ? options : PROD)),
  );
}

/** The hallmark of an allowed decision. */
async function struck(project: TestProject, ...options: readonly string[]): Promise<string> {
  const { hallmark } = await gate(project, ...options);
  if (hallmark === null) throw new Error('no hallmark');
  return hallmark;
}

/** Exit code and reason (`valid` where it is) of a verification. */
async function verified(
  project: TestProject,
  token: string,
  ...more: readonly string[]
): Promise<[number | null, string]> {
  const env = more.includes('--env') ? [] : PROD;
  const done = await project.assay('verify', token, ...JSON_OUT, ...env, ...more);
  const found = parsed<Verification>(done);
  return [done.code, found.valid ? 'valid' : found.reason];
}

async function keysOf(project: TestProject): Promise<JwkSet> {
  const assay = await openAssay({ cwd: project.root });
  try {
    return await assay.jwks();
  } finally {
    await assay.close();
  }
}

describe('a hallmark', { timeout: 240_000 }, () => {
  test('holds for the data that were let through, and for no others', async () => {
    const project = fresh();
    const token = await struck(project);
    expect(await verified(project, token)).toEqual([0, 'valid']);
    expect(await verified(project, token, 'silver.orders')).toEqual([0, 'valid']);
    expect(await verified(project, token, 'orders')).toEqual([0, 'valid']);

    project.write(FILE, `${GOOD}3,30\n`);
    expect(await verified(project, token)).toEqual([1, 'data_moved']);
    expect(await verified(project, token, '--offline')).toEqual([0, 'valid']);
    const next = await struck(project);
    expect(await verified(project, next)).toEqual([0, 'valid']);
    expect(await verified(project, token)).toEqual([1, 'data_moved']);

    rmSync(join(project.root, FILE));
    expect(await verified(project, next)).toEqual([1, 'data_moved']);
  });

  test('says what was decided, and is the same for the same decision', async () => {
    const project = fresh();
    const { decision, hallmark } = await gate(project);
    expect(decodeJwt(hallmark ?? '')).toMatchObject({
      iss: 'shop',
      sub: 'silver.orders',
      jti: decision.id,
      exp: Math.floor(Date.parse(decision.expiresAt ?? '') / 1000),
      environment: 'prod',
      dataVersion: decision.dataVersion,
      outcome: 'allow',
      runId: decision.runId,
    });
    const again = await gate(project);
    expect(again).toMatchObject({ decision: { replayed: true }, hallmark });
  });

  test('ends', async () => {
    const project = fresh('policy: {silver: {holds: 2s}}\n');
    const { decision, hallmark } = await gate(project);
    const end = Date.parse(decision.expiresAt ?? '');
    while (Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await verified(project, hallmark ?? '')).toEqual([1, 'expired']);
    expect(await verified(project, hallmark ?? '', '--offline')).toEqual([1, 'expired']);
  });

  test('is not given for a block, in shadow or not', async () => {
    const project = fresh('policy: {silver: {shadow: true}}\n');
    project.write(FILE, 'order_id,amount\n1,\n');
    const shadow = await gate(project);
    expect(shadow).toMatchObject({ decision: { outcome: 'block', enforced: 'allow' }, hallmark: null });
    project.write('assay.yaml', `project: shop\n${ENVIRONMENTS}`);
    expect(await gate(project)).toMatchObject({ decision: { enforced: 'block' }, hallmark: null });
  });

  test('is refused where it was not given for that: dataset, environment, batch', async () => {
    const project = fresh();
    project.write('contracts/refunds.odcs.yaml', CONTRACT.trimStart().replaceAll('orders', 'refunds'));
    const token = await struck(project);
    expect(await verified(project, token, 'refunds')).toEqual([1, 'other_dataset']);
    expect(await verified(project, token, '--env', 'dev')).toEqual([1, 'other_environment']);
    expect(await verified(project, token, '--batch', 'day=2026-05-01')).toEqual([1, 'other_batch']);
    const typo = await project.assay('verify', token, 'ordres', ...PROD);
    expect([typo.code, typo.stderr]).toEqual([2, expect.stringContaining('unknown-dataset')]);
  });

  test('what is none is told apart from what is a bad one', async () => {
    const project = fresh();
    const token = await struck(project);
    expect(await verified(project, 'hallmark')).toEqual([2, 'malformed']);
    expect(await verified(project, token.slice(0, -1))).toEqual([2, 'malformed']);
    const other = token.at(-20) === 'x' ? 'y' : 'x';
    expect(await verified(project, token.slice(0, -20) + other + token.slice(-19))).toEqual([
      1,
      'bad_signature',
    ]);
    expect((await project.assay('verify', '', ...PROD)).code).toBe(2);
    const stranger = fresh();
    expect(await verified(stranger, token)).toEqual([1, 'unknown_key']);
  });

  test('data that can not be looked at are no reason to believe it', async () => {
    const project = fresh();
    const token = await struck(project);
    expect(await verified(project, token, '--server', 'db')).toEqual([3, 'data_unreadable']);
    expect(await verified(project, token, '--server', 'db', '--offline')).toEqual([0, 'valid']);
  });

  test('is printed on a line of its own, above the verdict', async () => {
    const project = fresh();
    const shown = await project.assay('gate', 'orders', ...PROD);
    const lines = shown.stdout.trimEnd().split('\n');
    expect(lines.at(-1)).toBe('ALLOW  silver.orders');
    const token = /^ {2}hallmark (\S+)$/.exec(lines.at(-2) ?? '')?.[1] ?? '';
    const good = await project.assay('verify', token, ...PROD);
    expect(good.stdout.trimEnd().split('\n').at(-1)).toBe(
      'VALID  silver.orders: the data are those that were let through',
    );
    expect(good.stdout).toMatch(/silver\.orders · prod · contract orders 1\.0\.0\n {2}allow · decision /);
    const offline = await project.assay('verify', token, '--offline', ...PROD);
    expect(offline.stdout).toMatch(
      /VALID {2}silver\.orders: signature and time only, the data were not looked at\n$/,
    );
    const bad = await project.assay('verify', `${token}x`, ...PROD);
    expect([bad.code, bad.stdout]).toEqual([2, expect.stringMatching(/^ {2}✗ malformed: .*\nNOT VALID\n$/)]);
  });

  test('comes from standard input', async () => {
    const project = fresh();
    const token = await struck(project);
    const piped = (text: string): Promise<number | null> =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [BIN, 'verify', '-', ...PROD], {
          cwd: project.root,
          stdio: ['pipe', 'ignore', 'ignore'],
        });
        child.on('close', resolve);
        child.stdin.end(text);
      });
    expect(await piped(`${token}\n`)).toBe(0);
    expect(await piped('')).toBe(2);
    expect(await piped('x'.repeat(100_000))).toBe(2);
  });
});

describe('published keys', { timeout: 240_000 }, () => {
  test('verify anywhere: without project and store, from a file', async () => {
    const project = fresh();
    const token = await struck(project);
    const elsewhere = testProject({ 'jwks.json': JSON.stringify(await keysOf(project)) });
    projects.push(elsewhere);
    const verify = (...more: readonly string[]) =>
      elsewhere.assay('verify', token, ...more, '--jwks', 'jwks.json', '--offline', ...JSON_OUT);
    const good = await verify();
    expect(good.code, good.stderr).toBe(0);
    expect(parsed(good)).toMatchObject({ valid: true, dataChecked: false });
    expect((await verify('silver.orders', ...PROD)).code).toBe(0);
    expect((await verify('orders')).code).toBe(1);
    expect((await verify('--env', 'dev')).code).toBe(1);
    expect(readdirSync(elsewhere.root)).toEqual(['jwks.json']);
    elsewhere.write('jwks.json', '{"keys": []}');
    expect(parsed(await verify())).toMatchObject({ valid: false, reason: 'unknown_key' });
  });

  test('verify beside a process that has the store, from its address', async () => {
    const project = fresh();
    const token = await struck(project);
    const keys = JSON.stringify(await keysOf(project));
    const server = createServer((_, to) => to.end(keys));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const holder = await openAssay({ cwd: project.root });
    try {
      await holder.breakers();
      const jwks = ['--jwks', `http://127.0.0.1:${String(port)}/.well-known/jwks.json`];
      expect((await project.assay('verify', token, ...PROD)).code).toBe(3);
      expect(await verified(project, token, ...jwks)).toEqual([0, 'valid']);
      project.write(FILE, `${GOOD}3,30\n`);
      expect(await verified(project, token, ...jwks)).toEqual([1, 'data_moved']);
    } finally {
      await holder.close();
      server.close().closeAllConnections();
    }
    const gone = ['--jwks', `http://127.0.0.1:${String(port)}/`, '--offline'];
    expect((await project.assay('verify', token, ...gone)).code).toBe(3);
    expect((await project.assay('verify', token, '--jwks', 'http://keys.example/')).code).toBe(2);
    expect((await project.assay('verify', token, '--jwks', 'none.json')).code).toBe(2);
  });
});

describe('the secret', { timeout: 240_000 }, () => {
  const CONFIG = 'hallmark: {secret: "${env:WRAP}"}\n';
  const WRAP = 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=';
  const OTHER = 'OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg=';
  const ask = ['gate', 'orders', ...PROD, ...JSON_OUT];

  test('lies beside the store, for this user only, and nowhere in it', async () => {
    const project = fresh();
    await struck(project);
    const file = join(project.root, '.assay/hallmark.secret');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const secret = readFileSync(file).toString().trim();
    const others = readdirSync(join(project.root, '.assay'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => path !== file);
    expect(others.length).toBeGreaterThan(100);
    expect(others.filter((path) => readFileSync(path).includes(secret))).toEqual([]);
  });

  test('one that is missing or short decides nothing', async () => {
    const project = fresh(CONFIG);
    for (const env of [{}, { WRAP: 'too-short' }]) {
      const done = await project.assayWith(env, ...ask);
      expect([done.code, done.stdout]).toEqual([2, '']);
      expect(done.stderr).not.toContain('too-short');
    }
    const told = await project.assay('history', 'orders', ...JSON_OUT);
    expect(parsed(told)).toMatchObject({ decisions: [] });
    project.write('assay.yaml', `project: shop\n${ENVIRONMENTS}hallmark: {secret: ${WRAP}}\n`);
    const literal = await project.assay('lint');
    expect(literal.code).toBe(2);
    expect(literal.stdout + literal.stderr).not.toContain(WRAP);
  });

  test('another one makes another key, and hallmarks of both are believed', async () => {
    const project = fresh(CONFIG);
    const answer = async (secret: string, ...more: readonly string[]): Promise<string> =>
      parsed<Answer>(await project.assayWith({ WRAP: secret }, ...ask, ...more)).hallmark ?? '';
    const kid = (token: string) => decodeProtectedHeader(token).kid;
    const first = await answer(WRAP);
    const second = await answer(OTHER);
    expect(kid(second)).not.toBe(kid(first));
    expect(kid(await answer(WRAP, '--force'))).toBe(kid(first));
    // To verify takes no secret.
    for (const token of [first, second]) expect(await verified(project, token)).toEqual([0, 'valid']);
  });
});
