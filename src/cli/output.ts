/** Where results go: stdout, or files named with -o whose suffix tells the format. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import pc from 'picocolors';
import { usage } from './parse-options.js';

export const FORMATS = ['pretty', 'json', 'junit', 'sarif', 'github', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

const SUFFIXES: Readonly<Record<string, Format>> = {
  '.json': 'json',
  '.xml': 'junit',
  '.sarif': 'sarif',
  '.md': 'markdown',
  '.txt': 'pretty',
};

/** The format that a caller named. */
export function parseFormat(value: string): Format {
  const found = FORMATS.find((format) => format === value);
  if (found === undefined)
    throw usage('unknown-format', `There is no format ${value}.`, `Choose one of ${FORMATS.join(', ')}.`);
  return found;
}

/** The format of a file by its suffix. */
export function formatOfFile(path: string): Format {
  const suffix = Object.keys(SUFFIXES).find((ending) => path.endsWith(ending));
  const format = suffix === undefined ? undefined : SUFFIXES[suffix];
  if (format === undefined) {
    throw usage(
      'unknown-format',
      `The suffix of ${path} names no format.`,
      `Use one of ${Object.keys(SUFFIXES).join(', ')}.`,
    );
  }
  return format;
}

/** Prints a text in the wished format and writes it to every -o file in the file's own format. */
export async function deliver(
  text: (format: Format, color: boolean) => string,
  format: Format,
  files: readonly string[],
): Promise<void> {
  const targets = files.map((path) => ({ path, format: formatOfFile(path) }));
  await print(text(format, format === 'pretty' && useColor(process.stdout)));
  for (const target of targets) {
    try {
      await mkdir(dirname(target.path), { recursive: true });
      await writeFile(target.path, ended(text(target.format, false)));
    } catch (error) {
      throw usage(
        'not-writable',
        `${target.path} could not be written (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'}).`,
      );
    }
  }
}

/** Writes to stdout and waits until it is out, so that an exit can not cut a pipe short. */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(ended(text), () => resolve()));
}

/** Writes a line for people to stderr. */
export function say(text: string): void {
  process.stderr.write(ended(text));
}

/** Colours on a terminal, unless NO_COLOR asks otherwise; FORCE_COLOR wins. */
export function useColor(stream: { readonly isTTY?: boolean }): boolean {
  return (
    pc.isColorSupported &&
    (stream.isTTY === true || process.env['FORCE_COLOR'] !== undefined) &&
    process.env['NO_COLOR'] === undefined
  );
}

const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
