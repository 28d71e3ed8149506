/** Contracts in a real browser: how much is checked, what is not and why, and what a new version means, as soon as it is there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ordersProject } from '../scenarios/orders-project.js';
import { accessibilityFaults, goTo, openBrowser, visit, type Browser } from '../support/browser.js';
import type { TestProject } from '../support/cli.js';
import { serve, type Served } from '../support/serve.js';

const FILE = 'contracts/orders.odcs.yaml';

let project: TestProject;
let served: Served;
let browser: Browser;
const contractText = () => readFileSync(join(project.root, FILE), 'utf8');
beforeAll(async () => {
  project = ordersProject();
  project.write(
    FILE,
    `${contractText()}    quality: [{type: text, description: Looks right to people.}]\n`.replace(
      'status: active',
      "status: active\nname: Orders\nsupport: [{channel: bad, url: 'javascript:alert(1)'}, {channel: good, url: 'https://help.example'}]",
    ),
  );
  [served, browser] = await Promise.all([serve(project), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.stop();
  project.remove();
});

test('the list leads to what is not executed, with its reason', async () => {
  const { page, complaints, close } = await visit(browser, served.url);
  await goTo(page, '/contracts');
  const row = page.getByRole('row', { name: /Orders/ });
  await row.getByRole('link', { name: /\d+ of \d+ clauses checked/ }).click();
  await page.getByText('One is not executed; the reason stands beside it.').waitFor();
  await page.getByLabel('Clauses', { exact: true }).selectOption('no');
  await page.getByText('1 clause shown').waitFor();
  expect(new URL(page.url()).search).toContain('executed=no');
  await page.getByText(/not executed: It is text for people/).waitFor();
  await page.getByLabel('Clauses', { exact: true }).selectOption('yes');
  await page.getByRole('link', { name: 'amount/nullValues' }).click();
  await page.waitForURL(`**/checks/${encodeURIComponent('bronze.orders/amount/nullValues')}*`);
  expect(complaints).toEqual([]);
  await close();
});

test('what is rendered says nothing of where the data are, and links lead nowhere but to pages', async () => {
  const { page, close } = await visit(browser, served.url);
  await goTo(page, '/contracts/orders');
  await page.getByRole('rowheader', { name: 'amount' }).waitFor();
  expect(await page.getByRole('link', { name: 'good' }).getAttribute('href')).toBe('https://help.example');
  expect(await page.getByRole('link', { name: 'bad' }).count()).toBe(0);
  expect(await page.content()).not.toMatch(/javascript:|data\/orders/);
  expect(await accessibilityFaults(page)).toEqual([]);
  await close();
});

test('a new version appears by itself, and its difference is told by what it means and by what is written', async () => {
  const { page, complaints, close } = await visit(browser, served.url);
  await goTo(page, '/contracts/orders?tab=versions');
  await page.getByText('There is one version on record').waitFor();
  await page.getByText(/^live/).first().waitFor();
  project.write(
    FILE,
    contractText().replace('version: 1.0.0', 'version: 1.0.1').replace('minimum: 0', 'minimum: 1'),
  );
  await page.getByRole('heading', { name: 'From 1.0.0 to 1.0.1' }).waitFor();
  await page.getByText('1 breaking.').waitFor();
  await page
    .getByText(/is due .*, but 1\.0\.1 is written: that promises less change than there is\./)
    .waitFor();
  const meant = page.getByRole('region', { name: 'What it means' });
  await meant.getByText('C042 constraint-tightened').waitFor();
  await meant.getByText('Producers: broken').waitFor();
  await meant.getByText(/^What helps: /).waitFor();
  const written = page.getByRole('region', { name: 'What is written' });
  await written.getByText('/datasets/bronze.orders/properties/amount/options/minimum').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  // The other way round, by hand: it stands in the address.
  await page.getByRole('radio', { name: /^From: 1\.0\.1/ }).check();
  await page.getByRole('radio', { name: /^To: 1\.0\.0/ }).check();
  await page.getByRole('heading', { name: 'From 1.0.1 to 1.0.0' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'From 1.0.1 to 1.0.0' }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test('what is no contract says so', async () => {
  const { page, close } = await visit(browser, served.url, {}, /status of 404/);
  for (const tab of ['contract', 'coverage', 'versions']) {
    await goTo(page, `/contracts/nothing?tab=${tab}`);
    await page.getByText('There is no contract of this id.').first().waitFor();
  }
  await goTo(page, '/contracts?search=nothing-of-that-name');
  await page.getByText('No contract fits the filters.').waitFor();
  await close();
});
