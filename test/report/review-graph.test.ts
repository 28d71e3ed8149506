/** The picture in a real browser, drawn by Mermaid as hosts do it. */
import { createRequire } from 'node:module';
import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { impactGraph } from '../../src/report/review-graph.js';
import type { AffectedDataset } from '../../src/review/review.js';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: sparticuz.args,
    headless: true,
  });
});
afterAll(() => browser.close());

const NAMES = [
  'gold.orders',
  'gold.größen 🙂',
  '<img src=x onerror="window.hit=1">',
  '"]; click d0 "javascript:window.hit=1"; d1["',
  '`**bold**`',
  'end',
  'graph',
  'a"b;c#d%%e{f}(g)|h|',
  '%%{init: {"securityLevel": "loose"}}%%',
  '__proto__',
];

const affected = (dataset: string): AffectedDataset => ({
  dataset, contract: dataset, file: 'f.yaml', by: 'lineage', distance: 1, consumer: null, producer: null, owners: null,
  consumers: null, gate: null, gone: false,
}); // prettier-ignore

it('is drawn with the names as they are, and nothing in a name does anything', async () => {
  const edges = NAMES.slice(1).map((to) => ({ from: 'gold.orders', to, by: 'reference' as const }));
  const graph = impactGraph({ datasets: NAMES.map(affected), edges, unknown: [] });
  const page = await browser.newPage();
  const script = createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js');
  await page.addScriptTag({ path: script });
  const svg: string = await page.evaluate(`(async () => {
    mermaid.initialize({ startOnLoad: false });
    return (await mermaid.render('picture', ${JSON.stringify(graph)})).svg;
  })()`);
  await page.setContent(svg);
  const labels = (await page.locator('.node').allTextContents()).map((text) => text.trim());
  const links = await page.locator('body a, body img, body script').count();
  const hit = await page.evaluate(`'hit' in globalThis`);
  await page.close();
  expect({ labels, links, hit }).toEqual({ labels: NAMES, links: 0, hit: false });
});
