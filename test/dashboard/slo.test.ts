/** Service levels in a browser: what is promised and what is left of it, the window in the address, and the way to the check that used up a budget. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { goTo, settled, visit, type Visit } from '../support/browser.js';
import { demoWorld, type DemoWorld } from './demo-world.js';

let world: DemoWorld;
let seen: Visit;
beforeAll(async () => {
  world = await demoWorld();
  seen = await visit(world.browser, world.served.url);
}, 300_000);
afterAll(async () => {
  await seen.close();
  await world.close();
});

test('after the last run there is nothing to count, and one click leads to where there is', async () => {
  const { page } = seen;
  await goTo(page, '/slo');
  const row = page.getByRole('row', { name: /accuracy ≥ 85 % over 30 days/ });
  expect(await row.textContent()).toContain('no data');
  await page.getByRole('button', { name: 'Window up to the last run' }).click();
  await page.waitForURL(/until=2001-07-01/);
  await page.getByRole('row', { name: /accuracy ≥ 85 %.*(met|burning|missed)/ }).waitFor();
});

test('the page shows what the service says, and counts to the same', async () => {
  const { page } = seen;
  await goTo(page, '/slo?dataset=silver.flights&until=2001-07-01');
  const { body } = await world.served.call('GET', '/v1/slo/silver.flights?until=2001-07-01');
  const histories = body['objectives'] as readonly {
    readonly objective: { readonly text: string; readonly good: number; readonly bad: number };
  }[];
  expect(histories.length).toBeGreaterThan(2);
  for (const { objective } of histories) {
    const section = page.getByRole('region', { name: objective.text, exact: true });
    expect(await section.textContent()).toContain(
      `${String(objective.good)} good, ${String(objective.bad)} bad`,
    );
    const chart = section.getByRole('img');
    expect(await chart.getAttribute('aria-label')).toContain(
      objective.bad === 0 ? 'Nothing was bad.' : 'Something was bad on',
    );
  }
});

test('from an objective to the check that used up its budget takes two clicks', async () => {
  const { page } = seen;
  await goTo(page, '/slo?until=2001-07-01');
  await page
    .getByRole('row', { name: /accuracy ≥ 85 %/ })
    .getByRole('link')
    .click();
  await page.waitForURL(/dataset=silver.flights/);
  // The window came along.
  expect(page.url()).toContain('until=2001-07-01');
  await page.getByRole('link', { name: 'delay_minutes/delays-look-alike' }).click();
  await page.waitForURL(/\/checks\//);
  await settled(page);
});

test('filters stand in the address, and a state that nothing is in says so', async () => {
  const { page } = seen;
  await goTo(page, '/slo?until=2001-07-01');
  await page.getByLabel('State').selectOption('no_data');
  await page.waitForURL(/state=no_data/);
  await page.getByText('No objective fits these filters.').waitFor();
  await page.getByLabel('State').selectOption('');
  await page.getByLabel('Window', { exact: true }).selectOption('7');
  await page.waitForURL(/days=7/);
  await page.getByText('over 7 days').first().waitFor();
});

test('what has no objective is listed, with how one is written', async () => {
  const { page, complaints } = seen;
  await goTo(page, '/slo');
  const section = page.getByRole('region', { name: 'Without an objective' });
  await section.getByRole('link', { name: 'bronze.flights' }).waitFor();
  expect(await section.textContent()).toContain('property: availability');
  await goTo(page, '/slo?dataset=bronze.flights');
  expect(await page.getByText('states no objective').count()).toBe(1);
  expect(complaints).toEqual([]);
});
