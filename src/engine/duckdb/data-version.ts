/** Versions of data: what changes when a scan could read something else. */
import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { LRUCache } from 'lru-cache';
import { digest } from '../../model/digest.js';
import type { DataVersion, TableInfo } from '../../model/table.js';
import type { Row } from '../engine.js';
import { qualified } from './describe-table.js';
import { identifier } from './literal.js';

/** The footer's length stands in the 4 bytes before the closing magic. */
const PARQUET_TAIL = 8;
/** Longer footers are read in part: size and time tell the rest. */
const LONGEST_FOOTER = 16 * 1024 * 1024;

/** Of files: digest of their sorted paths (below root), sizes, modification times in ns, and Parquet footers. */
export async function filesVersion(
  files: readonly string[],
  root: string,
  parquet: boolean,
): Promise<DataVersion> {
  const entries: (readonly string[])[] = [];
  for (const file of [...files].sort()) {
    const found = await stat(file, { bigint: true });
    const { size, mtimeNs } = found;
    const footer = parquet ? await knownFooter(file, found) : '';
    entries.push([relative(root, file), size.toString(), mtimeNs.toString(), footer]);
  }
  return { kind: 'files', id: digest({ files: entries }) };
}

/** Footers that were read already, by file and all that a rewrite of it changes. */
const footers = new LRUCache<string, string>({ max: 50_000 });
/** The system's clock of files is coarse: what was changed a moment ago may be changed again without a sign. */
const SETTLED_MS = 2_000;

async function knownFooter(file: string, found: BigIntStats): Promise<string> {
  const { size, mtimeNs, ctimeNs, ino, dev, ctimeMs } = found;
  const key = [file, size, mtimeNs, ctimeNs, ino, dev].join(' ');
  const known = footers.get(key);
  if (known !== undefined) return known;
  const footer = await footerDigest(file, Number(size));
  if (Date.now() - Number(ctimeMs) > SETTLED_MS) footers.set(key, footer);
  return footer;
}

async function footerDigest(file: string, size: number): Promise<string> {
  if (size < PARQUET_TAIL) return '';
  const handle = await open(file, 'r');
  try {
    const tail = Buffer.alloc(PARQUET_TAIL);
    await handle.read(tail, 0, PARQUET_TAIL, size - PARQUET_TAIL);
    const length = Math.min(tail.readUInt32LE(0) + PARQUET_TAIL, size, LONGEST_FOOTER);
    const footer = Buffer.alloc(length);
    await handle.read(footer, 0, length, size - length);
    return createHash('sha256').update(footer).digest('hex');
  } finally {
    await handle.close();
  }
}

/**
 * Of a database table: its columns and types, its number of rows, and the sum and the xor of the hashes of its rows,
 * so that the order of the rows does not matter. All columns are hashed, not only the key's: DuckDB has no row
 * version that would show an update in place.
 */
export async function tableVersion(
  query: (sql: string) => Promise<readonly Row[]>,
  table: TableInfo,
): Promise<DataVersion> {
  if (table.relation.relation !== 'table') throw new Error('tableVersion: these are files');
  const { catalog, schema, name } = table.relation;
  const from = qualified(...[catalog, schema, name].filter((part) => part !== undefined));
  const columns = table.columns.map((column) => identifier(column.name)).join(', ');
  const [row] = await query(
    `with h as (select hash(${columns}) as h from ${from}) select count(*) as n, sum(h::hugeint)::varchar as s, bit_xor(h)::varchar as x from h`,
  );
  const types = table.columns.map((column) => [column.name, column.type?.text ?? null]);
  return { kind: 'table', id: digest({ types, count: row?.['n'], sum: row?.['s'], xor: row?.['x'] }) };
}
