/** Changes as Markdown: a table a contract, then the verdict. */
import type { AssayDiff, ContractDiff } from '../model/change.js';
import { subjectOf } from './diff-finding.js';
import { diffVerdict, partiesText, versionText } from './diff-words.js';
import { escape, table } from './markdown.js';

/** The whole comparison. */
export function diffMarkdown(diff: AssayDiff): string {
  const sections = diff.contracts.map(contractSection);
  return `${[...sections, `**${escape(diffVerdict(diff))}**`].join('\n\n')}\n`;
}

function contractSection(one: ContractDiff): string {
  const rows = one.changes.map((change) => [
    change.level,
    `${change.code} ${change.name}`,
    subjectOf(change),
    [change.message, change.fix ?? ''].join(' ').trim(),
    partiesText(change),
    `${change.file}:${String(change.line)}`,
  ]);
  const head = [`### ${escape(one.contract)}`, '', escape(`${one.file}: ${versionText(one)}`)];
  if (rows.length === 0) return head.join('\n');
  return [...head, '', ...table(['', 'Change', 'Of', 'What follows', 'For whom', 'Where'], rows)].join('\n');
}
