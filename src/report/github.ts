/** Workflow commands of GitHub Actions: findings as annotations at the lines of the contracts. */
import type { Place } from '../model/fault.js';
import type { CheckResult, Report } from '../model/verdict.js';
import { cureOf } from './cure.js';
import { clean } from './text-width.js';
import { verdictLine } from './words.js';

export type GithubLevel = 'error' | 'warning' | 'notice';

/** One command a line, the worst first (GitHub shows ten of a level); the verdict is the last line. */
export function github(report: Report): string {
  const checks = report.runs.flatMap((run) => run.checks.map((check) => ({ check, dataset: run.dataset })));
  const of = (verdict: CheckResult['verdict']) =>
    checks
      .filter(({ check }) => check.verdict === verdict)
      .map(({ check, dataset }) => annotate(check, dataset));
  const skipped = report.runs.flatMap((run) =>
    run.notExecuted.map((entry) =>
      command('notice', entry.clause, `${run.dataset}: not executed`, entry.reason),
    ),
  );
  const faults = report.faults.map((fault) =>
    command(
      'error',
      fault,
      fault.code,
      fault.hint === undefined ? fault.message : `${fault.message}\n${fault.hint}`,
    ),
  );
  return [
    ...faults,
    ...of('fail'),
    ...of('unknown'),
    ...of('warn'),
    ...skipped,
    clean(verdictLine(report)),
  ].join('\n');
}

function annotate(check: CheckResult, dataset: string): string {
  const level = check.verdict === 'warn' ? 'warning' : 'error';
  const cure = check.verdict === 'unknown' ? `\n${cureOf(check.reason)}` : '';
  return command(
    level,
    check.clause,
    `${dataset}: ${check.kind} ${check.verdict}`,
    `${check.message}${cure}`,
  );
}

/** One workflow command; nothing in its texts can end it. */
export function command(level: GithubLevel, place: Partial<Place>, title: string, message: string): string {
  const at = [
    place.file === undefined ? '' : `file=${property(place.file)}`,
    place.line === undefined ? '' : `line=${String(place.line)}`,
    place.column === undefined ? '' : `col=${String(place.column)}`,
    `title=${property(title)}`,
  ];
  return `::${level} ${at.filter((part) => part !== '').join(',')}::${data(message)}`;
}

/** What would end the line or read as an escape. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** In a property also what would end it. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
