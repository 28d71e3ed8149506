/**
 * Pictures of the dashboard over a service that runs on the demo's results.
 *
 *   npm run -s assay -- serve &
 *   node scripts/screenshots.mjs http://127.0.0.1:8080 docs/images            the few of the documentation
 *   node scripts/screenshots.mjs http://127.0.0.1:8080 /tmp/pictures --all    every page, light, dark and on a phone, to look at
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

const [url = 'http://127.0.0.1:8080', out = 'docs/images', all] = process.argv.slice(2);
const json = async (path) => (await fetch(url + path)).json();
const [incident] = (await json('/v1/incidents?dataset=bronze.flights')).items;
const [run] = (await json('/v1/datasets/bronze.flights/runs')).items;
const [decision] = (await json('/v1/gates/silver.flights/decisions?outcome=allow_with_warnings')).items;

const PAGES = {
  overview: '/',
  dataset: '/datasets/bronze.flights',
  'dataset-runs': '/datasets/silver.flights?tab=runs',
  'dataset-contract': '/datasets/silver.flights?tab=contract',
  'dataset-lineage': '/datasets/silver.flights?tab=lineage',
  'dataset-breaker': '/datasets/bronze.flights?tab=breaker',
  'dataset-metrics': '/datasets/silver.flights?tab=metrics',
  'dataset-decisions': '/datasets/silver.flights?tab=decisions',
  check: '/checks/silver.flights%2Fdelay_minutes%2Fdelays-look-alike',
  'check-volume': '/checks/bronze.flights%2Fvolume-as-expected',
  gates: '/gates',
  overrides: '/gates?tab=overrides',
  decisions: '/gates?tab=decisions',
  decision: `/decisions/${decision.id}`,
  incidents: '/incidents',
  incident: `/incidents/${incident.id}`,
  lineage: '/lineage',
  contracts: '/contracts',
  contract: '/contracts/flights-silver',
  coverage: '/contracts/flights-silver?tab=coverage',
  versions: '/contracts/flights-silver?tab=versions',
  runs: '/runs',
  run: `/runs/${run.runId}`,
  slo: '/slo?until=2001-07-02',
  audit: '/audit',
};

const LOOKS = {
  light: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
};

/** Those of the documentation, and how they are taken. */
const CHOSEN = [
  ['overview', 'light'],
  ['check', 'dark'],
  ['lineage', 'light'],
];

mkdirSync(out, { recursive: true });
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: chromium.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote'),
});
for (const [look, options] of Object.entries(LOOKS)) {
  const page = await browser.newPage({ ...options, deviceScaleFactor: 1 });
  for (const [name, path] of Object.entries(PAGES)) {
    if (all === undefined && !CHOSEN.some(([page, how]) => page === name && how === look)) continue;
    await page.goto(url + path);
    await page.locator('main h1').first().waitFor();
    await page.locator('[aria-label^="Loading"]').first().waitFor({ state: 'detached' });
    // Charts and graphs take their size from the page that is there.
    await page.waitForTimeout(400);
    const file = all === undefined ? `${name}.png` : `${name}-${look}.png`;
    await page.screenshot({ path: join(out, file), fullPage: all !== undefined });
  }
  await page.close();
}
await browser.close();
