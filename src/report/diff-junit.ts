/** Findings as JUnit XML: one case each; errors are failures, everything else passes with its text. */
import type { Finding } from './diff-finding.js';
import { attributes, element, suite, testcase } from './junit.js';

/** The whole document. @param name of the suite: `assay diff`, `assay ci` */
export function findingsJunit(findings: readonly Finding[], name: string): string {
  const failures = findings.filter(({ level }) => level === 'error').length;
  // Without a case some systems take the file for a crash.
  const cases =
    findings.length === 0 ? [testcase({ classname: name, name: 'contracts' }, '')] : findings.map(oneCase);
  const counts = { tests: cases.length, failures, errors: 0, skipped: 0 };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name, ...counts })}>`,
    suite({ name, ...counts }, cases),
    '</testsuites>',
  ].join('\n');
}

function oneCase(finding: Finding): string {
  const { file, line, rule, title, text, fix, fingerprint } = finding;
  const place = [file, line].filter((part) => part !== null).join(':');
  const head = {
    classname: finding.dataset ?? file ?? 'assay',
    name: `${rule} ${title}`,
    ...(file === null ? {} : { file }),
    ...(line === null ? {} : { line }),
  };
  const body = [text, fix ?? '', place, fingerprint].filter((part) => part !== '').join('\n');
  return testcase(
    head,
    finding.level === 'error'
      ? element('failure', { type: finding.name, message: text }, body)
      : element('system-out', {}, `${finding.level.toUpperCase()} ${body}`),
  );
}
