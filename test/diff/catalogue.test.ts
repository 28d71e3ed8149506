/** The catalogue of changes is true: every example of its page is run, and means what stands under it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sideOnDisk } from '../../src/app/review/load-diff-side.js';
import { VERSION } from '../../src/app/version.js';
import { CODES } from '../../src/diff/code.js';
import { diffProjects, type DiffSide } from '../../src/diff/diff-projects.js';
import type { AssayDiff } from '../../src/model/change.js';
import { blocksOf } from '../docs/read-markdown.js';
import { OPTIONS } from './diff-of.js';
import { edited, page, project, sections, type Files } from './read-catalogue.js';

/** A project of real files; its documents are read before they go. */
async function sideOf(files: Files): Promise<DiffSide> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-catalogue-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const { project: loaded, diff } = await sideOnDisk({ cwd: folder }, null);
    expect(loaded.faults).toEqual([]);
    for (const { document } of diff.contracts) expect(document).not.toBeNull();
    return diff;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let base: DiffSide;
beforeAll(async () => {
  base = await sideOf(project);
});

async function diffTo(files: Files): Promise<AssayDiff> {
  return diffProjects(base, await sideOf(files), { ...OPTIONS, assay: VERSION });
}

const examples = sections.flatMap(({ code, examples: own }) =>
  own.map((example) => ({
    ...example,
    code,
    place: `docs/changes.md:${String(example.line)} (${code} ${example.kind})`,
  })),
);

describe('the page', () => {
  test('has a section for each code, in order, under the name and the anchor that reports link to', () => {
    const stated = sections.map(({ code, name, anchor }) => [code, name, anchor]);
    const codes = Object.entries(CODES).map(([name, { code }]) => [code, name, code.toLowerCase()]);
    expect(stated).toEqual(codes.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)));
  });

  test('speaks of no code that there is not, and links to none', () => {
    const known = new Set(Object.values(CODES).map(({ code }): string => code));
    const spoken = [...page.matchAll(/\bC\d{3}\b/g), ...page.matchAll(/\(#(c\d{3})\)/g)];
    expect(spoken.length).toBeGreaterThan(known.size);
    for (const [whole, link] of spoken) expect(known).toContain((link ?? whole).toUpperCase());
  });

  test('shows for each code an example that has it, and leaves no edit out', () => {
    for (const { code, examples: own } of sections)
      expect(
        own.some(({ outcomes }) => outcomes.some((outcome) => outcome.startsWith(code))),
        code,
      ).toBe(true);
    const shown = blocksOf(page).filter(({ language }) => language === 'diff');
    expect(examples.flatMap(({ edits }) => edits)).toHaveLength(shown.length);
  });

  test('has a good example where there is a bad one, and that one breaks nobody', () => {
    for (const { code, examples: own } of sections) {
      if (!own.some(({ kind }) => kind === 'Bad')) continue;
      const good = own.filter(({ kind }) => kind === 'Good');
      expect(good.length, code).toBeGreaterThan(0);
      for (const { outcomes } of good) expect(outcomes.join(), code).not.toContain('breaking');
    }
  });

  test('calls bad what is the change of its section', () => {
    for (const { kind, code, outcomes, place } of examples)
      if (kind === 'Bad')
        expect(
          outcomes.some((outcome) => outcome.startsWith(code)),
          place,
        ).toBe(true);
  });
});

describe('examples', () => {
  test.each(examples)('$place', async ({ edits, outcomes }) => {
    const { changes } = await diffTo(edited(project, edits));
    const found = changes.map(
      ({ code, producer, consumer }) => `${code} producer: ${producer} · consumer: ${consumer}`,
    );
    expect(found.toSorted()).toEqual(outcomes);
  });

  test('an edit of lines that are not there, or stand there twice, is no example', () => {
    const edit = (text: string): Files => edited(project, [{ file: 'contracts/returns.odcs.yaml', text }]);
    expect(() => edit('-no such line\n+another\n')).toThrow(/stands 0 times/);
    expect(() => edit('       - name: order_id\n')).not.toThrow();
    expect(() =>
      edited(project, [{ file: 'contracts/orders.odcs.yaml', text: '-      - name: order_id\n' }]),
    ).toThrow(/stands 2 times/);
    expect(() => edit('*no mark\n')).toThrow(/no line of an edit/);
  });

  test('the JSON of the page is what the first example of C012 gives', async () => {
    const [first] = sections.find(({ code }) => code === 'C012')?.examples ?? [];
    const found = await diffTo(edited(project, first?.edits ?? []));
    const shown = JSON.parse(
      blocksOf(page).find(({ language }) => language === 'json')?.text ?? '',
    ) as object;
    const contracts = found.contracts.map((contract) => ({ ...contract, changes: ['…'] }));
    expect({ ...shown, assay: VERSION }).toEqual({ ...found, contracts });
  });
});
