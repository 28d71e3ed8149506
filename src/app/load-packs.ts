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
/** All kinds of a pack in one file: a list of `{check, optionsSchema}`. Written when the command line is bundled. */
const WHOLE = 'pack.bundle.js';

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
    for (const loaded of await loadPack(pack)) {
      if ('fault' in loaded) faults.push(loaded.fault);
      else if (catalogue.has(loaded.entry.check.kind)) faults.push(twice(loaded.entry));
      else catalogue.set(loaded.entry.check.kind, loaded.entry);
    }
  }
  return { catalogue, faults };
}

async function loadPack(pack: string): Promise<readonly Loaded[]> {
  const whole = join(pack, WHOLE);
  if (!existsSync(whole))
    return Promise.all(kindFolders(pack).map((folder) => loadKind(folder, basename(pack))));
  try {
    // Written by our own build.
    const { default: kinds } = (await import(pathToFileURL(whole).href)) as { default: readonly Parts[] };
    return kinds.map((parts) => checked(parts, whole, basename(pack)));
  } catch (error) {
    return [unloadable(whole, error)];
  }
}

const kindFolders = (pack: string): string[] =>
  readdirSync(pack, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map((entry) => join(pack, entry.name))
    .sort();

type Loaded = { readonly entry: CatalogueEntry } | { readonly fault: Fault };

/** What the two files of a kind hold, not yet looked at. */
interface Parts {
  readonly check: unknown;
  readonly optionsSchema: unknown;
}

async function loadKind(folder: string, pack: string): Promise<Loaded> {
  const module = MODULES.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (module === undefined) return bad(folder, 'has no check.js');
  try {
    const loaded = (await import(pathToFileURL(module).href)) as { readonly default?: unknown };
    const optionsSchema: unknown = JSON.parse(readFileSync(join(folder, 'options.schema.json'), 'utf8'));
    return checked({ check: loaded.default, optionsSchema }, folder, pack);
  } catch (error) {
    return unloadable(folder, error);
  }
}

/** @param place what a fault names */
function checked({ check, optionsSchema }: Parts, place: string, pack: string): Loaded {
  if (!isCheckKind(check)) return bad(place, 'has no default export made by defineCheck');
  if (!isObject(optionsSchema)) return bad(place, 'has an options.schema.json that is no JSON object');
  return { entry: { check, optionsSchema, pack } };
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

const unloadable = (place: string, error: unknown): Loaded =>
  bad(place, `could not be loaded: ${error instanceof Error ? error.message : 'unknown error'}`);

const twice = (entry: CatalogueEntry): Fault =>
  fault(
    'duplicate-kind',
    `The check kind ${entry.check.kind} of pack ${entry.pack} exists already.`,
    {},
    'Give it a name of its own.',
  );
