/** What people come to the dashboard for, done by hand in a real browser on real results. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { goTo, settled, visit } from '../support/browser.js';
import { demoWorld, FAILING_CHECK, firstOf, type DemoWorld } from './demo-world.js';

let world: DemoWorld;
beforeAll(async () => {
  world = await demoWorld();
}, 300_000);
afterAll(() => world.close());

const open = (expected?: RegExp) => visit(world.browser, world.served.url, {}, expected);

test('from the link of an alert to the cause takes one more click', async () => {
  const incident = await firstOf(world.served, '/v1/incidents?dataset=bronze.flights');
  const { page, complaints, close } = await open();
  await goTo(page, `/incidents/${String(incident['id'])}`);
  await page
    .locator('main')
    .getByRole('link', { name: /As many flights as on this weekday last week/ })
    .first()
    .click();
  await page.waitForURL(`**/checks/${encodeURIComponent(FAILING_CHECK)}*`);
  await settled(page);
  const main = page.locator('main');
  // What is wrong, against which limit, whose it is.
  for (const told of [/-99\.9644/, /between -30 and 30/, /ida@flights\.example/])
    await main.getByText(told).first().waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test('from the overview to the cause takes two', async () => {
  const { page, close } = await open();
  await goTo(page, '/');
  const needs = page.getByRole('region', { name: 'What needs me' });
  await needs.getByRole('link', { name: 'bronze.flights' }).first().click();
  await page.waitForURL(/\/(checks|datasets)\//);
  if (!page.url().includes('/checks/'))
    await page
      .getByRole('link', { name: 'As many flights as on this weekday last week', exact: true })
      .first()
      .click();
  await page.waitForURL(/\/checks\//);
  await close();
});

test('an incident is taken up: everybody sees who has it', async () => {
  const incident = await firstOf(world.served, '/v1/incidents?dataset=silver.flights');
  const { page, close } = await open();
  await goTo(page, `/incidents/${String(incident['id'])}`);
  await page.getByRole('button', { name: /^Acknowledge/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Looking at the delays of last week');
  await dialog.getByRole('button', { name: /^Acknowledge/ }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('main h1 ~ *, main').getByText('acknowledged').first().waitFor();
  const { body } = await world.served.call('GET', `/v1/incidents/${String(incident['id'])}`);
  expect([body['state'], body['acknowledgedBy']]).toEqual(['acknowledged', 'local']);
  await close();
});
