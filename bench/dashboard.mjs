// The dashboard in a real browser, on 500 datasets with 10,000 checks: what it loads first, and how long a person waits until the page is there.
import { loadavg } from 'node:os';
import { gzipSync } from 'node:zlib';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { LONG, LONG_RUNS, dashboardProject } from './dashboard-data.mjs';
import { serve } from './serve.mjs';
import { bar, median, ms, note } from './measure.mjs';

const VISITS = 7;

/** Each page with what must be on it, as an expression that the page itself evaluates. */
const PAGES = {
  overview: {
    path: '/',
    /** The worst twenty-five datasets of each of the three layers, which is what the page shows at first. */
    there: `document.querySelectorAll('main table tbody tr').length >= 75`,
  },
  check: {
    path: `/checks/${encodeURIComponent(`${LONG[0]}/rowCount`)}`,
    /** A line through two years of days. */
    there: `[...document.querySelectorAll('main svg path')].some((path) => (path.getAttribute('d') ?? '').length > ${LONG_RUNS * 8})`,
  },
  lineage: {
    path: '/lineage?all=true',
    there: `document.querySelectorAll('.react-flow__node').length >= 300`,
  },
};

/** Runs in the page before all else: the time of the first frame that has what must be there, since the navigation began. */
const watching = (there) => `
  window.painted = new Promise((resolve) => {
    const look = () => {
      if (!(${there})) return requestAnimationFrame(look);
      // The frame that follows is painted with it; what comes after that frame comes after the paint.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0));
    };
    requestAnimationFrame(look);
  });
  window.largest = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.largest = entry.startTime; })
    .observe({ type: 'largest-contentful-paint', buffered: true });`;

/** One visit of somebody who was never here: nothing is in the browser's cache. */
async function visit(browser, url, { path, there }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const scripts = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.url());
  });
  await page.addInitScript(watching(there));
  await page.goto(url + path);
  const painted = await page.evaluate('window.painted');
  const seen = [...scripts];
  const largest = await page.evaluate('window.largest');
  const nodes = await page.evaluate('document.querySelectorAll("*").length');
  await context.close();
  return { painted, largest, nodes, scripts: seen };
}

async function visits(browser, url, page) {
  const all = [];
  for (let i = 0; i < VISITS; i++) all.push(await visit(browser, url, page));
  return all;
}

/** What the scripts of a first visit weigh, in kB as gzip packs them. */
async function weight(scripts) {
  let bytes = 0;
  for (const script of new Set(scripts)) {
    const response = await fetch(script);
    bytes += gzipSync(Buffer.from(await response.arrayBuffer()), { level: 9 }).length;
  }
  return bytes / 1000;
}

/** An answer of the service: the first one, and those that follow. */
async function answers(url, path) {
  const times = [];
  for (let i = 0; i < 15; i++) {
    const start = performance.now();
    await (await fetch(url + path)).text();
    times.push(performance.now() - start);
  }
  return { first: times[0], later: times.slice(1) };
}

function told(all) {
  const [painted, largest] = [all.map((each) => each.painted), all.map((each) => each.largest)];
  return [
    `${VISITS} visits without a cache, from the navigation to the painted page: ${ms(painted)}; largest paint by the browser ${ms(largest)}`,
    `${all[0].nodes} elements`,
  ];
}

export async function dashboard() {
  const root = await dashboardProject();
  const { url, stop } = await serve(root);
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    // In one process the browser ends with its first page.
    args: chromium.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote'),
    headless: true,
  });
  try {
    note(`500 datasets, 10,000 checks, embedded store; load average ${loadavg()[0].toFixed(1)}`);
    const asked = await answers(url, '/v1/overview?limit=200');
    bar('the overview as an answer, nothing at hand', asked.first, 1000, 'ms', []);
    bar('the overview as an answer, at hand', median(asked.later), 300, 'ms', [ms(asked.later)]);
    const overview = await visits(browser, url, PAGES.overview);
    bar('first JavaScript of the overview, gzip', await weight(overview[0].scripts), 200, 'kB', [
      `${overview[0].scripts.length} files`,
    ]);
    bar(
      'overview painted, 500 datasets',
      median(overview.map(({ painted }) => painted)),
      1500,
      'ms',
      told(overview),
    );
    const check = await visits(browser, url, PAGES.check);
    bar(
      'check painted, two years of days',
      median(check.map(({ painted }) => painted)),
      1000,
      'ms',
      told(check),
    );
    const lineage = await visits(browser, url, PAGES.lineage);
    bar(
      'lineage painted, 300 datasets',
      median(lineage.map(({ painted }) => painted)),
      1000,
      'ms',
      told(lineage),
    );
  } finally {
    await browser.close();
    await stop();
  }
}
