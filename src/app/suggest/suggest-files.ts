/** Files as a source: their format by their suffix, their name as the object's. */
import { readdirSync, statSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import type { FileFormat } from '../../engine/duckdb/source-path.js';
import { fault, FaultError } from '../../model/fault.js';
import type { SourceWish, SuggestSource } from './suggest-source.js';

const FORMATS: readonly (readonly [RegExp, FileFormat])[] = [
  [/\.(parquet|pq)$/i, 'parquet'],
  [/\.(csv|tsv)(\.(gz|zst))?$/i, 'csv'],
  [/\.(ndjson|jsonl)(\.(gz|zst))?$/i, 'ndjson'],
  [/\.json(\.(gz|zst))?$/i, 'json'],
];

const READ = 'Parquet (.parquet), CSV (.csv, .tsv), JSON (.json) and NDJSON (.ndjson, .jsonl) are read.';

/** @param path absolute @param root absolute; where the paths of the contract start @throws FaultError */
export function fileSource(path: string, wish: SourceWish, root: string): SuggestSource {
  const format = formatOf(path);
  const written = pathFrom(root, path);
  const contract = { path: written, format };
  const object = objectName(wish.name ?? nameOf(path));
  return {
    subject: {
      id: object,
      version: '0.1.0',
      layer: wish.layer,
      servers: [{ server: 'files', type: 'local', ...contract }],
      object,
      physicalName: null,
    },
    server: { name: 'files', type: 'local', contract, settings: {}, root },
    settings: null,
  };
}

function formatOf(path: string): FileFormat {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined && !/[*?[]/.test(path))
    throw new FaultError([
      fault('no-data', `There is no ${path}.`, {}, 'Check the path; a glob goes in quotes.'),
    ]);
  const names = found?.isDirectory() === true ? filesBelow(path) : [path];
  const format = names.map(byName).find((one) => one !== null) ?? null;
  if (format !== null) return format;
  const what =
    found?.isDirectory() === true ? `No file in ${path} has a suffix` : `The suffix of ${path} is none`;
  throw new FaultError([fault('unknown-format', `${what} that tells a format.`, {}, READ)]);
}

const byName = (name: string): FileFormat | null =>
  FORMATS.find(([suffix]) => suffix.test(name))?.[1] ?? null;

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !/(^|[/\\])[._]/.test(name),
  );
}

/** As a contract writes it: below the root relative and with `/`, elsewhere absolute. */
export function pathFrom(root: string, path: string): string {
  const below = relative(root, path);
  const isBelow = below !== '' && !below.startsWith('..') && !isAbsolute(below);
  return (isBelow ? below : path).split(sep).join('/');
}

/** The last part of the path that has no glob and is no partition: `lake/flights/day=*\/*.parquet` → `flights`. */
function nameOf(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '');
  const plain = parts.filter((part) => !/[*?[=]/.test(part));
  return (plain.at(-1) ?? 'data').replace(/(\.(csv|tsv|json|ndjson|jsonl|parquet|pq|gz|zst))+$/i, '');
}

/** A name that needs no quotes anywhere: letters, digits and `_`. */
export function objectName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
  if (plain === '') return 'data';
  return /^\p{N}/u.test(plain) ? `data_${plain}` : plain;
}
