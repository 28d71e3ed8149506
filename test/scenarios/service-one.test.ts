/** `assay serve` as an operator meets it: what it refuses to start with, how it is watched, and how it stops. */
import { afterEach, expect, test } from 'vitest';
import { GOOD, ORDERS } from '../service/open-test-service.js';
import { testProject, type TestProject } from '../support/cli.js';
import { serve, type Served } from '../support/serve.js';

const projects: TestProject[] = [];
const running: Served[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.kill()));
  for (const project of projects.splice(0)) project.remove();
});

function project(files: Record<string, string> = {}): TestProject {
  const made = testProject({
    'assay.yaml': 'project: shop\n',
    'contracts/orders.odcs.yaml': ORDERS,
    'data/orders.csv': GOOD,
    ...files,
  });
  projects.push(made);
  return made;
}

async function started(at: TestProject, ...args: readonly string[]): Promise<Served> {
  const one = await serve(at, {}, ...args);
  running.push(one);
  return one;
}

test('it answers, is watched, and ends in order when it is told to', async () => {
  const one = await started(project());
  expect(one.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const asked = await one.call('POST', '/v1/gates/orders/decisions', {});
  expect(asked).toMatchObject({ status: 200, body: { outcome: 'allow', askedBy: 'local' } });
  const verdict = await one.call('GET', `/v1/decisions/${String(asked.body['id'])}/verdict`);
  expect(verdict.status).toBe(200);
  expect((await one.call('GET', '/healthz')).status).toBe(200);
  expect((await one.call('GET', '/readyz')).body).toMatchObject({ ready: true });
  const metrics = String((await one.call('GET', '/metrics')).body['text']);
  expect(metrics).toContain(
    'assay_decisions_total{dataset="silver.orders",layer="silver",outcome="allow",replayed="false"} 1',
  );
  expect(metrics).toContain('assay_breaker_state{dataset="silver.orders",layer="silver"} 0');
  expect(metrics).not.toContain('invalidValues');
  const { code, stderr, stdout } = await one.stop();
  expect(code).toBe(0);
  expect(stdout.trim()).toBe(`Assay listens on ${one.url}`);
  const lines = stderr.split('\n').filter((line) => line.startsWith('{'));
  const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(logged.find(({ msg }) => msg === 'decided')).toMatchObject({
    decision: asked.body['id'],
    runId: asked.body['runId'],
  });
  expect(logged.find(({ msg }) => msg === 'request')).toHaveProperty('requestId');
});

test('a second one on the same embedded store is refused, and the first goes on', async () => {
  const at = project();
  const first = await started(at);
  const second = await at.assay('serve', '--port', '0');
  expect(second.code).toBe(3);
  expect(second.stderr).toContain('[store-locked]');
  expect(second.stderr).toContain(`in use by process ${String(first.pid)}`);
  expect((await first.call('POST', '/v1/gates/orders/decisions', {})).status).toBe(200);
});

test.each([
  ['beyond loopback without a token', ['--host', '0.0.0.0'], 'no-authentication'],
  ['at a port that is none', ['--port', '70000'], 'Write a whole number'],
  ['with a level that is none', ['--log-level', 'loud'], 'Write one of'],
  ['on an address of another machine', ['--host', '192.0.2.1'], 'no-authentication'],
])('it does not start %s', async (_, args, said) => {
  const ended = await project().assay('serve', ...args);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain(said);
});

test('it does not start on a project with a fault, nor on a port that is taken', async () => {
  const faulty = project({ 'contracts/orders.odcs.yaml': ORDERS.replace('minimum', 'minimun') });
  const ended = await faulty.assay('serve', '--port', '0');
  expect([ended.code, ended.stderr.includes('minimun')]).toEqual([2, true]);
  const first = await started(project());
  const taken = await project().assay('serve', '--port', new URL(first.url).port);
  expect([taken.code, taken.stderr.includes('address-in-use')]).toEqual([2, true]);
});

test('with a token it may listen anywhere, and nobody comes in without one', async () => {
  const at = project();
  const made = await at.assay('token', 'create', '--name', 'ci', '--scope', 'read,run');
  const one = await started(at, '--host', '127.0.0.1');
  const path = '/v1/gates/orders/decisions';
  expect((await one.call('POST', path, {})).status).toBe(401);
  const Authorization = `Bearer ${made.stdout.trim()}`;
  const asked = await one.call('POST', path, {}, { Authorization });
  expect(asked).toMatchObject({ status: 200, body: { askedBy: 'token:ci' } });
  const tripped = await one.call('POST', '/v1/breakers/orders/trip', { reason: 'x' }, { Authorization });
  expect(tripped.status).toBe(403);
  expect(one.log()).not.toContain(made.stdout.trim());
});
