/** Findings as GitLab's code quality report: a JSON list in the form of Code Climate, which merge requests show at the lines. */
import type { Finding } from './diff-finding.js';

const SEVERITIES = { error: 'critical', warning: 'major', note: 'info' } as const;

/** The report. GitLab takes only findings that have a file; the others stand at its root. */
export function codeQuality(findings: readonly Finding[]): string {
  const seen = new Map<string, number>();
  const issues = findings.map((finding) => ({
    description: finding.fix === null ? finding.text : `${finding.text} ${finding.fix}`,
    check_name: `${finding.rule} ${finding.name}`,
    fingerprint: once(finding.fingerprint, seen),
    severity: SEVERITIES[finding.level],
    location: { path: finding.file ?? 'assay.yaml', lines: { begin: finding.line ?? 1 } },
  }));
  return JSON.stringify(issues, null, 2);
}

/** GitLab drops the second finding of one fingerprint. */
function once(fingerprint: string, seen: Map<string, number>): string {
  const before = seen.get(fingerprint) ?? 0;
  seen.set(fingerprint, before + 1);
  return before === 0 ? fingerprint : `${fingerprint}:${String(before + 1)}`;
}
