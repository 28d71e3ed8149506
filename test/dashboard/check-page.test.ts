/** The page of a check in a real browser, over the real service: walked by keyboard, bounded by period, and told what was expected. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  accessibilityFaults,
  goTo,
  openBrowser,
  scrollsSideways,
  settled,
  visit,
  type Browser,
} from '../support/browser.js';
import { testProject, type TestProject } from '../support/cli.js';
import { serve, type Served } from '../support/serve.js';

/** Long, German, full of signs: no text of a contract may leave its box or become markup. */
const NAME = 'Auftragseingangsbestätigungspositionsübersicht "a" & <b>100 %</b> / 🙂';

const rule = (id: string, implementation: object, more: object = {}) => ({
  ...{ id, type: 'custom', engine: 'assay', implementation },
  ...more,
});

const CONTRACT = {
  apiVersion: 'v3.1.0',
  kind: 'DataContract',
  id: 'sales',
  version: '1.0.0',
  status: 'active',
  team: { members: [{ username: 'olga@shop.example', role: 'owner' }] },
  servers: [{ server: 'files', type: 'local', path: 'data/day=*/*.csv', format: 'csv' }],
  customProperties: [{ property: 'layer', value: 'bronze' }],
  schema: [
    {
      name: 'sales',
      properties: [
        { name: 'day', logicalType: 'date', partitioned: true },
        {
          name: 'sku',
          logicalType: 'string',
          quality: [
            rule(
              'skus',
              { metric: 'distinctValues', arguments: { in: ['a', 'b'] }, mustBe: 0 },
              { name: NAME },
            ),
            rule('mix', {
              metric: 'distribution',
              arguments: { method: 'totalVariation', baseline: { runs: 9 } },
              mustBeLessThan: 0.6,
            }),
          ],
        },
      ],
      quality: [
        rule(
          'volume',
          { metric: 'anomaly', arguments: { of: 'rowCount', method: 'zscore', minHistory: 3 }, mustBe: 0 },
          { severity: 'warning' },
        ),
      ],
    },
  ],
};

const SKUS = '/checks/bronze.sales%2Fsku%2Fskus';
const MIX = '/checks/bronze.sales%2Fsku%2Fmix';
const VOLUME = '/checks/bronze.sales%2Fvolume';

let project: TestProject;
let served: Served;
let browser: Browser;

const check = async (day: number, text: string) => {
  const date = `2026-05-0${String(day)}`;
  project.write(`data/day=${date}/sales.csv`, text);
  const body = { batch: { day: date }, asOf: `${date}T06:00:00Z` };
  await served.call('POST', '/v1/gates/bronze.sales/decisions', body, { Prefer: 'wait=60' });
};
const rows = (n: number, other = 'b'): string => `sku\n${'a\n'.repeat(n)}${`${other}\n`.repeat(n)}`;

beforeAll(async () => {
  project = testProject({
    'assay.yaml': 'project: shop\npolicy: {bronze: {failuresToOpen: 9}}\n',
    'contracts/sales.odcs.yaml': JSON.stringify(CONTRACT),
    'data/day=2026-05-01/sales.csv': rows(20),
  });
  [served, browser] = await Promise.all([serve(project), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await served.stop();
  project.remove();
});

test('before the first run it says so', async () => {
  const { page, complaints, close } = await visit(browser, served.url);
  await goTo(page, VOLUME);
  await page.getByText('It has not run yet.').waitFor();
  await page.getByText('Nothing was measured yet.').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

test('what is recorded appears; the points are walked by keyboard, and the chosen one stands in the address', async () => {
  const { page, complaints, close } = await visit(browser, served.url, { width: 390, height: 844 });
  await goTo(page, SKUS);
  for (const day of [1, 2, 3, 4]) await check(day, rows(20));
  for (const day of [5, 6]) await check(day, rows(300, '<img src=x onerror=alert(1)>'));
  await page.getByRole('heading', { level: 1, name: NAME }).waitFor();
  const chart = page.getByRole('slider', { name: /points from/ });
  await page.getByRole('region', { name: 'The latest result' }).waitFor();
  await page.getByText('<img src=x onerror=alert(1)>').first().waitFor();
  await page.locator('[role="slider"][aria-valuemax="6"]').waitFor();
  await chart.focus();
  expect(await chart.getAttribute('aria-valuetext')).toMatch(
    /^2026-05-06 06:00 UTC: 1, fail, limit exactly 0/,
  );
  await chart.press('ArrowLeft');
  await chart.press('ArrowLeft');
  expect(await chart.getAttribute('aria-valuetext')).toMatch(/^2026-05-04 06:00 UTC: 0, pass/);
  await chart.press('Home');
  await chart.press('ArrowUp');
  expect(await chart.getAttribute('aria-valuetext')).toMatch(/^2026-05-05/);
  await chart.press('Enter');
  await page.waitForURL(/[?&]run=/);
  await page.getByRole('region', { name: 'The chosen result' }).waitFor();
  expect(await scrollsSideways(page)).toBe(false);
  expect(await accessibilityFaults(page)).toEqual([]);
  const address = page.url();
  await page.goto(address);
  await settled(page);
  await page.getByRole('region', { name: 'The chosen result' }).getByText('2026-05-05 06:00 UTC').waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test('a period is chosen with two thumbs, stands in the address, and comes back from it', async () => {
  const { page, close } = await visit(browser, served.url);
  await goTo(page, SKUS);
  const from = page.getByRole('slider', { name: 'Period: from' });
  await from.focus();
  for (let i = 0; i < 4; i += 1) await from.press('ArrowRight');
  await page.waitForURL(/since=2026-05-05/);
  await page.getByText('2 in this period').waitFor();
  await page.goto(`${SKUS}?since=2026-05-02&until=2026-05-04`);
  await settled(page);
  await page.getByText('2 in this period').waitFor();
  await page.getByRole('button', { name: 'all' }).click();
  await page.getByText('6 in this period').waitFor();
  await page.goto(`${SKUS}?since=2020-01-01&until=2020-01-02`);
  await page.getByText('Nothing was measured in this period.').waitFor();
  await close();
});

test('the SQL of the rows is written when it is asked for', async () => {
  const { page, close } = await visit(browser, served.url);
  await goTo(page, SKUS);
  await page.getByRole('button', { name: 'Write the SQL that shows them' }).click();
  const sql = page.getByRole('region', { name: 'SQL for duckdb' });
  expect(await sql.textContent()).toMatch(/day=2026-05-06/);
  await close();
});

test('a distribution stands beside what it was compared with', async () => {
  const { page, close } = await visit(browser, served.url);
  await goTo(page, MIX);
  await page.getByRole('img', { name: /Shares of 3 bins now and in the baseline/ }).waitFor();
  await page.getByText('The same as a table').click();
  const table = page.getByRole('table', { name: 'Bins with their rows and shares' });
  expect(await table.getByRole('row').nth(1).innerText()).toMatch(/a\s+300\s+50\.0 %\s+50\.0 %/);
  await close();
});

test('"This was expected" is said with a reason, told in every tab, and taken back', async () => {
  const { page, close } = await visit(browser, served.url);
  const other = await visit(browser, served.url);
  await goTo(page, VOLUME);
  await goTo(other.page, VOLUME);
  await page.getByRole('button', { name: 'This was expected' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/does not open the gate/).waitFor();
  const confirm = dialog.getByRole('button', { name: 'It was expected' });
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('the summer sale');
  await confirm.click();
  await dialog.waitFor({ state: 'detached' });
  for (const tab of [page, other.page]) await tab.getByText(/said so .*: the summer sale/).waitFor();
  await page.getByText('said to be expected').waitFor();
  await page.getByRole('button', { name: 'This was not expected' }).click();
  await dialog.getByRole('textbox').fill('it was a mistake');
  await dialog.getByRole('button', { name: 'It was not expected' }).click();
  await other.page.getByText(/said so .*: it was a mistake/).waitFor();
  await Promise.all([close(), other.close()]);
});
