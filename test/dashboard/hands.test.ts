/** What people do by hand, each with the rights of a token of their own: signing in, an override that takes two, buttons that are not there. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ordersProject } from '../scenarios/orders-project.js';
import {
  goTo,
  openBrowser,
  settled,
  visit,
  type Browser,
  type Page,
  type Visit,
} from '../support/browser.js';
import type { TestProject } from '../support/cli.js';
import { serve, type Served } from '../support/serve.js';

let project: TestProject;
let served: Served;
let browser: Browser;
const tokens = new Map<string, string>();

/** Whoever is not signed in is told so by the service. */
const STRANGER = /status of 401/;
const PEOPLE = { ann: ['read', 'override'], bob: ['read', 'override', 'approve'], rita: ['read'] };

beforeAll(async () => {
  project = ordersProject();
  project.write('data/daily/day=2026-05-02/daily.csv', 'day_total\n1\n');
  [served, browser] = await Promise.all([serve(project), openBrowser()]);
  const asked = await served.call('POST', '/v1/gates/gold.daily/decisions', { batch: { day: '2026-05-02' } });
  expect(asked.body['outcome']).toBe('block');
  const admin = await makeToken('root', ['admin', 'read', 'run'], null);
  tokens.set('root', admin);
  for (const [name, scopes] of Object.entries(PEOPLE)) tokens.set(name, await makeToken(name, scopes, admin));
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.stop();
  project.remove();
});

async function makeToken(name: string, scopes: readonly string[], by: string | null): Promise<string> {
  const headers: Record<string, string> = by === null ? {} : { Authorization: `Bearer ${by}` };
  const { status, body } = await served.call('POST', '/v1/tokens', { name, scopes }, headers);
  expect(status).toBe(201);
  return String(body['secret']);
}

async function typeToken(page: Page, token: string): Promise<void> {
  await page.getByLabel('API token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function signedIn(name: string, path: string): Promise<Visit> {
  const visited = await visit(browser, served.url, {}, STRANGER);
  await goTo(visited.page, path);
  await typeToken(visited.page, tokens.get(name) ?? '');
  await visited.page.getByText(`token:${name}`).waitFor();
  await settled(visited.page);
  return visited;
}

test('nobody sees anything before they have signed in, and a wrong token is told so', async () => {
  const { page, complaints, close } = await visit(browser, served.url, {}, STRANGER);
  await goTo(page, '/datasets/gold.daily');
  expect(await page.getByText('gold.daily').count()).toBe(0);
  await typeToken(page, 'assay_wrong_token');
  await page.getByRole('alert').getByText('The token is not one of this service').waitFor();
  await typeToken(page, tokens.get('rita') ?? '');
  await page.getByRole('heading', { level: 1, name: /daily/ }).waitFor();
  expect(page.url()).toContain('/datasets/gold.daily');
  expect(complaints).toEqual([]);
  await close();
});

test(
  'an override takes a second person: one asks, another approves, and both pages tell',
  { timeout: 120_000 },
  async () => {
    const ann = await signedIn('ann', '/gates');
    const bob = await signedIn('bob', '/gates?tab=overrides');
    await ann.page.getByRole('button', { name: 'Override gold.daily' }).click();
    const dialog = ann.page.getByRole('dialog');
    await dialog.getByText('The policy asks for a second person').waitFor();
    const submit = dialog.getByRole('button', { name: 'Override' });
    expect(await submit.isDisabled()).toBe(true);
    await dialog
      .getByRole('textbox', { name: 'Reason' })
      .fill('The columns were renamed; known and harmless');
    await submit.click();
    await dialog.waitFor({ state: 'detached' });
    await ann.page.getByText('waits for a second person').waitFor();

    await goTo(ann.page, '/gates?tab=overrides');
    await ann.page.getByRole('cell', { name: /waits for somebody with the scope approve/ }).waitFor();
    expect(await ann.page.getByRole('button', { name: /^Approve/ }).count()).toBe(0);

    // The other page was open all the while.
    await bob.page.getByRole('button', { name: 'Approve the override of gold.daily' }).click();
    await bob.page.getByRole('dialog').getByText('known and harmless').waitFor();
    await bob.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await ann.page.getByRole('cell', { name: 'token:bob' }).waitFor();

    const headers = { Authorization: `Bearer ${tokens.get('root') ?? ''}` };
    const { body } = await served.call(
      'POST',
      '/v1/gates/gold.daily/decisions',
      { batch: { day: '2026-05-02' } },
      headers,
    );
    expect(body['outcome']).toBe('allow_with_warnings');
    await goTo(bob.page, '/audit');
    for (const who of ['token:ann', 'token:bob']) await bob.page.getByText(who).first().waitFor();
    expect([...ann.complaints, ...bob.complaints]).toEqual([]);
    await Promise.all([ann.close(), bob.close()]);
  },
);

test('who may only read finds no button that would be refused', async () => {
  const { page, close } = await signedIn('rita', '/gates');
  await page.getByText('gold.daily').first().waitFor();
  for (const name of [/^Trip/, /^Reset/, /^Override/, /^Approve/])
    expect([name, await page.getByRole('button', { name }).count()]).toEqual([name, 0]);
  await goTo(page, '/datasets/gold.daily');
  expect(await page.getByRole('button', { name: /^Check now/ }).count()).toBe(0);
  await goTo(page, '/incidents');
  await page.getByText('gold.daily').first().waitFor();
  for (const name of [/^Acknowledge/, /^Resolve/])
    expect([name, await page.getByRole('button', { name }).count()]).toEqual([name, 0]);
  await close();
});

test('signing out ends it, in every tab', async () => {
  const { page, context, close } = await signedIn('rita', '/');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('API token').waitFor();
  const other = await context.newPage();
  await goTo(other, '/incidents');
  await other.getByLabel('API token').waitFor();
  await close();
});
