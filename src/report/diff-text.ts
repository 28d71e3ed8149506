/** Changes for a person at a terminal: by contract, worst first, each with place, sentence and what to do; the verdict is the last line. */
import type { AssayDiff, Change, ContractDiff } from '../model/change.js';
import { subjectOf } from './diff-finding.js';
import { diffVerdict, partiesText, versionText } from './diff-words.js';
import { type Colors, type TextOptions, colorsOf, columnsOf } from './text-options.js';
import { clean, wrap } from './text-width.js';

interface Page {
  readonly color: Colors;
  readonly width: number;
}

const MARKS = { breaking: '✗', risky: '!', safe: '✓' } as const;

/** The whole comparison as text; no trailing newline. */
export function diffText(diff: AssayDiff, options: TextOptions): string {
  const page = { color: colorsOf(options), width: columnsOf(options) };
  const color = { breaking: page.color.red, risky: page.color.yellow, safe: page.color.green };
  const worst = diff.summary.breaking > 0 ? 'breaking' : diff.summary.risky > 0 ? 'risky' : 'safe';
  return [
    ...diff.contracts.flatMap((one) => [...contractLines(one, page), '']),
    color[worst](page.color.bold(clean(diffVerdict(diff)))),
  ].join('\n');
}

function contractLines(one: ContractDiff, page: Page): readonly string[] {
  const { bold, dim } = page.color;
  return [
    `${bold(clean(one.contract))}  ${dim(clean(`${one.file} · ${versionText(one)}`))}`,
    ...one.changes.flatMap((change) => changeLines(change, page)),
  ];
}

/** One change, as `assay ci` shows it too. */
export function changeLines(change: Change, page: Page): readonly string[] {
  const paint = { breaking: page.color.red, risky: page.color.yellow, safe: page.color.green }[change.level];
  const head = `${MARKS[change.level]} ${change.code} ${change.name}`;
  const facts = `${subjectOf(change)} · ${partiesText(change)} · ${change.file}:${String(change.line)}`;
  const body = [change.message, ...(change.fix === null ? [] : [`→ ${change.fix}`])];
  return [
    `  ${paint(clean(head))}`,
    ...body.flatMap((text) => wrap(clean(text), page.width - 4)).map((line) => `    ${line}`),
    ...wrap(clean(facts), page.width - 4).map((line) => `    ${page.color.dim(line)}`),
  ];
}
