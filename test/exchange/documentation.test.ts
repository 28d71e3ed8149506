import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import chromium from '@sparticuz/chromium';
import { marked } from 'marked';
import { type Browser, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDraft } from '../../src/contract/read-contract.js';
import { resolveProject } from '../../src/contract/resolve-project.js';
import { exportHtml } from '../../src/exchange/export/html.js';
import { exportMarkdown } from '../../src/exchange/export/markdown.js';
import type { ExportInput } from '../../src/exchange/exported.js';
import type { JsonObject } from '../../src/model/json.js';
import { compileProject } from '../../src/suite/compile.js';
import { catalogue } from './record-world.js';

const LONG = `long_${'x'.repeat(300)}`;
const ATTACKS = [
  '</script><script>document.title="hacked"</script>',
  '"><img src=x onerror=\'document.title="hacked"\'>',
  'a | b `c` \n# d',
  '![x](http://evil.example/x)',
  '<https://evil.example>',
  'www.evil.example',
  '@everyone',
  '"]; click d1 "javascript:1" %%{init}%%',
  '\u202Egnp',
  '{{7*7}}',
  '__proto__',
];

function attacked(): JsonObject {
  return {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: ATTACKS[0],
    name: ATTACKS[1],
    version: '1.0.0',
    status: 'active',
    description: { purpose: ATTACKS.join(' ') },
    team: { members: [{ username: ATTACKS[1], role: ATTACKS[0] }] },
    support: [{ channel: ATTACKS[1], url: 'https://u:hunter2@x.example/?token=hunter2' }],
    servers: [{ server: 'api', type: 'api', location: 'https://user:hunter2@x.example/p?token=hunter2' }],
    schema: [
      ...ATTACKS.map((name) => ({
        name,
        description: name,
        properties: ATTACKS.map((column) => ({
          name: column,
          logicalType: 'string',
          description: column,
          classification: column,
          logicalTypeOptions: { pattern: '</script><b>' },
          quality: [{ type: 'text', description: column }],
        })),
      })),
      {
        name: LONG,
        properties: [
          { name: 'id', logicalType: 'integer', primaryKey: true },
          {
            name: 'ref',
            logicalType: 'integer',
            relationships: [{ to: 'other.id' }],
            transformSourceObjects: ['other'],
          },
        ],
      },
      {
        name: 'other',
        properties: [{ name: 'id', logicalType: 'integer', primaryKey: true, businessName: 'Zahlwort' }],
      },
    ],
  };
}

function inputOf(document: JsonObject): ExportInput {
  const read = readDraft(JSON.stringify(document), 'x.odcs.json', null);
  if (read.draft === null) throw new Error(JSON.stringify(read.faults));
  const { contracts, faults } = resolveProject([read.draft], new Map());
  const { suites, faults: more } = compileProject(contracts, catalogue, { layers: [] });
  expect([...faults, ...more]).toEqual([]);
  return { contracts, suites };
}

const textOf = async (exporter: typeof exportHtml, document: JsonObject): Promise<string> =>
  (await exporter(inputOf(document), { dialect: 'duckdb' })).files[0]?.text ?? '';

describe('Markdown', () => {
  it('takes names and descriptions as text', async () => {
    const text = await textOf(exportMarkdown, attacked());
    const html = await marked.parse(text, { gfm: true });
    expect(html.match(/<(script|img|iframe|b)\b|<a /gi)).toBeNull();
    // Each table has as many cells in a row as it has heads.
    const rows = [...html.matchAll(/<table>([\s\S]*?)<\/table>/g)].flatMap(([table]) => {
      const heads = table.match(/<th>/g)?.length;
      return [...table.matchAll(/<tr>\s*<td>[\s\S]*?<\/tr>/g)].map(([row]) => [
        heads,
        row.match(/<td>/g)?.length,
      ]);
    });
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter(([heads, cells]) => heads !== cells)).toEqual([]);
    expect(text).not.toContain('hunter2');
    expect(text).not.toMatch(/[\u202A-\u202E]/);
  });

  it('says all that a reader asks for', async () => {
    const text = await textOf(exportMarkdown, attacked());
    for (const part of [
      'primary key 1',
      '→ other \\(id\\)',
      '**Fed by**',
      '**Feeds**',
      'Zahlwort',
      'with a match of',
      'It is text for people',
    ])
      expect(text).toContain(part);
  });
});

/** Chromium is a download for tests: where its system libraries are missing, what needs it is skipped. */
let browser: Browser | null = null;
let why = '';
beforeAll(async () => {
  try {
    browser = await playwright.launch({
      executablePath: await chromium.executablePath(),
      args: chromium.args,
      headless: true,
    });
  } catch (error) {
    why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
  }
});
afterAll(() => browser?.close());

const root = mkdtempSync(join(tmpdir(), 'assay-doc-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('HTML', () => {
  it('holds no secret, and asks nothing of elsewhere', async () => {
    const text = await textOf(exportHtml, attacked());
    expect(text).not.toContain('hunter2');
    expect(text.match(/\b(?:src|href)="(?!#)[^"]*"/g)).toBeNull();
    expect(text.match(/<script\b/g)).toHaveLength(1);
  });

  it(
    'works in a browser: no script of a name runs, links lead somewhere, the search finds',
    { timeout: 120_000 },
    async ({ skip }) => {
      if (browser === null) return skip(`Chromium does not start: ${why}`);
      const file = join(root, 'contracts.html');
      writeFileSync(file, await textOf(exportHtml, attacked()));
      const page = await browser.newPage();
      const asked: string[] = [];
      const errors: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      await page.goto(pathToFileURL(file).href);
      expect([await page.title(), asked, errors]).toEqual(['Data contracts', [pathToFileURL(file).href], []]);
      const broken = await page.evaluate(
        `[...document.querySelectorAll('a')].map((a) => a.getAttribute('href')).filter((href) => !href.startsWith('#') || document.getElementById(href.slice(1)) === null)`,
      );
      expect(broken).toEqual([]);
      const shown = `[...document.querySelectorAll('section[data-key]')].filter((one) => !one.hidden).length`;
      expect(await page.evaluate(shown)).toBe(ATTACKS.length + 2);
      await page.fill('#search', 'ZAHL wort');
      expect(await page.evaluate(shown)).toBe(1);
      await page.fill('#search', 'no such word anywhere');
      expect(await page.evaluate(`!document.getElementById('none').hidden`)).toBe(true);
      // What the search hides is printed all the same.
      await page.emulateMedia({ media: 'print' });
      expect(await page.isVisible('section[data-key="other"]')).toBe(true);
    },
  );

  it('draws Mermaid diagrams that Mermaid can read', { timeout: 120_000 }, async ({ skip }) => {
    if (browser === null) return skip(`Chromium does not start: ${why}`);
    const diagrams = [
      ...(await textOf(exportMarkdown, attacked())).matchAll(/```mermaid\n([\s\S]*?)\n```/g),
    ].map(([, text]) => text ?? '');
    expect(diagrams).toHaveLength(2);
    const page = await browser.newPage();
    await page.setContent('<div id="x"></div>');
    await page.addScriptTag({
      path: join(import.meta.dirname, '..', '..', 'node_modules', 'mermaid', 'dist', 'mermaid.min.js'),
    });
    for (const text of diagrams) {
      const kinds = await page.evaluate(
        `(async () => {
          mermaid.initialize({ startOnLoad: false });
          const { svg } = await mermaid.render('m', ${JSON.stringify(text)});
          const place = document.getElementById('x');
          place.innerHTML = svg;
          return [place.querySelectorAll('.node').length > 1, place.querySelectorAll('script, a, img').length];
        })()`,
      );
      expect(kinds).toEqual([true, 0]);
    }
    expect(await page.title()).toBe('');
  });
});
