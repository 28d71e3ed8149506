/** The form of codes: from some values of a column a pattern that may hold for all of them. It is counted before it is proposed. */
import type { ColumnProfile } from './profile.js';

/** Fewer different values may share a form by chance. */
const ENOUGH = 10;
const LONGEST = 40;

/** A run of characters of one class, or a single other character as it stands. */
interface Run {
  readonly kind: string;
  readonly length: number;
  readonly text: string;
}

/**
 * Anchored ECMA-262 patterns, the strictest first; none for what is no code: words, sentences, values of many forms, too few of them.
 * The first keeps letters as they are where all looked-at values have the same ones (`ORD-` of `ORD-00017`), the second does not; a length
 * is kept only where it never varies.
 */
export function shapesOf(column: Pick<ColumnProfile, 'texts' | 'top'>): readonly string[] {
  const { texts, top } = column;
  if (texts === null || texts.maxLength > LONGEST || texts.minLength === 0) return [];
  const values = top.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  if (values.length < ENOUGH) return [];
  const runs = values.map(runsOf);
  const patterns = [byRuns(runs, true), byRuns(runs, false), byClass(values, texts)];
  return [...new Set(patterns.flatMap((pattern) => (pattern === null ? [] : [`^${pattern}$`])))];
}

function runsOf(value: string): readonly Run[] {
  return (value.match(/[A-Z]+|[a-z]+|\d+|[^A-Za-z\d]/gu) ?? []).map((text) => ({
    kind: /^[A-Z]/.test(text) ? '[A-Z]' : /^[a-z]/.test(text) ? '[a-z]' : /^\d/.test(text) ? '\\d' : text,
    length: text.length,
    text,
  }));
}

/** All values are the same runs one after the other. */
function byRuns(values: readonly (readonly Run[])[], keepsLetters: boolean): string | null {
  const [first] = values;
  if (first === undefined || first.length > 16) return null;
  const isSame = (runs: readonly Run[]): boolean =>
    runs.length === first.length && runs.every((run, at) => run.kind === first[at]?.kind);
  if (!values.every(isSame) || !isCode(first, values)) return null;
  const isWritten = first.some(({ kind }) => kind === '[a-z]');
  return first
    .map((run, at) =>
      partOf(
        run,
        values.map((runs) => runs[at] ?? run),
        { keepsLetters, isWritten },
      ),
    )
    .join('');
}

/** @param how `isWritten`: months and the like are spelt out, so that one or two digits are a day or a month */
function partOf(
  run: Run,
  all: readonly Run[],
  how: { readonly keepsLetters: boolean; readonly isWritten: boolean },
): string {
  const isLetters = run.kind === '[A-Z]' || run.kind === '[a-z]';
  if (run.kind === run.text && !isLetters) return escaped(run.text);
  if (isLetters && how.keepsLetters && all.every(({ text }) => text === run.text)) return run.text;
  const lengths = new Set(all.map(({ length }) => length));
  if (!isLetters && how.isWritten && Math.max(...lengths) <= 2) return `${run.kind}{1,2}`;
  if (lengths.size > 1) return `${run.kind}+`;
  return `${run.kind}${run.length === 1 ? '' : `{${run.length}}`}`;
}

/** A code has digits, or is capitals of one length; a name has neither. Spaces only stand in dates and the like, between digits. */
function isCode(first: readonly Run[], values: readonly (readonly Run[])[]): boolean {
  if (first.some(({ kind }) => kind === '\\d')) return first.filter(({ kind }) => kind === ' ').length <= 3;
  const [only] = first;
  if (first.length !== 1 || only?.kind !== '[A-Z]' || only.length > 5) return false;
  return values.every((runs) => runs[0]?.length === only.length);
}

const CLASSES = [
  '[0-9a-f]',
  '[0-9A-F]',
  '[A-Z0-9]',
  '[a-z0-9]',
  '[A-Z0-9_-]',
  '[a-z0-9_-]',
  '[A-Za-z0-9]',
  '[A-Za-z0-9_-]',
];

/** Letters and digits in no order, of about one length: serial numbers, hashes. */
function byClass(
  values: readonly string[],
  texts: { readonly minLength: number; readonly maxLength: number },
): string | null {
  const { minLength, maxLength } = texts;
  if (maxLength - minLength > 2 || minLength < 3) return null;
  const withDigits = values.filter((value) => /\d/.test(value)).length;
  if (withDigits * 2 < values.length) return null;
  const found = CLASSES.find((one) => values.every((value) => new RegExp(`^${one}+$`).test(value)));
  if (found === undefined) return null;
  return `${found}{${minLength === maxLength ? minLength : `${minLength},${maxLength}`}}`;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
