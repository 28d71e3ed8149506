/** The questions of `assay init`. Everything is asked before anything is written; leaving at any point leaves nothing. */
import { confirm, isCancel, password, select, text } from '@clack/prompts';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';

export interface Answers {
  /** Null: the sample. */
  readonly source: string | null;
  readonly table: string | null;
  readonly name: string;
  readonly ci: boolean;
}

/** What the command line said already; null is asked for. */
export interface Known {
  readonly source: string | null;
  readonly table: string | null;
  readonly name: string | null;
  readonly ci: boolean | null;
  /** Absolute. */
  readonly cwd: string;
  /** Default of the name. */
  readonly folder: string;
}

/** For tests: other streams than the terminal's. */
export interface Streams {
  readonly input?: Readable;
  readonly output?: Writable;
}

/** Thrown inside, where the user leaves. */
class Left extends Error {}

/** Null where the user left (Ctrl-C, Escape). */
export async function askWishes(known: Known, streams: Streams = {}): Promise<Answers | null> {
  try {
    const { source, table } = await askSource(known, streams);
    const name = known.name ?? (await askName(known, streams));
    const ci =
      known.ci ??
      unlessLeft(
        await confirm({
          message:
            'Write a GitHub workflow that tells in pull requests what a change of the contracts means?',
          initialValue: false,
          ...streams,
        }),
      );
    return { source, table, name, ci };
  } catch (error) {
    if (error instanceof Left) return null;
    throw error;
  }
}

/** Yes or no, before files are written over. */
export async function askOverwrite(paths: readonly string[], streams: Streams = {}): Promise<boolean> {
  const answer = await confirm({
    message: `${paths.join(', ')} ${paths.length === 1 ? 'is' : 'are'} there already. Overwrite?`,
    initialValue: false,
    ...streams,
  });
  return answer === true;
}

function unlessLeft<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) throw new Left();
  // The only symbol is the one of leaving.
  return answer as Exclude<T, symbol>;
}

type Source = Pick<Answers, 'source' | 'table'>;

async function askSource(known: Known, streams: Streams): Promise<Source> {
  if (known.source !== null) {
    const isDatabase = /^postgres(ql)?:\/\/|\.(duckdb|ddb)$/i.test(known.source);
    if (!isDatabase || known.table !== null) return { source: known.source, table: known.table };
    return { source: known.source, table: await askTable(streams) };
  }
  const kind = unlessLeft(
    await select({
      message: 'Which data shall the first contract be about?',
      options: [
        { value: 'sample', label: 'A small sample', hint: '400 orders of a shop, to look around' },
        { value: 'files', label: 'Files of mine', hint: 'CSV, Parquet, JSON; one, a folder or a glob' },
        { value: 'postgres', label: 'A table in PostgreSQL' },
        { value: 'duckdb', label: 'A table in a DuckDB file' },
      ],
      ...streams,
    }),
  );
  if (kind === 'sample') return { source: null, table: null };
  if (kind === 'files')
    return { source: await askPath('Where are they?', 'data/orders.csv', known, streams), table: null };
  if (kind === 'duckdb') {
    const source = await askPath('Where is the database file?', 'shop.duckdb', known, streams);
    return { source, table: await askTable(streams) };
  }
  return { source: await askAddress(streams), table: await askTable(streams) };
}

async function askPath(
  message: string,
  placeholder: string,
  { cwd }: Known,
  streams: Streams,
): Promise<string> {
  const validate = (value: string | undefined): string | undefined => {
    if (value === undefined || value.trim() === '') return 'Give a path.';
    const isGlob = /[*?[]/.test(value);
    return isGlob || existsSync(resolve(cwd, value.trim())) ? undefined : 'There is nothing at this path.';
  };
  return unlessLeft(await text({ message, placeholder, validate, ...streams })).trim();
}

async function askTable(streams: Streams): Promise<string> {
  const validate = (value: string | undefined): string | undefined =>
    value === undefined || value.trim() === '' ? 'Give a table, or schema.table.' : undefined;
  return unlessLeft(
    await text({ message: 'Which table?', placeholder: 'public.orders', validate, ...streams }),
  ).trim();
}

/** The password is put into the address for this one look, and nowhere else. */
async function askAddress(streams: Streams): Promise<string> {
  const validate = (value: string | undefined): string | undefined => {
    const url = value === undefined || !/^postgres(ql)?:\/\//i.test(value) ? null : parsed(value);
    return url === null ? 'Write postgres://user@host:5432/database.' : undefined;
  };
  const message = 'Where is the database?';
  const written = unlessLeft(
    await text({ message, placeholder: 'postgres://reader@localhost:5432/shop', validate, ...streams }),
  );
  const url = parsed(written);
  if (url === null || url.password !== '' || process.env['PGPASSWORD'] !== undefined) return written;
  const secret = unlessLeft(
    await password({
      message:
        'Its password? It is used now and not written; assay.yaml will refer to ${env:PGPASSWORD}. Empty for none.',
      ...streams,
    }),
  );
  // Nothing typed comes as undefined or as an empty text.
  url.password = encodeURIComponent(secret || '');
  return url.href;
}

function parsed(address: string): URL | null {
  try {
    return new URL(address.trim());
  } catch {
    return null;
  }
}

async function askName({ folder }: Known, streams: Streams): Promise<string> {
  const message = 'What is the project called?';
  const answer = unlessLeft(await text({ message, initialValue: folder, placeholder: folder, ...streams }));
  return answer.trim() === '' ? folder : answer.trim();
}
