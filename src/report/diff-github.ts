/** Findings as annotations of a pull request: workflow commands of GitHub Actions. */
import type { Finding } from './diff-finding.js';
import { command } from './github.js';
import { clean } from './text-width.js';

const LEVELS = { error: 'error', warning: 'warning', note: 'notice' } as const;
const WORST_FIRST: readonly Finding['level'][] = ['error', 'warning', 'note'];

/** One command a line, the worst first (GitHub shows ten of a level); then the verdict. */
export function findingsGithub(findings: readonly Finding[], verdict: string): string {
  const sorted = WORST_FIRST.flatMap((level) => findings.filter((finding) => finding.level === level));
  return [...sorted.map(annotation), clean(verdict)].join('\n');
}

function annotation(finding: Finding): string {
  const place = {
    ...(finding.file === null ? {} : { file: finding.file }),
    ...(finding.line === null ? {} : { line: finding.line }),
  };
  const text = finding.fix === null ? finding.text : `${finding.text}\n${finding.fix}`;
  return command(LEVELS[finding.level], place, `${finding.rule} ${finding.title}`, text);
}
