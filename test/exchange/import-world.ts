/** Imports as a caller makes them, and the checks of what they gave on the very data that it came from. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { importContract, type ImportResult, type ImportWish } from '../../src/app/import/import-contract.js';
import { loadProject } from '../../src/app/load-project.js';
import { openAssay } from '../../src/app/open-assay.js';
import type { Suite } from '../../src/model/check.js';
import type { CheckResult, Run } from '../../src/model/verdict.js';

/** A new empty folder for a project. */
export function importFolder(files: Record<string, string> = {}): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'assay-import-'));
  for (const [path, text] of Object.entries({ 'assay.yaml': 'project: import\n', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

type Wishes = Partial<Omit<ImportWish, 'words' | 'cwd' | 'options'>> & {
  readonly options?: Partial<ImportWish['options']>;
};

/** `assay import …` in that folder. */
export function importIn(root: string, words: readonly string[], wishes: Wishes = {}): Promise<ImportResult> {
  const { options, ...rest } = wishes;
  return importContract({
    server: null,
    schemas: [],
    split: false,
    environment: null,
    ...rest,
    words,
    cwd: root,
    options: { id: null, version: '1.0.0', layer: null, dialect: null, ...options },
  });
}

/** Writes the contracts into the project. */
export function keep(root: string, { contracts }: ImportResult): void {
  mkdirSync(join(root, 'contracts'), { recursive: true });
  for (const { file, text } of contracts) writeFileSync(join(root, 'contracts', file), text);
}

/** The suites of the project's contracts; its faults must be none. */
export async function suitesIn(root: string): Promise<readonly Suite[]> {
  const { suites, faults } = await loadProject({ cwd: root, environment: null });
  if (faults.length > 0) throw new Error(JSON.stringify(faults, null, 1));
  return suites;
}

/** Checks every dataset of the project. */
export async function checkAll(root: string): Promise<readonly Run[]> {
  const assay = await openAssay({ cwd: root });
  const runs: Run[] = [];
  try {
    for (const key of assay.datasets) runs.push(await assay.check(key, { record: false }));
  } finally {
    await assay.close();
  }
  return runs;
}

/** What did not pass, in a form that a failing test shows well. */
export function notPassed(runs: readonly Run[]): readonly string[] {
  return runs.flatMap((run) =>
    run.checks
      .filter(({ verdict }) => verdict !== 'pass')
      .map((check: CheckResult) => `${run.dataset} ${check.id}: ${check.verdict} ${check.message}`),
  );
}
