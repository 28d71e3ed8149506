/** A page that stands open: it shows what happens as it happens, says when it is cut off, and catches up when the service is back. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BAD_ORDERS, ordersProject } from '../scenarios/orders-project.js';
import { goTo, openBrowser, visit, type Browser, type Page } from '../support/browser.js';
import type { TestProject } from '../support/cli.js';
import { serve, type Served } from '../support/serve.js';

let project: TestProject;
let served: Served;
let browser: Browser;
beforeEach(async () => {
  project = ordersProject();
  [served, browser] = await Promise.all([serve(project), openBrowser()]);
});
afterEach(async () => {
  await browser.close();
  await served.stop();
  project.remove();
});

/** A mark that a reload would wipe away. */
const mark = (page: Page) => page.evaluate('window.wasHere = true');
const isMarked = (page: Page) => page.evaluate<boolean>('window.wasHere === true');

const askBadDay = async (day: string): Promise<void> => {
  project.write(`data/orders/day=${day}/orders.csv`, BAD_ORDERS);
  const { body } = await served.call('POST', '/v1/gates/bronze.orders/decisions', { batch: { day } });
  expect(body['outcome']).toBe('block');
};

test('a gate that blocks shows without a reload', async () => {
  const { page, complaints, close } = await visit(browser, served.url);
  await goTo(page, '/');
  await page.getByText('live', { exact: false }).first().waitFor();
  await mark(page);
  expect(
    await page.getByText('blocked', { exact: true }).filter({ visible: true }).count(),
  ).toBeLessThanOrEqual(1);
  await askBadDay('2026-05-02');
  const needs = page.getByRole('region', { name: 'What needs me' });
  await needs.getByRole('link', { name: 'bronze.orders' }).first().waitFor();
  expect(await isMarked(page)).toBe(true);
  expect(complaints).toEqual([]);
  await close();
});

test(
  'a service that goes away and comes back is found again, with what happened meanwhile',
  { timeout: 120_000 },
  async () => {
    const { page, close } = await visit(
      browser,
      served.url,
      {},
      /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_/,
    );
    await goTo(page, '/incidents');
    await page.getByText(/^live/).first().waitFor();
    await mark(page);
    const port = new URL(served.url).port;
    await served.stop();
    await page
      .getByText(/^not live/)
      .first()
      .waitFor();
    served = await serve(project, {}, '--port', port);
    await askBadDay('2026-05-03');
    await page.getByText(/^live/).first().waitFor();
    await page.locator('main').getByText('bronze.orders').first().waitFor();
    expect(await isMarked(page)).toBe(true);
    await close();
  },
);

test('a tab that nobody sees holds no connection, and is up to date when it is seen again', async () => {
  const { page, context, close } = await visit(browser, served.url);
  await goTo(page, '/incidents');
  await page.getByText(/^live/).first().waitFor();
  const listeners = async (): Promise<number> => {
    const response = await fetch(`${served.url}/metrics`);
    return Number(/^assay_event_listeners (\d+)/m.exec(await response.text())?.[1]);
  };
  expect(await listeners()).toBe(1);
  // Headless pages are always visible: the page is told otherwise, as a browser would.
  const setVisible = (state: string) =>
    page.evaluate(
      `Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
       document.dispatchEvent(new Event('visibilitychange'));`,
    );
  await setVisible('hidden');
  await expect.poll(listeners, { timeout: 20_000 }).toBe(0);
  await askBadDay('2026-05-02');
  await setVisible('visible');
  await page.locator('main').getByText('bronze.orders').first().waitFor();
  await context.close();
  await close();
});
