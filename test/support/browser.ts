/** A real browser on the dashboard: it notes every complaint, and every request that leaves the service. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type BrowserContext, type Page } from 'playwright-core';

export type { Browser, Page };

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser's console and its policy complained of, and what was asked of anybody but the service. */
  readonly complaints: string[];
  /** Ends it. */
  readonly close: () => Promise<void>;
}

/** Of a page that loads on a busy machine, in ms. */
export const PATIENCE = 30_000;

export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    // In one process the browser ends with its first page.
    args: chromium.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote'),
    headless: true,
  });
}

/** A browser of its own as far as cookies go. @param expected complaints that the test brings about by itself */
export async function visit(
  browser: Browser,
  url: string,
  look: Look = {},
  expected: RegExp = /(?!)/,
): Promise<Visit> {
  const { width = 1280, height = 900, scheme = 'light' } = look;
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    colorScheme: scheme,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const complaints: string[] = [];
  const note = (text: string): void => {
    if (!expected.test(text)) complaints.push(text);
  };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      note(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => note(String(error)));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin) note(`asked elsewhere: ${request.url()}`);
  });
  return { page, context, complaints, close: () => context.close() };
}

/** Goes to an address and waits until the page has its answers. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await settled(page);
}

/** Until nothing on the page says that it is loading. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await page.locator('[role="status"][aria-label^="Loading"]').first().waitFor({ state: 'detached' });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds on the page, worst of all rules of WCAG 2.2 A and AA and of good practice: `rule: element` for each. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found: unknown = await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.flatMap(({ id, impact, nodes }) => nodes.map((node) => impact + ' ' + id + ': ' + node.html.slice(0, 200) + ' | ' + (node.any[0]?.message ?? node.all[0]?.message ?? ''))))`,
  );
  return found as readonly string[];
}

/** True where the page itself would have to be scrolled sideways. */
export function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  );
}
