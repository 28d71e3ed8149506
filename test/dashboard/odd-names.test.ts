/** Names as people give them: long, German, full of quotes, signs and markup. They are shown as they are, nothing in them runs, and the page keeps its shape. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  accessibilityFaults,
  goTo,
  openBrowser,
  scrollsSideways,
  visit,
  type Browser,
} from '../support/browser.js';
import { testProject, type TestProject } from '../support/cli.js';
import { serve, type Served } from '../support/serve.js';

const LONG = 'Donaudampfschifffahrtsgesellschaftskapitänspatentverlängerungsgebührenbescheide';
const TABLE = `Überweisungs "Aufträge" 'täglich' <b>100 %</b>`;
const COLUMN = `Betrag ("netto") in € 🙂 <img src=x onerror=alert(1)>`;
const RULE = `Kein Betrag darf „negativ“ sein; sonst gilt § 4 Abs. 2 der ${LONG}verordnung & <script>alert(2)</script>`;

const quoted = (text: string): string => JSON.stringify(text);
const CONTRACT = `
apiVersion: v3.1.0
kind: DataContract
id: ${quoted(`auftraege/${LONG}`)}
name: ${quoted(RULE)}
version: 1.0.0
status: active
domain: ${quoted('Zahlungsverkehr & Meldewesen')}
description: {purpose: ${quoted(`${RULE} ${RULE}`)}}
team: {members: [{username: ${quoted(`"Anna-Lena" <${LONG.toLowerCase()}@beispiel.example>`)}, role: owner}]}
servers: [{server: files, type: local, path: "data/*.csv", format: csv}]
customProperties: [{property: layer, value: bronze}]
schema:
  - name: ${quoted(TABLE)}
    tags: [${quoted(LONG)}]
    properties:
      - name: ${quoted(LONG)}
        logicalType: string
        required: true
      - name: ${quoted(COLUMN)}
        logicalType: number
        required: true
        quality:
          - {metric: invalidValues, name: ${quoted(RULE)}, arguments: {min: 0}, mustBe: 0}
`;

let project: TestProject;
let served: Served;
let browser: Browser;
let check: string;
beforeAll(async () => {
  project = testProject({
    'assay.yaml': `project: ${quoted(`Haus "Nord" & <i>${LONG}</i>`)}\n`,
    'contracts/auftraege.odcs.yaml': CONTRACT.trimStart(),
    'data/a.csv': `${[LONG, COLUMN].map((name) => `"${name.replaceAll('"', '""')}"`).join(',')}\nx,-1\n,\ny,2\n`,
  });
  [served, browser] = await Promise.all([serve(project), openBrowser()]);
  const dataset = encodeURIComponent(`bronze.${TABLE}`);
  const asked = await served.call('POST', `/v1/gates/${dataset}/decisions`, {});
  expect([asked.status, asked.body['outcome']]).toEqual([200, 'block']);
  const { body } = await served.call('GET', `/v1/datasets/${dataset}/checks?verdict=fail`);
  check = String(
    (body['items'] as readonly Record<string, unknown>[]).find(({ name }) => name === RULE)?.['id'],
  );
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.stop();
  project.remove();
});

test.each([
  ['on a desk', { width: 1280, height: 900 }],
  ['on a phone', { width: 360, height: 780, scheme: 'dark' }],
] as const)('%s', { timeout: 180_000 }, async (_name, look) => {
  const { page, complaints, close } = await visit(browser, served.url, look);
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const dataset = encodeURIComponent(`bronze.${TABLE}`);
  const incidents = (await served.call('GET', '/v1/incidents')).body['items'] as readonly Record<
    string,
    unknown
  >[];
  const pages: readonly (readonly [path: string, shown: string])[] = [
    ['/', TABLE],
    [`/datasets/${dataset}`, RULE],
    [`/checks/${encodeURIComponent(check)}`, RULE],
    ['/gates', TABLE],
    ['/gates?tab=decisions', TABLE],
    ['/incidents', TABLE],
    [`/incidents/${String(incidents[0]?.['id'])}`, RULE],
    ['/lineage', TABLE],
    ['/contracts', LONG],
    [`/contracts/${encodeURIComponent(`auftraege/${LONG}`)}`, COLUMN],
    ['/runs', TABLE],
    ['/slo', TABLE],
    ['/audit', 'Audit'],
  ];
  const faults: string[] = [];
  for (const [path, shown] of pages) {
    await goTo(page, path);
    await page.locator('main').getByText(shown).first().waitFor({ state: 'attached' });
    faults.push(...(await accessibilityFaults(page)).map((fault) => `${path}: ${fault}`));
    if (await scrollsSideways(page)) faults.push(`${path}: the page scrolls sideways`);
    faults.push(...complaints.splice(0).map((complaint) => `${path}: ${complaint}`));
  }
  await close();
  expect([...faults, ...dialogs]).toEqual([]);
});
