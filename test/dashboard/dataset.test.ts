/** The pages of a dataset and of its runs: what is wrong comes first, what is chosen stands in the address, and the gate can be asked from there. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BAD_ORDERS, GOOD_ORDERS, ordersProject } from '../scenarios/orders-project.js';
import { goTo, openBrowser, settled, visit, type Browser, type Page } from '../support/browser.js';
import type { TestProject } from '../support/cli.js';
import { serve, type Served } from '../support/serve.js';

let project: TestProject;
let served: Served;
let browser: Browser;
const runs: string[] = [];

const DAYS = [
  ['2026-05-01', GOOD_ORDERS],
  ['2026-05-02', BAD_ORDERS],
  ['2026-05-03', BAD_ORDERS],
] as const;

beforeAll(async () => {
  project = ordersProject('policy: {bronze: {failuresToOpen: 99}}\n');
  for (const [day, text] of DAYS) project.write(`data/orders/day=${day}/orders.csv`, text);
  [served, browser] = await Promise.all([serve(project), openBrowser()]);
  for (const [day] of DAYS) {
    const body = { batch: { day }, asOf: `${day}T06:00:00Z` };
    const asked = await served.call('POST', '/v1/gates/bronze.orders/decisions', body, { Prefer: 'wait=60' });
    expect(asked.status).toBe(200);
    runs.push(String(asked.body['runId']));
  }
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.stop();
  project.remove();
});

const wrongNow = (page: Page) => page.getByRole('region', { name: 'Wrong now' }).getByRole('listitem');
const rows = (page: Page, caption: RegExp) => page.getByRole('table', { name: caption }).locator('tbody tr');

test('what is wrong comes first: value beside limit, since when, one click from its check', async () => {
  const { page, complaints, close } = await visit(browser, served.url);
  await goTo(page, '/datasets/bronze.orders');
  await wrongNow(page).first().waitFor();
  expect(await wrongNow(page).count()).toBe(2);
  const missing = wrongNow(page).filter({ hasText: 'amount: null values: required' });
  expect(await missing.locator('dd').allInnerTexts()).toEqual(['1 row', '= 0']);
  // It began on the second day, not on the last.
  expect(await missing.getByRole('link', { name: '2026-05-02 06:00 UTC' }).count()).toBe(1);
  // Columns with something wrong are open, the others folded.
  expect(await page.locator('details[open] h3').allInnerTexts()).toEqual(['amount']);
  expect(await page.locator('details:not([open]) h3').count()).toBeGreaterThan(1);
  await missing.getByRole('link', { name: 'amount: null values: required' }).click();
  await page.waitForURL(/\/checks\/bronze\.orders%2Famount%2FnullValues/);
  expect(complaints).toEqual([]);
  await close();
});

test('what is chosen stands in the address, and comes back with it', async () => {
  const { page, complaints, close } = await visit(browser, served.url);
  await goTo(page, '/datasets/bronze.orders');
  await page.getByLabel('Verdict').selectOption('fail');
  await page.waitForURL(/verdict=fail/);
  await page.getByLabel('Search').fill('minimum');
  await page.waitForURL(/search=minimum/);
  await page.locator('details').first().waitFor();
  const checks = rows(page, /^Checks of amount$/);
  await checks.nth(1).waitFor({ state: 'detached' });
  expect(await checks.first().innerText()).toContain('invalid values: minimum 0');
  await page.reload();
  await settled(page);
  expect(await page.getByLabel('Search').inputValue()).toBe('minimum');
  expect(await page.getByLabel('Verdict').inputValue()).toBe('fail');
  expect(await checks.count()).toBe(1);
  await page.getByRole('tab', { name: 'Runs' }).click();
  await page.waitForURL(/tab=runs/);
  await rows(page, /^Runs of/)
    .first()
    .waitFor();
  expect(await rows(page, /^Runs of/).count()).toBe(3);
  await page.goBack();
  await page.waitForURL(/search=minimum/);
  // What is no verdict is as if it were not there.
  await goTo(page, '/datasets/bronze.orders?verdict=nonsense&tab=nothing&more=1&search=minimum');
  expect(await page.getByLabel('Verdict').inputValue()).toBe('');
  expect(new URL(page.url()).search).toBe('?search=minimum');
  expect(complaints).toEqual([]);
  await close();
});

test('a run stands beside the one before, and its changes filter its results', async () => {
  const { page, complaints, close } = await visit(browser, served.url);
  await goTo(page, '/runs?dataset=bronze.orders&verdict=fail');
  expect(await rows(page, /^Runs of all/).count()).toBe(2);
  await page.getByRole('link', { name: '2026-05-02 06:00 UTC' }).click();
  await page.waitForURL(new RegExp(`/runs/${runs[1] ?? ''}`));
  await rows(page, /^Results/)
    .first()
    .waitFor();
  expect(await rows(page, /^Results/).count()).toBe(11);
  await page.getByRole('link', { name: '2 worse' }).click();
  await page.waitForURL(/change=worse/);
  await rows(page, /^Results/)
    .nth(2)
    .waitFor({ state: 'detached' });
  expect(await rows(page, /^Results/).allInnerTexts()).toEqual([
    expect.stringMatching(/null values: required[\s\S]*was pass/) as string,
    expect.stringMatching(/invalid values: minimum 0[\s\S]*was pass/) as string,
  ]);
  await goTo(page, `/runs/${runs[2] ?? ''}`);
  await page.getByText('Every check ended as it did then.').waitFor();
  await goTo(page, `/runs/${runs[0] ?? ''}`);
  await page.getByText('There is no run before this one on the same server.').waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test('the gate is asked from the page, and what is wrong goes away', async () => {
  project.write('data/orders/day=2026-05-03/orders.csv', GOOD_ORDERS);
  const { page, complaints, close } = await visit(browser, served.url);
  await goTo(page, '/datasets/bronze.orders');
  await page.getByRole('button', { name: 'Check now…' }).click();
  const dialog = page.getByRole('dialog');
  // The batch that was asked about last is the one to ask about again.
  expect(await dialog.getByLabel('Batch: day').inputValue()).toBe('2026-05-03');
  await dialog.getByLabel('Judged as of (UTC)').fill('2026-05-03T06:00');
  await dialog.getByRole('button', { name: 'Check', exact: true }).click();
  await dialog.getByText('allowed', { exact: true }).waitFor();
  await dialog.getByRole('link', { name: 'decision' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Nothing: all 11 checks that ran passed.').waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test('a question that waits says so, goes on without the dialog, and can be cancelled', async () => {
  // Nobody works here: every question waits for its turn.
  const idle = ordersProject('service: {workers: 0}\n');
  const waiting = await serve(idle);
  const { page, complaints, close } = await visit(browser, waiting.url, {}, /status of 424/);
  await goTo(page, '/datasets/gold.daily');
  await page.getByText('This dataset has never been checked.').waitFor();
  await page.getByText('assay check gold.daily').waitFor();
  const dialog = page.getByRole('dialog');
  for (const ends of [false, true]) {
    await page.getByRole('button', { name: 'Check now…' }).click();
    await dialog.getByLabel('Batch: day').fill('2026-05-01');
    await dialog.getByRole('button', { name: 'Check', exact: true }).click();
    await dialog.getByText(/It waits for its turn/).waitFor();
    if (ends) await dialog.getByRole('button', { name: 'Cancel the question' }).click();
    else await dialog.getByRole('button', { name: 'Close' }).first().click();
    if (!ends) await dialog.waitFor({ state: 'detached' });
  }
  await dialog.getByRole('alert').waitFor();
  expect(await dialog.getByRole('alert').innerText()).toContain('not-evaluated');
  expect(complaints).toEqual([]);
  await close();
  await waiting.stop();
  idle.remove();
});

test('only who may run checks is offered to', async () => {
  const make = async (name: string, scopes: readonly string[], by?: string): Promise<string> => {
    const headers: Record<string, string> = by === undefined ? {} : { Authorization: `Bearer ${by}` };
    const { status, body } = await served.call('POST', '/v1/tokens', { name, scopes }, headers);
    expect(status).toBe(201);
    return String(body['secret']);
  };
  const root = await make('root', ['admin', 'read', 'run']);
  const reader = await make('reader', ['read'], root);
  for (const [token, offered] of [
    [reader, 0],
    [root, 1],
  ] as const) {
    const { page, close } = await visit(browser, served.url, {}, /status of 401/);
    await goTo(page, '/datasets/bronze.orders');
    await page.getByLabel('API token').fill(token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('tab', { name: 'Checks' }).waitFor();
    await page.getByText(/^token:/).waitFor();
    expect(await page.getByRole('button', { name: 'Check now…' }).count()).toBe(offered);
    await close();
  }
});
