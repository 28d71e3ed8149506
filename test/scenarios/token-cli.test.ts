/** API tokens by the real command line, and what they are worth to a service on the same store. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authenticator } from '../../src/auth/authenticate.js';
import type { ApiToken } from '../../src/model/access.js';
import { openStore } from '../../src/store/open-store.js';
import { testProject, type TestProject } from '../support/cli.js';

const DAY = 86_400_000;
let project: TestProject;

beforeAll(() => {
  project = testProject({ 'assay.yaml': 'project: shop\n' });
});
afterAll(() => project.remove());

/** What a service on this store would say to a token. */
async function told(secret: string): Promise<string> {
  const store = await openStore('pglite:.assay', project.root);
  try {
    const parts = { access: store.access, now: () => new Date(), oidc: false, loopbackOnly: true };
    const answer = await authenticator(parts).authenticate({
      authorization: `Bearer ${secret}`,
      session: null,
      address: '10.0.0.1',
      host: 'assay.example',
      forwarded: false,
    });
    return answer.ok ? answer.principal.name : answer.code;
  } finally {
    await store.close();
  }
}

async function list(): Promise<readonly ApiToken[]> {
  const done = await project.assay('token', 'list', '--format', 'json');
  expect(done.code, done.stderr).toBe(0);
  return (JSON.parse(done.stdout) as { items: ApiToken[] }).items;
}

test('a token is made, used, shown in the list, and revoked', async () => {
  const empty = await project.assay('token', 'list');
  expect([empty.code, empty.stdout]).toEqual([0, 'no token was ever made\n']);

  const made = await project.assay(
    'token',
    'create',
    '--name',
    'airflow',
    '--scope',
    'run,read',
    '--domain',
    'sales, people',
  );
  expect(made.code, made.stderr).toBe(0);
  // Alone on its line: `TOKEN=$(assay token create …)` is all there is to do.
  expect(made.stdout).toMatch(/^assay_[0-9a-z]{12}_[\w-]{43}\n$/);
  const secret = made.stdout.trim();
  expect(made.stderr).toContain('not shown again');
  expect(made.stderr).not.toContain(secret.slice(-43));
  expect(await told(secret)).toBe('token:airflow');

  const [token] = await list();
  expect(token).toMatchObject({
    id: secret.split('_')[1],
    name: 'airflow',
    grant: { scopes: ['read', 'run'], domains: ['sales', 'people'] },
    createdBy: 'tester',
    revokedAt: null,
  });
  expect(Date.parse(token?.expiresAt ?? '') - Date.parse(token?.createdAt ?? '')).toBe(90 * DAY);
  const shown = await project.assay('token', 'list');
  expect(shown.stdout).toMatch(/^\w{12} +valid +airflow +read,run +sales,people +until .+ by tester\n$/);
  expect(shown.stdout).not.toContain(secret.slice(-43));

  const revoked = await project.assay('token', 'revoke', token?.id ?? '');
  expect(revoked.code, revoked.stderr).toBe(0);
  expect(revoked.stdout).toContain('revoked');
  expect(await told(secret)).toBe('revoked-token');
  const again = await project.assay('token', 'revoke', token?.id ?? '');
  expect(again.code).toBe(2);
  expect(again.stderr).toContain('already-revoked');

  const store = await openStore('pglite:.assay', project.root);
  const audit = await store.audit(10);
  await store.close();
  expect(audit.map(({ action, by }) => [action, by])).toEqual([
    ['token.revoke', 'tester'],
    ['token.create', 'tester'],
  ]);

  const files = readdirSync(project.root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  expect(files.some((bytes) => bytes.includes(token?.id ?? ''))).toBe(true);
  expect(files.some((bytes) => bytes.includes(secret.slice(-43)))).toBe(false);
});

test('as JSON the token comes with its record', async () => {
  const made = await project.assay(
    ...['token', 'create', '--name', 'ci', '--scope', 'admin', '--expires', 'PT1H', '--format', 'json'],
  );
  expect(made.code, made.stderr).toBe(0);
  const { token, secret } = JSON.parse(made.stdout) as { token: ApiToken; secret: string };
  expect(token).toMatchObject({ kind: 'ApiToken', name: 'ci', grant: { scopes: ['admin'], domains: null } });
  expect(secret).toContain(token.id);
  expect(await told(secret)).toBe('token:ci');
});

describe('refused before the store is opened', () => {
  test.each([
    ['an action that is not known', ['token', 'make'], 'unknown-action'],
    ['no name', ['token', 'create', '--scope', 'read'], 'no-name'],
    ['no scope', ['token', 'create', '--name', 'x'], 'no-scope'],
    ['a scope that is not known', ['token', 'create', '--name', 'x', '--scope', 'reed'], 'unknown-scope'],
    ['an empty scope', ['token', 'create', '--name', 'x', '--scope', 'read,'], 'unknown-scope'],
    ['an empty domain', ['token', 'create', '--name', 'x', '--scope', 'read', '--domain', ''], 'bad-domain'],
    [
      'an end that is none',
      ['token', 'create', '--name', 'x', '--scope', 'read', '--expires', 'never'],
      'bad-expiry',
    ],
    [
      'an end in the past',
      ['token', 'create', '--name', 'x', '--scope', 'read', '--expires', '2001-01-01'],
      'expiry-in-the-past',
    ],
    [
      'more than a year',
      ['token', 'create', '--name', 'x', '--scope', 'read', '--expires', '2y'],
      'expiry-too-far',
    ],
    ['a revocation of nothing', ['token', 'revoke'], 'no-token'],
    ['a name in the place of an id', ['token', 'create', 'x', '--scope', 'read'], 'stray-argument'],
  ])('%s', async (_, args, code) => {
    const fresh = testProject({ 'assay.yaml': 'project: shop\n' });
    try {
      const done = await fresh.assay(...args);
      expect([done.code, done.stdout]).toEqual([2, '']);
      expect(done.stderr).toContain(code);
      expect(readdirSync(fresh.root)).toEqual(['assay.yaml']);
    } finally {
      fresh.remove();
    }
  });

  test('a configuration with a fault', async () => {
    const fresh = testProject({ 'assay.yaml': 'project: shop\nstroe: x\n' });
    const done = await fresh.assay('token', 'list');
    fresh.remove();
    expect(done.code).toBe(2);
    expect(done.stderr).toContain('assay.yaml:2');
  });
});

test('of a token that is not there nothing is revoked', async () => {
  const before = await list();
  const done = await project.assay('token', 'revoke', '000000000000');
  expect(done.code).toBe(2);
  expect(done.stderr).toContain('unknown-token');
  expect(await list()).toEqual(before);
});

test('a contract that is broken stands in nobody’s way', async () => {
  const fresh = testProject({
    'assay.yaml': 'project: shop\n',
    'contracts/broken.odcs.yaml': 'apiVersion: v3.1.0\nkind: [\n',
  });
  const done = await fresh.assay('token', 'list');
  fresh.remove();
  expect([done.code, done.stdout]).toEqual([0, 'no token was ever made\n']);
});

test('the completion knows the command', async () => {
  const done = await project.assay('completion', 'bash');
  expect(done.stdout).toMatch(/token\) words="--name --scope --domain --expires/);
});
