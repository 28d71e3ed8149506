/** The catalogue of changes as its page shows it: a project, and edits of it with what they are said to mean. */
import { blocksOf, readPage } from '../docs/read-markdown.js';

/** Files by their path in the project. */
export type Files = { readonly [file: string]: string };

export interface Edit {
  readonly file: string;
  /** Lines that begin with `-`, `+` or a blank; `@@` between two places. */
  readonly text: string;
}

export interface Example {
  readonly kind: 'Bad' | 'Good' | 'Example';
  readonly edits: readonly Edit[];
  /** `C012 producer: safe · consumer: breaking`, sorted; empty where the page says that nothing changes. */
  readonly outcomes: readonly string[];
  /** Of its first words, 1-based. */
  readonly line: number;
}

export interface Section {
  readonly code: string;
  readonly name: string;
  /** The line before the heading, without which links of reports lead nowhere. */
  readonly anchor: string | null;
  readonly examples: readonly Example[];
}

export const page = readPage('docs/changes.md');
const lines = page.split('\n');

/** The files that the page begins from. */
export const project: Files = Object.fromEntries(
  blocksOf(page).flatMap(({ language, words: [file], text }) =>
    language === 'yaml' && file !== undefined ? [[file, text]] : [],
  ),
);

const HEADING = /^### (C\d{3}) ([a-z-]+)$/;
const KIND = /^\*\*(Bad|Good|Example)\*\*/;
const OUTCOME = /^- `(C\d{3})` (producer: \w+ · consumer: \w+)$/;

export const sections: readonly Section[] = lines.flatMap((text, at): Section[] => {
  const [, code, name] = HEADING.exec(text) ?? [];
  if (code === undefined || name === undefined) return [];
  const anchor = /^<a id="([^"]+)"><\/a>$/.exec(lines[at - 2] ?? '')?.[1] ?? null;
  const next = lines.findIndex((line, i) => i > at && line.startsWith('### '));
  return [{ code, name, anchor, examples: examplesOf(at, next < 0 ? lines.length : next) }];
});

/** An example reaches from its first words to the next one's. */
function examplesOf(from: number, to: number): readonly Example[] {
  const starts = lines.flatMap((text, at) => (at > from && at < to && KIND.test(text) ? [at] : []));
  return starts.map((start, order) => {
    const own = lines.slice(start, starts[order + 1] ?? to);
    const edits = blocksOf(own.join('\n')).map(({ language, words: [file], text }): Edit => {
      if (language !== 'diff' || file === undefined)
        throw new Error(`Line ${String(start + 1)}: not an edit.`);
      return { file, text };
    });
    const outcomes = own.flatMap((text) => {
      const [, code, levels] = OUTCOME.exec(text) ?? [];
      return code === undefined || levels === undefined ? [] : [`${code} ${levels}`];
    });
    if (outcomes.length === 0 && !own.includes('- no change'))
      throw new Error(`Line ${String(start + 1)}: nothing is said of what follows.`);
    const kind = KIND.exec(lines[start] ?? '')?.[1] as Example['kind'];
    return { kind, edits, outcomes: outcomes.toSorted(), line: start + 1 };
  });
}

/** @throws Error where the old lines of a place do not stand in the file exactly once */
export function edited(files: Files, edits: readonly Edit[]): Files {
  return edits.reduce<Files>((now, { file, text }) => {
    const { [file]: old = '', ...others } = now;
    const fresh = text
      .replace(/\n$/, '')
      .split(/\n@@\n/)
      .reduce((content, hunk) => patched(content, hunk.split('\n'), file), old);
    return fresh === '' ? others : { ...others, [file]: fresh };
  }, files);
}

function patched(content: string, hunk: readonly string[], file: string): string {
  const stranger = hunk.find((line) => !/^[-+ ]/.test(line));
  if (stranger !== undefined) throw new Error(`${file}: ${JSON.stringify(stranger)} is no line of an edit.`);
  const side = (mark: string): string =>
    hunk.flatMap((line) => (line.startsWith(mark) ? [] : [`${line.slice(1)}\n`])).join('');
  const [before, after] = [side('+'), side('-')];
  if (before === '' && content === '') return after;
  const parts = `\n${content}`.split(`\n${before}`);
  if (before === '' || parts.length !== 2)
    throw new Error(`${file}: stands ${String(parts.length - 1)} times there:\n${before}`);
  return parts.join(`\n${after}`).slice(1);
}
