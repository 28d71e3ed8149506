/** Findings as SARIF 2.1.0, for code scanning; each rule leads to its page. */
import type { Finding } from './diff-finding.js';
import { sarifLog } from './sarif.js';

export interface FindingsLog {
  readonly assay: string;
  readonly verdict: string;
  /** False where faults kept the comparison from being whole. */
  readonly successful: boolean;
  readonly findings: readonly Finding[];
}

/** The log as JSON. */
export function findingsSarif({ assay, verdict, successful, findings }: FindingsLog): string {
  const rules = new Map(findings.map((finding) => [finding.rule, finding]));
  return sarifLog({
    assay,
    verdict,
    successful,
    findings: findings.map((finding) => ({
      rule: finding.rule,
      level: finding.level,
      text: finding.fix === null ? finding.text : `${finding.text} ${finding.fix}`,
      place: {
        ...(finding.file === null ? {} : { file: finding.file }),
        ...(finding.line === null ? {} : { line: finding.line }),
      },
      dataset: finding.dataset,
      identity: finding.fingerprint,
      properties: { fingerprint: finding.fingerprint },
    })),
    ruleOf: (id) => ruleOf(id, rules.get(id), assay),
  });
}

/** The page comes with the package: its address is a package URL (purl), which names package, version and file. */
function ruleOf(id: string, finding: Finding | undefined, version: string): object {
  const rule = { id, name: finding?.name ?? id, shortDescription: { text: finding?.name ?? id } };
  const page = finding?.help ?? null;
  if (page === null) return rule;
  const [file = '', anchor = ''] = page.split('#');
  return {
    ...rule,
    helpUri: `pkg:npm/assay@${version}?anchor=${anchor}#${file}`,
    help: { text: `See ${page}.`, markdown: `See \`${page}\`.` },
  };
}
