/** Loads check kinds from folders: ours and a project's own the same way, by path. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fault, type Fault } from '../model/fault.js';
import { isObject } from '../model/json.js';
import type { Catalogue, CatalogueEntry, CheckKind } from '../model/kit.js';

/** The folder of the kinds that come with Assay: beside `src`, in the sources as in `dist`. */
export const OWN_PACK = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'checks');

const MODULES = ['check.js', 'check.mjs', 'check.ts'];

/**
 * Loads packs in order; a kind of the same name in a later pack is a fault, so that nobody weakens a kind by accident.
 * @param packs absolute folders, or folders relative to `root`
 */
export async function loadPacks(
  root: string,
  packs: readonly string[],
): Promise<{ catalogue: Catalogue; faults: readonly Fault[] }> {
  const catalogue = new Map<string, CatalogueEntry>();
  const faults: Fault[] = [];
  for (const pack of [OWN_PACK, ...packs.map((path) => resolve(root, path))]) {
    if (!existsSync(pack)) {
      faults.push(
        fault('missing-pack', `There is no check pack at ${pack}.`, {}, 'Correct `packs` in assay.yaml.'),
      );
      continue;
    }
    for (const loaded of await Promise.all(kindFolders(pack).map((folder) => loadKind(pack, folder)))) {
      if ('fault' in loaded) faults.push(loaded.fault);
      else if (catalogue.has(loaded.entry.check.kind)) faults.push(twice(loaded.entry));
      else catalogue.set(loaded.entry.check.kind, loaded.entry);
    }
  }
  return { catalogue, faults };
}

const kindFolders = (pack: string): string[] =>
  readdirSync(pack, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map((entry) => join(pack, entry.name))
    .sort();

type Loaded = { readonly entry: CatalogueEntry } | { readonly fault: Fault };

async function loadKind(pack: string, folder: string): Promise<Loaded> {
  const module = MODULES.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (module === undefined) return bad(folder, 'has no check.js');
  try {
    const loaded = (await import(pathToFileURL(module).href)) as { readonly default?: unknown };
    const schema: unknown = JSON.parse(readFileSync(join(folder, 'options.schema.json'), 'utf8'));
    if (!isCheckKind(loaded.default)) return bad(folder, 'has no default export made by defineCheck');
    if (!isObject(schema)) return bad(folder, 'has an options.schema.json that is no JSON object');
    return { entry: { check: loaded.default, optionsSchema: schema, pack: basename(pack) } };
  } catch (error) {
    return bad(folder, `could not be loaded: ${error instanceof Error ? error.message : 'unknown error'}`);
  }
}

function isCheckKind(value: unknown): value is CheckKind {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, needs, judge, units } = value as Partial<CheckKind>;
  return (
    typeof kind === 'string' &&
    typeof needs === 'function' &&
    typeof judge === 'function' &&
    Array.isArray(units)
  );
}

const bad = (folder: string, what: string): Loaded => ({
  fault: fault(
    'bad-pack',
    `The check kind in ${folder} ${what}.`,
    { file: folder },
    'See checks/README.md for what a kind consists of.',
  ),
});

const twice = (entry: CatalogueEntry): Fault =>
  fault(
    'duplicate-kind',
    `The check kind ${entry.check.kind} of pack ${entry.pack} exists already.`,
    {},
    'Give it a name of its own.',
  );
