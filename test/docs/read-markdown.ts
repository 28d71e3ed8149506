/** Fenced blocks of a Markdown page: what the docs show, so that tests can run it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Block {
  /** `yaml`, `csv`, `console`, … */
  readonly language: string;
  /** The words after the language: a file name, then marks such as `faulty`. */
  readonly words: readonly string[];
  readonly text: string;
  /** Of the opening fence, 1-based. */
  readonly line: number;
}

/** The text of a file of the repository. @param path from its root */
export function readPage(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
}

/** The fenced blocks of a page, in their order. */
export function blocksOf(page: string): readonly Block[] {
  const lines = page.split('\n');
  const fences = lines.flatMap((line, index) => (line.startsWith('```') ? [index] : []));
  return fences.flatMap((start, order): Block[] => {
    const end = fences[order + 1];
    if (order % 2 === 1 || end === undefined) return [];
    const [language = '', ...words] = (lines[start] ?? '').slice(3).trim().split(/\s+/);
    return [{ language, words, text: `${lines.slice(start + 1, end).join('\n')}\n`, line: start + 1 }];
  });
}
