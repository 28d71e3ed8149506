/** A pull request from its first push to its merge, with the real command line, a real repository and a host that keeps comments. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import schema from '../../src/report/review.schema.json' with { type: 'json' };
import { startHttp, type HttpStandIn } from '../support/http-stand-in.js';
import { gitProject, type GitProject } from '../support/git.js';

const ORDERS = `apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.4.0
status: active
team: {members: [{username: olga, role: owner}]}
servers: [{server: files, type: local, path: data/orders.csv, format: csv}]
customProperties:
  - {property: layer, value: silver}
  - {property: consumers, value: [{name: finance, contact: "#finance"}, churn-model]}
schema:
  - name: orders
    properties:
      - {name: order_id, logicalType: integer, required: true, primaryKey: true, primaryKeyPosition: 1}
      - {name: amount, logicalType: number}
      - {name: coupon, logicalType: string}
    quality:
      - {id: enough, metric: rowCount, mustBeGreaterThan: 1}
`;
const DAILY = `apiVersion: v3.1.0
kind: DataContract
id: daily
version: 1.0.0
status: active
team: {members: [{username: gina, role: owner}]}
servers: [{server: files, type: local, path: data/daily.csv, format: csv}]
customProperties: [{property: layer, value: gold}]
schema:
  - name: daily
    properties:
      - {name: day, logicalType: date}
      - {name: total, logicalType: number, transformSourceObjects: [silver.orders]}
`;
const CONFIG = `project: shop
ci:
  approvals:
    - {level: breaking, breaks: consumer, from: [owners, platform]}
  groups: {platform: [paul]}
`;
const CHANGED = ORDERS.replace('      - {name: coupon, logicalType: string}\n', '').replace(
  'mustBeGreaterThan: 1}',
  'mustBeGreaterThan: 5}',
);

let project: GitProject;
let http: HttpStandIn;
const comments: { id: number; body: string }[] = [];

beforeAll(async () => {
  project = gitProject({
    'assay.yaml': CONFIG,
    '.gitignore': '.assay/\nevent.json\nsummary.md\nout/\n',
    'contracts/orders.odcs.yaml': ORDERS,
    'contracts/daily.odcs.yaml': DAILY,
    'data/orders.csv': 'order_id,amount,coupon\n1,10.5,A\n2,20,\n3,30,B\n',
    'data/daily.csv': 'day,total\n2026-05-01,60.5\n',
  });
  http = await startHttp();
  http.answer(({ method, path, body }) => {
    if (method === 'GET') return { status: 200, body: JSON.stringify(comments) };
    const text = (JSON.parse(body) as { body: string }).body;
    if (method === 'POST') comments.push({ id: comments.length + 1, body: text });
    else {
      const one = comments.find(({ id }) => path.endsWith(`/issues/comments/${String(id)}`));
      if (one === undefined) return { status: 404, body: '{}' };
      one.body = text;
    }
    return { status: 200, body: '{}' };
  });
});
afterAll(async () => {
  await http.close();
  project.remove();
});

function push(fork = false) {
  const sha = project.git('rev-parse', 'HEAD');
  const repo = (owner: string) => ({ full_name: `${owner}/shop` });
  const event = {
    pull_request: {
      number: 7,
      head: { sha, repo: repo(fork ? 'mallory' : 'acme') },
      base: { repo: repo('acme') },
    },
  };
  writeFileSync(join(project.root, 'event.json'), JSON.stringify(event));
  writeFileSync(join(project.root, 'summary.md'), '');
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: join(project.root, 'event.json'),
    GITHUB_STEP_SUMMARY: join(project.root, 'summary.md'),
    GITHUB_API_URL: `http://127.0.0.1:${String(http.port)}`,
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_TOKEN: 'a-secret-token',
    GITHUB_BASE_REF: 'main',
  };
}
const ci = (env: Record<string, string>, ...more: readonly string[]) =>
  project.assayWith(
    env,
    'ci',
    '--base',
    'main',
    '--as-of',
    '2026-05-02T00:00:00Z',
    '--comment',
    'github',
    ...more,
  );
const summary = () => readFileSync(join(project.root, 'summary.md'), 'utf8');
/** Commits are named by their content, which is the same each time; the run by its moment, which is not. */
const fingerprintIn = (text: string): readonly string[] => [
  ...new Set(text.match(/sha256:[0-9a-f]{64}/g) ?? []),
];

it('the data is checked on the base branch', async () => {
  const done = await project.assay('check', 'silver.orders', '--as-of', '2026-05-01T12:00:00Z');
  expect([done.code, done.stderr]).toEqual([0, '']);
});

it('a pull request that changes no contract gets no comment', async () => {
  project.write('README.md', 'The shop.\n');
  project.commit('a read-me');
  const done = await ci(push());
  expect([done.code, comments.length]).toEqual([0, 0]);
  expect(done.stdout.trim()).toBe('Clean: no contract changes.');
  expect(summary()).toContain('✅ Clean');
});

it('one that breaks readers is blocked, and told why, for whom, and what to do', async () => {
  project.write('contracts/orders.odcs.yaml', CHANGED);
  project.commit('coupons go');
  const done = await ci(
    push(),
    '-o',
    'out/review.sarif',
    '-o',
    'out/review.json',
    '-o',
    'out/review.xml',
    '--code-quality',
    'out/quality.json',
  );
  expect(done.code).toBe(1);
  expect(comments).toHaveLength(1);
  await expect(comments[0]?.body).toMatchFileSnapshot('../golden/pull-request-comment.md');
  expect(summary()).toBe(comments[0]?.body);
  for (const file of ['review.sarif', 'quality.json'])
    JSON.parse(readFileSync(join(project.root, 'out', file), 'utf8'));
  const validate = new Ajv2019({ strict: false, allErrors: true }).compile(schema);
  validate(JSON.parse(readFileSync(join(project.root, 'out/review.json'), 'utf8')));
  expect(validate.errors).toBeNull();
  expect(readFileSync(join(project.root, 'out/review.xml'), 'utf8')).toContain('<failure');
  expect(done.stdout + done.stderr + (comments[0]?.body ?? '')).not.toContain('a-secret-token');
});

it('annotations stand at the lines', async () => {
  const done = await ci(push(), '--format', 'github', '--no-dry-run');
  expect(done.stdout).toMatch(/^::error file=contracts\/orders\.odcs\.yaml,line=\d+,title=C\d+ /m);
});

it('an approval by somebody who may not approve changes nothing', async () => {
  const fingerprints = fingerprintIn(comments[0]?.body ?? '');
  expect(fingerprints).toHaveLength(2);
  const lines = (by: string) =>
    fingerprints
      .map((each) => `  - {change: "${each}", by: ${by}, reason: agreed, until: 2026-06-01}\n`)
      .join('');
  project.write('contracts/approvals.yaml', `approvals:\n${lines('mallory')}`);
  project.commit('approved?');
  expect((await ci(push(), '--no-dry-run')).code).toBe(1);
  project.write('contracts/approvals.yaml', `approvals:\n${lines('paul')}`);
  project.commit('approved');
  expect((await ci(push(), '--no-dry-run')).code).toBe(0);
  expect(comments).toHaveLength(1);
  expect(comments[0]?.body).toContain('✅ Approved');
  expect(comments[0]?.body).toContain('**added here**');
});

it('the same from a fork uses no token and counts no approval of its own', async () => {
  const before = http.requests.length;
  const done = await ci(push(true));
  expect(done.code).toBe(1);
  expect(http.requests).toHaveLength(before);
  expect(done.stderr).toContain('the change comes from a fork');
  expect(summary()).toContain('does not count');
});

it('mended, the comment turns green', async () => {
  project.git('rm', '--quiet', 'contracts/approvals.yaml');
  project.write('contracts/orders.odcs.yaml', ORDERS);
  project.commit('coupons stay');
  const done = await ci(push());
  expect([done.code, comments.length]).toEqual([0, 1]);
  expect(comments[0]?.body).toContain('✅ Clean: no contract changes.');
});

it('diff tells the same of any two versions', async () => {
  const done = await project.assay('diff', 'HEAD~1', 'HEAD~4', '--format', 'json');
  const found = JSON.parse(done.stdout) as { kind: string; changes: readonly unknown[] };
  expect([done.code, found.kind, found.changes.length > 0]).toEqual([expect.any(Number), 'AssayDiff', true]);
  expect((await project.assay('diff', 'main')).stdout).toContain('the contracts say the same');
  expect((await project.assay('diff', 'main', 'change~3')).code).toBe(1);
  expect((await project.assay('diff', 'main', 'change~3', '--fail-on', 'never')).code).toBe(0);
  expect((await project.assay('diff', 'nowhere')).code).toBe(2);
});
