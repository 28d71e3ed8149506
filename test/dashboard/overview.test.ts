/** The overview in a real browser, over the real service: from what is wrong to its cause, by address, by keyboard, and as it happens. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BAD_ORDERS, GOOD_ORDERS, ordersProject } from '../scenarios/orders-project.js';
import {
  accessibilityFaults,
  goTo,
  openBrowser,
  scrollsSideways,
  visit,
  type Browser,
} from '../support/browser.js';
import type { TestProject } from '../support/cli.js';
import { serve, type Served } from '../support/serve.js';

/** Neither an address, nor a tag, nor a line of its own. */
const ODD_NAME = `a "quote" & <b>tag</b> 100 % / 🙂 Auftragseingangsbestätigungspositionsübersichtsverrechnungsschlüssel`;
const ODD = {
  apiVersion: 'v3.1.0',
  kind: 'DataContract',
  id: 'odd',
  version: '1.0.0',
  status: 'active',
  domain: 'dom "a" / <i>',
  team: { members: [{ username: "o'hara@shop.example", role: 'owner' }] },
  servers: [{ server: 'files', type: 'local', path: 'data/odd.csv', format: 'csv' }],
  customProperties: [{ property: 'layer', value: 'silver' }],
  schema: [{ name: ODD_NAME, properties: [{ name: 'pay', logicalType: 'number', required: true }] }],
};

let project: TestProject;
let served: Served;
let browser: Browser;

const ask = (dataset: string, body: object) =>
  served.call('POST', `/v1/gates/${encodeURIComponent(dataset)}/decisions`, body, { Prefer: 'wait=60' });
const day = (number: number) => ({
  batch: { day: `2026-05-0${String(number)}` },
  asOf: `2026-05-0${String(number)}T06:00Z`,
});

beforeAll(async () => {
  project = ordersProject();
  project.write('contracts/odd.odcs.yaml', JSON.stringify(ODD));
  project.write('data/odd.csv', 'pay\n\n');
  for (const number of [1, 2, 3])
    project.write(
      `data/orders/day=2026-05-0${String(number)}/orders.csv`,
      number === 3 ? BAD_ORDERS : GOOD_ORDERS,
    );
  [served, browser] = await Promise.all([serve(project), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await served.stop();
  project.remove();
});

test('before the first run it says what to do next', async () => {
  const { page, complaints, close } = await visit(browser, served.url);
  await goTo(page, '/');
  await page.getByText('Nothing needs you').waitFor();
  await page.getByText('Nothing has been checked yet.').waitFor();
  expect(await page.getByRole('region', { name: 'command' }).textContent()).toBe('assay gate bronze.orders');
  expect(complaints).toEqual([]);
  await close();
});

test('what is recorded is there without a reload, and leads to its cause in two clicks', async () => {
  const { page, complaints, close } = await visit(browser, served.url);
  await goTo(page, '/');
  await page.getByText('Nothing needs you').waitFor();
  for (const number of [1, 2, 3]) await ask('bronze.orders', day(number));
  const needs = page.getByRole('region', { name: 'What needs me' });
  await needs.getByRole('heading', { name: /Gates that are shut/ }).waitFor();
  const cause = needs.getByRole('link', { name: /amount: 1 of 3 rows/ }).first();
  await cause.click();
  await page.waitForURL(/\/checks\/bronze\.orders%2Famount%2F/);
  await page.locator('main h1').waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test('a cell of the table leads to the checks that it counts', async () => {
  const { page, close } = await visit(browser, served.url);
  await goTo(page, '/');
  const row = page.getByRole('row', { name: /^orders/ });
  const cell = row.getByRole('link', { name: /^completeness: 1 fail/ });
  await cell.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/datasets\/bronze\.orders\?dimension=completeness/);
  await close();
});

test('filters stand in the address, and an address brings them back', async () => {
  const { page, close } = await visit(browser, served.url);
  await goTo(page, '/');
  await page.getByLabel('Health').selectOption('fail');
  await page.waitForURL(/health=fail/);
  await page.getByRole('heading', { name: 'gold', exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('searchbox', { name: 'Dataset' }).fill('orders');
  await page.waitForURL(/search=orders/);
  await page.reload();
  await page.getByRole('row', { name: /^orders/ }).waitFor();
  expect(await page.getByRole('searchbox', { name: 'Dataset' }).inputValue()).toBe('orders');
  expect(await page.locator('main tbody tr').count()).toBe(1);
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('heading', { name: 'gold', exact: true }).waitFor();
  await goTo(page, '/?search=nothing-of-that-name');
  await page.getByText('No dataset fits these filters.').waitFor();
  await close();
});

test.each([
  ['light', { scheme: 'light' }],
  ['dark', { scheme: 'dark' }],
  ['a phone', { width: 390, height: 844 }],
] as const)(
  'names that are no friends of pages do no harm, and everybody can use it: %s',
  async (_name, look) => {
    await ask(`silver.${ODD_NAME}`, {});
    const { page, complaints, close } = await visit(browser, served.url, look);
    await goTo(page, '/');
    const main = page.locator('main');
    await main.getByRole('link', { name: ODD_NAME, exact: true }).first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    expect(complaints).toEqual([]);
    expect(await main.getByRole('table').count()).toBe('width' in look ? 0 : 3);
    await main
      .getByRole('link', { name: /^completeness:? ?1 fail/ })
      .last()
      .click();
    await page.waitForURL(/\/datasets\/silver\..*\?dimension=completeness/);
    await page.getByRole('heading', { level: 1, name: ODD_NAME }).waitFor();
    await close();
  },
);
