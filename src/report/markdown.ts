/** A report as Markdown, for comments and job summaries. */
import type { CheckResult, Report, Run } from '../model/verdict.js';
import { cureOf } from './cure.js';
import { count, observedText, placeText, scopeText, summaryText, valueText, verdictLine } from './words.js';

const MARKS = { fail: '❌', unknown: '❓', warn: '⚠️', pass: '✅' } as const;
const TOLD = ['fail', 'unknown', 'warn'] as const;

/** Faults, then each run as a table of what did not pass; the verdict is the last line. */
export function markdown(report: Report): string {
  const parts = [
    ...(report.faults.length > 0 ? [faultTable(report)] : []),
    ...report.runs.map(runSection),
    `**${escape(verdictLine(report))}**`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function faultTable(report: Report): string {
  const rows = report.faults.map((fault) => [
    placeText(fault),
    fault.code,
    [fault.message, fault.hint ?? ''].join(' ').trim(),
  ]);
  return ['### Faults', '', ...table(['Where', 'Code', 'What'], rows)].join('\n');
}

function runSection(run: Run): string {
  const told = TOLD.flatMap((verdict) => run.checks.filter((check) => check.verdict === verdict));
  const findings =
    told.length === 0
      ? []
      : ['', ...table(['', 'Check', 'Found', 'Observed', 'Expected', 'Clause'], told.map(row))];
  const skipped =
    run.notExecuted.length === 0
      ? []
      : [
          '',
          `${count(run.notExecuted.length, 'clause')} not executed:`,
          '',
          ...run.notExecuted.map((entry) => `- ${escape(placeText(entry.clause))} ${escape(entry.reason)}`),
        ];
  return [
    `### ${MARKS[run.verdict]} ${escape(run.dataset)}`,
    '',
    escape(
      `${scopeText(run)}: ${summaryText(run.summary)} (contract ${run.contract.id} ${run.contract.version})`,
    ),
    ...findings,
    ...samples(told),
    ...skipped,
  ].join('\n');
}

function row(check: CheckResult): readonly string[] {
  const cure = cureOf(check.verdict === 'unknown' ? check.reason : null);
  const title = check.name ?? `${check.column ?? ''} ${check.kind}`.trim();
  const found = check.reason === null ? check.message : `${check.reason}: ${check.message} ${cure}`;
  return [MARKS[check.verdict], title, found, observedText(check), check.expected, placeText(check.clause)];
}

function samples(checks: readonly CheckResult[]): readonly string[] {
  return checks
    .filter((check) => check.samples.length > 0)
    .flatMap((check) => [
      '',
      `Samples of ${escape(check.id)}:`,
      '',
      ...check.samples.map((sample) => `- ${escape(valueText(sample))}`),
    ]);
}

/** A table; its cells are escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(escape).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- ').join('|')}|`, ...rows.map(line)];
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '@': '&#64;' };

/** Nothing in a text is markup, HTML, a link or a mention; a line break is a blank, other control characters are dropped. */
export function escape(text: string): string {
  return (
    text
      .replace(/[\r\n\t]+/g, ' ')
      .replace(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/gu, '\uFFFD')
      .replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&')
      // Last, since an entity may hold a mark.
      .replace(/[&<>@]/g, (mark) => ENTITIES[mark] ?? mark)
  );
}
