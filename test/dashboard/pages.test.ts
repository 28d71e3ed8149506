/** Every page of the dashboard on real results: in both themes and at phone width it loads whole, complains of nothing, asks nobody but the service, and everybody can use it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, goTo, scrollsSideways, settled, visit, type Look } from '../support/browser.js';
import { addresses, demoWorld, type DemoWorld } from './demo-world.js';

let world: DemoWorld;
let paths: readonly string[];
beforeAll(async () => {
  world = await demoWorld();
  paths = await addresses(world.served);
}, 300_000);
afterAll(() => world.close());

/** A page that tells of something that is not there has asked for it. */
const MISSING = /status of 404 .*\/v1\//;

const LOOKS: readonly (readonly [string, Look])[] = [
  ['light', { scheme: 'light' }],
  ['dark', { scheme: 'dark' }],
  ['on a phone', { width: 390, height: 844 }],
];

describe.each(LOOKS)('%s', (_name, look) => {
  test('every page loads whole and is for everybody', { timeout: 300_000 }, async () => {
    const { page, complaints, close } = await visit(world.browser, world.served.url, look, MISSING);
    const faults: string[] = [];
    for (const path of paths) {
      await goTo(page, path);
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${path}: ${fault}`));
      if (await scrollsSideways(page)) faults.push(`${path}: the page scrolls sideways`);
      faults.push(...complaints.splice(0).map((complaint) => `${path}: ${complaint}`));
    }
    await close();
    expect(faults).toEqual([]);
  });
});

test('a dialog is for everybody: found, filled and left by keyboard', async () => {
  const { page, close } = await visit(world.browser, world.served.url);
  await goTo(page, '/gates');
  const override = page.getByRole('button', { name: 'Override bronze.flights' });
  await override.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.type('known and harmless');
  expect(await dialog.getByRole('textbox', { name: 'Reason' }).inputValue()).toBe('known and harmless');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Override bronze.flights');
  await close();
});

test('by keyboard alone: past the menu, to a dataset, to its cause', async () => {
  const { page, close } = await visit(world.browser, world.served.url);
  await goTo(page, '/');
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').textContent()).toBe('Skip to the page');
  await page.keyboard.press('Enter');
  const seen: string[] = [];
  for (let i = 0; i < 60 && !page.url().includes('/checks/'); i += 1) {
    await page.keyboard.press('Tab');
    const focus = page.locator(':focus');
    seen.push((await focus.textContent()) ?? '');
    if (/^As many flights as on this weekday last week/.test(seen.at(-1) ?? '')) {
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/checks\//);
    }
  }
  expect(page.url(), seen.join(' → ')).toContain('/checks/');
  // The menu was passed by: nobody had to walk through it.
  expect(seen).not.toContain('Service levels');
  await close();
});

test('on paper the menu and the buttons are gone, and the content is there', async () => {
  const { page, close } = await visit(world.browser, world.served.url);
  await page.emulateMedia({ media: 'print' });
  await goTo(page, '/datasets/bronze.flights');
  expect(await page.getByRole('navigation', { name: 'Pages' }).isVisible()).toBe(false);
  expect(await page.getByRole('button', { name: 'Copy JSON' }).isVisible()).toBe(false);
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
  await close();
});

test('what is copied is the answer that the page shows', async () => {
  const { page, close } = await visit(world.browser, world.served.url);
  await goTo(page, '/datasets/bronze.flights');
  await page.getByRole('button', { name: 'Copy JSON' }).click();
  await page.getByText('Copied: JSON.').waitFor();
  const copied: unknown = JSON.parse(await page.evaluate<string>('navigator.clipboard.readText()'));
  expect(JSON.stringify(copied)).toContain('bronze.flights/as-many-as-last-week');
  await close();
});

test('an address that leads nowhere says so, and leads on', async () => {
  const { page, close } = await visit(world.browser, world.served.url, {}, MISSING);
  await page.goto('/');
  await settled(page);
  await page.evaluate(`history.pushState({}, '', '/no/such/page')`);
  await page.evaluate(`dispatchEvent(new PopStateEvent('popstate'))`);
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  await page.getByRole('link', { name: 'The overview' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await close();
});
