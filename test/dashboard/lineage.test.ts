/** The lineage in a real browser: what is held back and by whom, by mouse, by keyboard, on a phone and on paper. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  accessibilityFaults,
  goTo,
  openBrowser,
  visit,
  type Browser,
  type Page,
} from '../support/browser.js';
import { testProject, type TestProject } from '../support/cli.js';
import { serve, type Served } from '../support/serve.js';

/** Nine signs that addresses, selectors and markup would take for their own. */
const ODD = `a "b"/c%é'<i>🛫`;

const dataset = (name: string, from: readonly string[]) => `
  - name: ${JSON.stringify(name)}
    properties:
      - {name: a, logicalType: integer, transformSourceObjects: [${from.map((key) => JSON.stringify(key)).join(', ')}]}`;

const contract = (layer: string, ...datasets: readonly string[]) =>
  `
apiVersion: v3.1.0
kind: DataContract
id: all-${layer}
version: 1.0.0
status: active
team: {members: [{username: ${layer}@shop.example, role: owner}]}
servers: [{server: files, type: local, path: "data/*.csv", format: csv}]
customProperties: [{property: layer, value: ${layer}}]
schema:${datasets.join('')}
`.trimStart();

let project: TestProject;
let served: Served;
let browser: Browser;
beforeAll(async () => {
  project = testProject({
    'assay.yaml': 'project: shop\nlayers: [bronze, silver, gold]\n',
    'contracts/bronze.odcs.yaml': contract(
      'bronze',
      dataset(ODD, []),
      dataset('people', []),
      dataset('alone', []),
    ),
    'contracts/silver.odcs.yaml': contract(
      'silver',
      dataset('sales', [`bronze.${ODD}`, 'bronze.people']),
      dataset('staff', ['bronze.people']),
    ),
    'contracts/gold.odcs.yaml': contract('gold', dataset('report', ['silver.sales'])),
  });
  [served, browser] = await Promise.all([serve(project), openBrowser()]);
  const { status } = await served.call('POST', '/v1/breakers/silver.sales/trip', {
    reason: 'wrong since noon',
  });
  expect(status).toBe(200);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.stop();
  project.remove();
});

const card = (page: Page, key: string) => page.locator('.react-flow__node').getByRole('link', { name: key });
const WHY = /The breaker of silver\.sales is isolated by hand since .*: wrong since noon\./;

test('opens around what needs somebody most, with a lock and its reason where nothing may pass', async () => {
  const { page, complaints, close } = await visit(browser, served.url);
  await goTo(page, '/lineage');
  await page.getByText('Around silver.sales, which needs somebody most').waitFor();
  await card(page, 'gold.report').getByText('held back').waitFor();
  await card(page, 'silver.sales').getByText('isolated by hand').waitFor();
  expect(await page.locator('.react-flow__edge title').allTextContents()).toContainEqual(
    expect.stringMatching(/^silver\.sales feeds gold\.report\. The breaker of silver\.sales/),
  );
  const held = page.getByRole('region', { name: 'Held back' });
  await held.getByText(WHY).waitFor();
  expect(await held.getByRole('link').allTextContents()).toEqual(['silver.sales', 'gold.report']);
  const edges = page.getByRole('table', { name: /Which dataset feeds which/ });
  await edges.getByRole('row', { name: /silver\.sales gold\.report held back/ }).waitFor();
  await edges.getByRole('row', { name: /bronze\.people silver\.sales may pass/ }).waitFor();
  // What lies beside is not around it.
  expect(await card(page, 'silver.staff').count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

test('by keyboard: Tab leads in, arrows lead on, Enter opens', async () => {
  const { page, close } = await visit(browser, served.url);
  await goTo(page, '/lineage');
  await card(page, 'silver.sales').waitFor();
  const atLink = () => page.evaluate<string>('document.activeElement?.textContent ?? ""');
  await page.getByRole('link', { name: 'Show all' }).focus();
  await page.keyboard.press('Tab');
  expect(await atLink()).toContain('silver.sales');
  await page.keyboard.press('ArrowRight');
  expect(await atLink()).toContain('gold.report');
  await page.keyboard.press('ArrowRight');
  expect(await atLink()).toContain('gold.report');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  const left = await atLink();
  await page.keyboard.press(left.includes('people') ? 'ArrowDown' : 'ArrowUp');
  const other = await atLink();
  expect([left, other].filter((text) => text.includes(ODD))).toHaveLength(1);
  if (!other.includes(ODD)) await page.keyboard.press(left.includes('people') ? 'ArrowUp' : 'ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/datasets/${encodeURIComponent(`bronze.${ODD}`).replaceAll("'", '*')}*`);
  await page.goBack();
  await page.getByText('Around silver.sales').waitFor();
  await close();
});

test('what is looked at stands in the address', async () => {
  const { page, close } = await visit(browser, served.url);
  await goTo(page, '/lineage');
  await page.getByRole('link', { name: 'Show all' }).click();
  await card(page, 'bronze.alone').waitFor();
  expect(new URL(page.url()).search).toBe('?all=true');
  await page.getByRole('link', { name: 'Look around silver.staff' }).click();
  await page.getByText('Around silver.staff: 2 steps up and down.').waitFor();
  await page.getByLabel('Steps up and down').selectOption('1');
  await page.getByText('Around silver.staff: 1 step up and down.').waitFor();
  await page.reload();
  await page.getByText('Around silver.staff: 1 step up and down. 2 of 6 datasets.').waitFor();
  await page.goto(`/lineage?search=${encodeURIComponent("É'<I>")}`);
  await card(page, ODD).waitFor();
  await page.goto('/lineage?search=nothing-of-that-name');
  await page.getByText('No dataset fits the filters.').waitFor();
  await close();
});

test('on a phone and on paper the tables say it all', async () => {
  const { page, close } = await visit(browser, served.url, { width: 390, height: 844 });
  await goTo(page, '/lineage?all=true');
  await page.getByRole('table', { name: 'Datasets of this part of the lineage' }).waitFor();
  expect(await page.locator('.react-flow').count()).toBe(0);
  await close();
  const desk = await visit(browser, served.url);
  await goTo(desk.page, '/lineage');
  await card(desk.page, 'gold.report').waitFor();
  await desk.page.emulateMedia({ media: 'print' });
  expect(await desk.page.locator('.react-flow').isVisible()).toBe(false);
  const held = desk.page.getByRole('region', { name: 'Held back' });
  expect(await held.getByText(WHY).isVisible()).toBe(true);
  await desk.close();
});
