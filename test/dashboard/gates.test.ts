/** Gates, decisions, incidents and the audit log in a real browser: from what is held back to what holds it, by hand and by address. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BAD_ORDERS, ordersProject } from '../scenarios/orders-project.js';
import {
  accessibilityFaults,
  goTo,
  openBrowser,
  scrollsSideways,
  settled,
  visit,
  type Browser,
} from '../support/browser.js';
import type { TestProject } from '../support/cli.js';
import { serve, type Served } from '../support/serve.js';

const ORDERS = 'data/orders/day=2026-05-02/orders.csv';

let project: TestProject;
let served: Served;
let browser: Browser;

const ask = (dataset: string, day: string) =>
  served.call('POST', `/v1/gates/${dataset}/decisions`, { batch: { day } }, { Prefer: 'wait=60' });

beforeAll(async () => {
  project = ordersProject();
  project.write(ORDERS, BAD_ORDERS);
  [served, browser] = await Promise.all([serve(project), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.stop();
  project.remove();
});

test('before anything was asked every page says so, and what to do', { timeout: 120_000 }, async () => {
  const { page, complaints, close } = await visit(browser, served.url);
  await goTo(page, '/gates');
  await page.getByText('Nothing is held back.').waitFor();
  await page.getByText('never asked').first().waitFor();
  await goTo(page, '/gates?tab=overrides');
  await page.getByText('No override is in force or waiting.').waitFor();
  await goTo(page, '/gates?tab=decisions');
  await page.getByText('No gate was asked yet.').waitFor();
  await goTo(page, '/incidents');
  await page.getByText('Nothing is wrong: no incident is open.').waitFor();
  await goTo(page, '/audit');
  await page.getByText('Nobody has changed anything yet.').waitFor();
  await goTo(page, '/gates?search=nothing');
  await page.getByText('No dataset fits these filters.').waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test(
  'what is held back names what holds it, and an override lets it through',
  { timeout: 120_000 },
  async () => {
    expect((await ask('bronze.orders', '2026-05-02')).body['outcome']).toBe('block');
    const { page, complaints, close } = await visit(browser, served.url);
    await goTo(page, '/gates');
    const held = page.getByRole('region', { name: 'Held back now' });
    const daily = held.getByRole('row', { name: /gold\.daily/ });
    await daily.getByText('blocked upstream').waitFor();
    await daily.getByRole('link', { name: 'bronze.orders' }).click();
    await page.waitForURL(/dataset=bronze\.orders/);
    await held.getByRole('row', { name: /gold\.daily/ }).waitFor({ state: 'detached' });
    expect(await held.getByRole('row', { name: /^bronze\.orders/ }).count()).toBe(1);

    await page.getByRole('button', { name: 'Override bronze.orders' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Chosen checks').check();
    await dialog.getByLabel('amount/nullValues').uncheck();
    const chosen = await dialog.getByRole('checkbox', { checked: true }).count();
    expect(chosen).toBe(1);
    await dialog.getByLabel('Ends by itself').selectOption('own');
    const submit = dialog.getByRole('button', { name: 'Override' });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('known');
    await dialog.getByLabel('End (UTC)').fill('2001-01-01T00:00');
    await dialog.getByText('Choose a moment within the next 90 days.').waitFor();
    expect(await submit.isDisabled()).toBe(true);
    await dialog.getByLabel('Ends by itself').selectOption('4h');
    await dialog.getByLabel('amount/nullValues').check();
    await submit.click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(/The override of bronze\.orders is in force until/).waitFor();
    await page.getByRole('region', { name: 'Let through' }).getByRole('link', { name: 'override' }).click();
    const row = page.getByRole('row', { name: /in force/ });
    await row.getByRole('link', { name: 'amount/nullValues' }).waitFor();
    await row.getByText('not needed').waitFor();
    const { body } = await served.call('GET', '/v1/overrides');
    const [made] = body['items'] as readonly Record<string, unknown>[];
    expect(made).toMatchObject({ dataset: 'bronze.orders', reason: 'known', by: 'local' });
    expect(made?.['checks']).toHaveLength(2);
    expect(made?.['dataVersion']).toMatch(/^sha256:/);
    expect(complaints).toEqual([]);
    await close();
  },
);

test('an incident is found, taken up and ended, and the audit log has it', { timeout: 120_000 }, async () => {
  const { page, complaints, close } = await visit(browser, served.url);
  await goTo(page, '/incidents');
  const row = page.getByRole('row', { name: /bronze\.orders/ });
  await row.getByText('1 row', { exact: true }).waitFor();
  await row.getByText('allowed = 0', { exact: true }).waitFor();
  await page.getByLabel('Severity').selectOption('warning');
  await page.getByText('No incident fits these filters.').waitFor();
  expect(new URL(page.url()).searchParams.get('severity')).toContain('warning');
  await page.getByLabel('Severity').selectOption('');
  await row.getByRole('button', { name: /^Acknowledge/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click();
  await row.getByText('by local').waitFor();
  await row.getByRole('rowheader').getByRole('link').first().click();
  await page.waitForURL(/\/incidents\/./);
  await settled(page);
  await page.getByRole('button', { name: /^Resolve/ }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('button', { name: 'Resolve' }).isDisabled()).toBe(true);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('reloaded <b>by hand</b>');
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Resolve/ }).waitFor({ state: 'detached' });
  await page.getByText('reloaded <b>by hand</b>').first().waitFor();

  await goTo(page, '/audit?action=incident.resolve');
  const entry = page.getByRole('row', { name: /resolved the incident/ });
  await entry.getByText('reloaded <b>by hand</b>').first().waitFor();
  await entry.getByRole('deletion').getByText('acknowledged').waitFor();
  await entry.getByRole('insertion').getByText('resolved', { exact: true }).waitFor();
  expect(await page.getByRole('row', { name: /made an override/ }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});

test(
  'a decision shows its reasons and its hallmark, which is verified against the data',
  { timeout: 120_000 },
  async () => {
    const { body } = await ask('bronze.orders', '2026-05-01');
    const { page, complaints, close } = await visit(browser, served.url);
    await goTo(page, '/gates?tab=decisions&outcome=block');
    await page
      .getByRole('row', { name: /bronze\.orders/ })
      .first()
      .waitFor();
    expect(await page.getByText('allowed', { exact: true }).filter({ visible: true }).count()).toBe(0);
    await goTo(page, `/decisions/${String(body['id'])}`);
    await page.getByText(String(body['hallmark']), { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.getByText('The data are those that were checked.').waitFor();
    project.write('data/orders/day=2026-05-01/orders.csv', 'order_id,amount\n9,1\n');
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.getByText('Not valid (data_moved).').waitFor();
    expect(complaints).toEqual([]);
    await close();
  },
);

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
] as const)('the pages are for everybody: %s, %i px', { timeout: 120_000 }, async (scheme, width) => {
  const { page, close } = await visit(browser, served.url, { scheme, width });
  const incident = (await served.call('GET', '/v1/incidents')).body['items'] as readonly { id: string }[];
  const decision = (await served.call('GET', '/v1/decisions')).body['items'] as readonly { id: string }[];
  const faults: string[] = [];
  for (const path of [
    '/gates',
    '/gates?tab=overrides',
    '/gates?tab=decisions',
    ...decision.slice(0, 2).map(({ id }) => `/decisions/${id}`),
    '/incidents?state=["resolved"]',
    `/incidents/${incident[0]?.id ?? ''}`,
    '/audit',
  ]) {
    await goTo(page, path);
    faults.push(...(await accessibilityFaults(page)).map((fault) => `${path}: ${fault}`));
    if (await scrollsSideways(page)) faults.push(`${path}: the page scrolls sideways`);
  }
  expect(faults).toEqual([]);
  await close();
});
