/** Two versions of contracts as text → the changes between them, through the real stages. */
import { loadPacks } from '../../src/app/load-packs.js';
import { readDraft } from '../../src/contract/read-contract.js';
import { readDocument } from '../../src/contract/read-document.js';
import { resolveProject } from '../../src/contract/resolve-project.js';
import { diffProjects, type DiffSide } from '../../src/diff/diff-projects.js';
import type { AssayDiff } from '../../src/model/change.js';
import type { Policy } from '../../src/model/decision.js';
import { compileProject } from '../../src/suite/compile.js';

export const { catalogue } = await loadPacks(import.meta.dirname, []);

const LAYERS = ['bronze', 'silver', 'gold'];

/** Files of one version, by name; throws where a text is no good contract, so that no test compares nothing. */
export type Texts = { readonly [file: string]: string };

export function sideOf(texts: Texts, policies?: ReadonlyMap<string, Policy>): DiffSide {
  const read = Object.entries(texts).map(([file, text]) => {
    const { draft } = readDraft(text, file, LAYERS);
    const source = readDocument(text, file);
    if (draft === null || !source.ok)
      throw new Error(`${file}: ${JSON.stringify(readDraft(text, file, LAYERS))}`);
    return { file, draft, source: source.value };
  });
  const project = resolveProject(read.map(({ draft }) => draft));
  const compiled = compileProject(project.readable, catalogue, { layers: LAYERS });
  const faults = [...project.faults, ...compiled.faults];
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return {
    contracts: project.readable.map((contract) => {
      const source = read.find(({ file }) => file === contract.file)?.source;
      if (source === undefined) throw new Error(contract.file);
      return { contract, document: source.value, placeAt: (path) => source.places.at(path) };
    }),
    suites: compiled.suites,
    ...(policies === undefined ? {} : { policies }),
  };
}

export const OPTIONS = { asOf: '2026-06-15T12:00:00.000Z', assay: '0.0.0', catalogue } as const;

/** A single text stands for the file `orders.odcs.yaml`. */
export function diffOf(base: string | Texts, head: string | Texts): AssayDiff {
  const texts = (side: string | Texts): Texts =>
    typeof side === 'string' ? { 'orders.odcs.yaml': side } : side;
  return diffProjects(sideOf(texts(base)), sideOf(texts(head)), OPTIONS);
}

/** `C012 column-removed amount: producer safe, consumer breaking` and the like, for tests that read as a list. */
export const lines = ({ changes }: AssayDiff): readonly string[] =>
  changes.map(
    ({ code, name, column, producer, consumer }) =>
      `${code} ${name}${column === null ? '' : ` ${column}`}: producer ${producer}, consumer ${consumer}`,
  );
