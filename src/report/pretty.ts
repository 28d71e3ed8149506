/** A report for a person at a terminal: the worst first, each with value, limit and place; the verdict is the last line. */
import type { NotExecuted } from '../model/check.js';
import type { Fault } from '../model/fault.js';
import { isObject, type Json } from '../model/json.js';
import type { CheckResult, Report, Run, Verdict } from '../model/verdict.js';
import { cureOf } from './cure.js';
import { causeOf, grouped, groupText, namesText } from './same-cause.js';
import { table } from './table-text.js';
import { type Colors, type TextOptions, colorsOf, columnsOf } from './text-options.js';
import { clean, cut, widthOf, wrap } from './text-width.js';
import { count, observedText, placeText, scopeText, valueText, verdictLine } from './words.js';

interface Page {
  readonly color: Colors;
  readonly width: number;
}

const MARKS: { readonly [verdict in Verdict]: string } = { fail: '✗', unknown: '?', warn: '!', pass: '✓' };
const WORST_FIRST: readonly Verdict[] = ['fail', 'warn', 'unknown'];

/** The whole report as text; no trailing newline. */
export function pretty(report: Report, options: TextOptions): string {
  const page = { color: colorsOf(options), width: columnsOf(options) };
  const lines = [
    ...report.faults.flatMap((fault) => [...faultLines(fault, page), '']),
    ...report.runs.flatMap((run) => [...runLines(run, page), '']),
    paint(
      report.faults.length > 0 ? 'fail' : report.verdict,
      page,
    )(page.color.bold(cut(clean(verdictLine(report)), page.width))),
  ];
  return lines.join('\n');
}

function paint(verdict: Verdict, { color }: Page): (text: string) => string {
  return { fail: color.red, unknown: color.magenta, warn: color.yellow, pass: color.green }[verdict];
}

function faultLines(fault: Fault, page: Page): readonly string[] {
  const column = fault.column === undefined ? '' : `:${String(fault.column)}`;
  const place = fault.file === undefined ? '' : `${placeText(fault)}${column} `;
  const [first = '', ...rest] = wrap(clean(`${place}${fault.code}: ${fault.message}`), page.width - 2);
  return [
    `${page.color.red('✗')} ${first}`,
    ...rest.map((line) => `  ${line}`),
    ...paragraph(fault.hint ?? '', 2, page),
  ];
}

function runLines(run: Run, page: Page): readonly string[] {
  const { color } = page;
  const told = WORST_FIRST.flatMap((verdict) => run.checks.filter((check) => check.verdict === verdict));
  const passed = run.checks.filter((check) => check.verdict === 'pass').length;
  const { statements, scans, millis } = run.cost;
  const cost = `${count(statements, 'statement')}, ${count(scans, 'scan')}, ${String(Math.round(millis))} ms`;
  return [
    ...headLines(run, page),
    ...grouped(told, sameCause).flatMap((checks) => checkLines(checks, page)),
    ...(passed > 0 ? [`  ${color.green('✓')} ${count(passed, 'check')} passed`] : []),
    ...notExecutedLines(run.notExecuted, page),
    `  ${color.dim(cost)}`,
  ];
}

function headLines(run: Run, page: Page): readonly string[] {
  const { bold, dim } = page.color;
  const name = cut(clean(run.dataset), page.width);
  const scope = clean(`${scopeText(run)} · contract ${run.contract.id} ${run.contract.version}`);
  if (widthOf(name) + 2 + widthOf(scope) <= page.width) return [`${bold(name)}  ${dim(scope)}`];
  return [bold(name), ...paragraph(scope, 2, page)];
}

/** Equal for checks that could not be evaluated for one cause. */
function sameCause({ verdict, reason, message }: CheckResult): string | null {
  const cause = verdict === 'unknown' ? causeOf(message) : null;
  return cause === null ? null : JSON.stringify([reason, cause]);
}

/** One check, or several that `sameCause` takes for one. */
function checkLines(checks: readonly CheckResult[], page: Page): readonly string[] {
  const [check, ...others] = checks;
  if (check === undefined) return [];
  return others.length === 0 ? singleLines(check, page) : groupLines(checks, check, page);
}

function groupLines(checks: readonly CheckResult[], first: CheckResult, page: Page): readonly string[] {
  const own = paint(first.verdict, page);
  const text = groupText(checks.length, causeOf(first.message) ?? '');
  const [line = '', ...rest] = wrap(clean(text), page.width - 4);
  return [
    `  ${own(MARKS[first.verdict])} ${own(line)}`,
    ...rest.map((more) => `    ${own(more)}`),
    ...paragraph(first.reason ?? 'unknown', 4, page),
    ...paragraph(cureOf(first.reason), 4, page),
    ...paragraph(namesText(checks.map(({ id }) => id)), 4, page),
  ];
}

function singleLines(check: CheckResult, page: Page): readonly string[] {
  const own = paint(check.verdict, page);
  const title = check.name ?? `${check.column === null ? '' : `${check.column} `}${check.kind}`;
  const [first = '', ...rest] = wrap(clean(`${title} · ${check.message}`), page.width - 4);
  const facts =
    check.verdict === 'unknown'
      ? `${check.reason ?? 'unknown'} · expected ${check.expected}`
      : `observed ${observedText(check)} · expected ${check.expected}`;
  return [
    `  ${own(MARKS[check.verdict])} ${own(first)}`,
    ...rest.map((line) => `    ${own(line)}`),
    ...paragraph(facts, 4, page),
    ...paragraph(cureOf(check.verdict === 'unknown' ? check.reason : null), 4, page),
    ...paragraph(`${placeText(check.clause)} · ${check.id}`, 4, page),
    ...sampleLines(check.samples, page),
  ];
}

function paragraph(text: string, indent: number, page: Page): readonly string[] {
  if (text === '') return [];
  return wrap(clean(text), page.width - indent).map((line) => ' '.repeat(indent) + page.color.dim(line));
}

/** Objects with their keys as a header; whatever is no object stands in one column. */
function sampleLines(samples: readonly Json[], page: Page): readonly string[] {
  if (samples.length === 0) return [];
  const keys = [
    ...new Set(samples.flatMap((sample) => (isObject(sample) ? Object.keys(sample) : ['value']))),
  ];
  const rows = samples.map((sample) => keys.map((key) => valueText(isObject(sample) ? sample[key] : sample)));
  const dim = (cell: string, row: number) => (row === 0 ? page.color.dim(cell) : cell);
  return table([keys, ...rows], { indent: 6, width: page.width, paint: dim });
}

function notExecutedLines(entries: readonly NotExecuted[], page: Page): readonly string[] {
  if (entries.length === 0) return [];
  const lines = entries.flatMap((entry) =>
    paragraph(`${placeText(entry.clause)} ${entry.clause.path}: ${entry.reason}`, 4, page),
  );
  return [`  ${page.color.yellow('–')} ${count(entries.length, 'clause')} not executed`, ...lines];
}
