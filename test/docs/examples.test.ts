/** What the docs show is what happens: their contracts have no faults, and their sessions print what they say. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { afterEach, describe, expect, it } from 'vitest';
import { testProject, type TestProject } from '../support/cli.js';
import { blocksOf, readPage, type Block } from './read-markdown.js';
import { runSession } from './run-session.js';

const folder = fileURLToPath(new URL('../../docs', import.meta.url));
const docs = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);
const pages = ['README.md', ...docs];
/** Pages with a project of their own; the others show what the project of contracts.md does. */
const OWN_PROJECT = ['docs/import-export.md', 'README.md', 'docs/contracts.md'];
const allBlocks = pages.flatMap((page) =>
  blocksOf(readPage(page)).map((block) => ({ ...block, place: `${page}:${String(block.line)}` })),
);
const yaml = allBlocks.filter((block) => block.language === 'yaml');

const projects: TestProject[] = [];
afterEach(() => projects.splice(0).forEach((project) => project.remove()));

function project(files: Record<string, string>): TestProject {
  const made = testProject(files);
  projects.push(made);
  return made;
}

/** Keys of a contract that a fragment may show by themselves. */
const CLAUSES = ['schema', 'slaProperties', 'servers', 'customProperties', 'team'];
const CONFIG = Object.keys(
  (
    JSON.parse(readFileSync(new URL('../../src/app/config.schema.json', import.meta.url), 'utf8')) as {
      properties: Record<string, unknown>;
    }
  ).properties,
);

/** Top-level keys of a block. */
function keysOf(block: Block): readonly string[] {
  const value: unknown = parse(block.text);
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

const isFragment = (block: Block): boolean => keysOf(block).every((key) => CLAUSES.includes(key));
const isConfig = (block: Block): boolean =>
  keysOf(block).every((key) => CONFIG.includes(key)) && !isFragment(block);

const HEAD = 'apiVersion: v3.1.0\nkind: DataContract\nid: shown\nversion: 1.0.0\nstatus: active\n';
const PROJECT = `${HEAD}schema: [{name: t, properties: [{name: a, logicalType: string}]}]\n`;

describe('YAML of the docs', () => {
  it('is there to be tested', () => {
    expect(yaml.filter(isFragment).length).toBeGreaterThan(5);
    expect(yaml.filter(isConfig).length).toBeGreaterThan(1);
  });

  it('is of a sort that this test knows', () => {
    const strange = yaml.filter(
      (block) => !isFragment(block) && !isConfig(block) && block.words.length === 0,
    );
    expect(strange.map((block) => block.place)).toEqual([]);
  });

  it.each(yaml.filter(isFragment))('$place is a contract without faults', async (block) => {
    const { assay } = project({ 'contracts/shown.odcs.yaml': HEAD + block.text });
    const { stdout, code } = await assay('lint');
    expect(stdout).toMatch(/^1 contract, \d+ datasets?: no faults\n$/);
    expect(code).toBe(0);
  });

  it.each(yaml.filter((block) => isConfig(block) && block.words.length === 0))(
    '$place is a configuration without faults',
    async (block) => {
      const { assay, write } = project({ 'assay.yaml': block.text });
      writeNamed(write, block);
      const { stdout } = await assay('lint');
      expect(stdout).toMatch(/no faults\n$/);
    },
  );
});

/** Contracts for every dataset and server that a configuration speaks of, and its folders. */
function writeNamed(write: TestProject['write'], block: Block): void {
  const config = parse(block.text) as {
    servers?: object;
    policy?: object;
    environments?: Record<string, { server?: string; policy?: object } | null>;
    contracts?: string;
  };
  const environments = Object.values(config.environments ?? {});
  const servers = [
    ...Object.keys(config.servers ?? {}),
    ...environments.flatMap((each) => each?.server ?? []),
  ];
  const policies = [config.policy ?? {}, ...environments.map((each) => each?.policy ?? {})];
  const datasets = policies.flatMap((each) => Object.keys(each)).filter((key) => key.includes('.'));
  const text = [
    HEAD,
    'servers:',
    ...[...new Set(['files', ...servers])].map(
      (name) => `  - {server: ${name}, type: postgres, host: localhost, port: 5432, database: d, schema: s}`,
    ),
    'schema:',
    ...[...new Set(['bronze.t', ...datasets])].map((key) => {
      const [layer = '', name = ''] = key.split('.');
      return `  - {name: ${name}, customProperties: [{property: layer, value: ${layer}}], properties: [{name: a, logicalType: string}]}`;
    }),
  ].join('\n');
  write(`${config.contracts ?? 'contracts/'}shown.odcs.yaml`, text);
}

const isFile = ({ words }: Block): boolean => /\.\w+$/.test(words[0] ?? '');

/** The files of a page that are shown as an example to follow. */
function writeFiles(made: TestProject, blocks: readonly Block[]): void {
  const files = blocks.filter((block) => isFile(block) && !block.words.includes('faulty'));
  for (const { words, text } of files) made.write(words[0] ?? '', text);
}

describe('sessions of the docs', () => {
  const pagesWithSessions = pages.filter((page) =>
    blocksOf(readPage(page)).some((block) => block.language === 'console'),
  );

  it.each(pagesWithSessions)(
    '%s prints what it shows',
    async (page) => {
      const made = project({ 'assay.yaml': 'project: shop\n' });
      if (!OWN_PROJECT.includes(page)) writeFiles(made, blocksOf(readPage('docs/contracts.md')));
      for (const block of blocksOf(readPage(page))) {
        if (block.language === 'console') expect(await runSession(block.text, made)).toEqual([]);
        else if (isFile(block)) made.write(block.words[0] ?? '', block.text);
      }
    },
    240_000,
  );

  it('a command that nobody has is not taken for a success', async () => {
    const made = project({ 'contracts/shown.odcs.yaml': PROJECT });
    const shown = '$ assay lint\n1 contract, 1 dataset: no faults\n$ echo $?\n';
    expect(await runSession(`${shown}0\n`, made)).toEqual([]);
    expect(await runSession(`${shown}1\n`, made)).not.toEqual([]);
    expect(await runSession('$ assay lint\n…\nno such line\n', made)).not.toEqual([]);
  });
});
