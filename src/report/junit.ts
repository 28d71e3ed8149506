/** JUnit XML: what every CI system shows as tests. A suite a run, a case a check; unknown is an error, not a failure. */
import type { NotExecuted } from '../model/check.js';
import type { Fault } from '../model/fault.js';
import type { CheckResult, Report, Run } from '../model/verdict.js';
import { cureOf } from './cure.js';
import { observedText, placeText, scopeText, totals } from './words.js';

/** The whole document; faults are a suite of errors. */
export function junit(report: Report): string {
  const all = totals(report);
  const clauses = report.runs.reduce((sum, run) => sum + run.notExecuted.length, 0);
  const tests = all.pass + all.warn + all.fail + all.unknown + clauses + report.faults.length;
  const counts = { tests, failures: all.fail, errors: all.unknown + report.faults.length, skipped: clauses };
  const seconds = report.runs.reduce((sum, run) => sum + run.cost.millis, 0) / 1000;
  const suites = [
    ...(report.faults.length > 0 ? [faultSuite(report.faults)] : []),
    ...report.runs.map(runSuite),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'assay', ...counts, time: seconds.toFixed(3) })}>`,
    ...suites,
    '</testsuites>',
  ].join('\n');
}

function faultSuite(faults: readonly Fault[]): string {
  const cases = faults.map((fault) => {
    const text = [fault.message, fault.hint, placeText(fault)].filter(Boolean).join('\n');
    const error = element('error', { type: fault.code, message: fault.message }, text);
    return testcase(
      { classname: 'faults', name: `${placeText(fault)} ${fault.code}`.trim(), ...sourceOf(fault) },
      error,
    );
  });
  return suite(
    { name: 'faults', tests: faults.length, failures: 0, errors: faults.length, skipped: 0 },
    cases,
  );
}

function runSuite(run: Run): string {
  const { summary } = run;
  const head = {
    name: `${run.dataset} (${scopeText(run)})`,
    tests: run.checks.length + run.notExecuted.length,
    failures: summary.fail,
    errors: summary.unknown,
    skipped: run.notExecuted.length,
    time: (run.cost.millis / 1000).toFixed(3),
    timestamp: run.startedAt,
    id: run.runId,
  };
  return suite(head, [
    ...run.checks.map((c) => checkCase(c, run)),
    ...run.notExecuted.map((n) => skippedCase(n, run)),
  ]);
}

function checkCase(check: CheckResult, run: Run): string {
  return testcase({ classname: run.dataset, name: check.id, ...sourceOf(check.clause) }, outcome(check));
}

function outcome(check: CheckResult): string {
  const facts = [
    check.message,
    `observed: ${observedText(check)}`,
    `expected: ${check.expected}`,
    placeText(check.clause),
  ];
  const text = [...facts, cureOf(check.reason)].filter((line) => line !== '').join('\n');
  if (check.verdict === 'fail') return element('failure', { type: check.kind, message: check.message }, text);
  if (check.verdict === 'unknown')
    return element('error', { type: check.reason ?? 'unknown', message: check.message }, text);
  return check.verdict === 'warn' ? element('system-out', {}, `WARN ${text}`) : '';
}

function skippedCase(entry: NotExecuted, run: Run): string {
  const name = `not executed: ${entry.clause.path}`;
  return testcase(
    { classname: run.dataset, name, ...sourceOf(entry.clause) },
    `<skipped${attributes({ message: entry.reason })}/>`,
  );
}

function sourceOf(place: { readonly file?: string; readonly line?: number }): Attributes {
  return {
    ...(place.file === undefined ? {} : { file: place.file }),
    ...(place.line === undefined ? {} : { line: place.line }),
  };
}

/** Of an element, by name. */
export type Attributes = Readonly<Record<string, string | number>>;

/** A `<testsuite>`. */
export function suite(head: Attributes, cases: readonly string[]): string {
  return [`  <testsuite${attributes(head)}>`, ...cases, '  </testsuite>'].join('\n');
}

/** A `<testcase>`; empty content: it passed. */
export function testcase(head: Attributes, content: string): string {
  return content === ''
    ? `    <testcase${attributes(head)}/>`
    : `    <testcase${attributes(head)}>${content}</testcase>`;
}

/** Any element with text. */
export function element(name: string, head: Attributes, text: string): string {
  return `<${name}${attributes(head)}>${escape(text)}</${name}>`;
}

/** Attributes of an element, escaped, with a blank before each. */
export function attributes(head: Attributes): string {
  return Object.entries(head)
    .map(([key, value]) => ` ${key}="${escape(String(value)).replace(/\n/g, '&#10;')}"`)
    .join('');
}

/** XML 1.0 has no way to write most control characters, lone surrogates, U+FFFE and U+FFFF. */
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]|\p{Surrogate}/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\t': '&#9;',
};

function escape(text: string): string {
  return text.replace(NOT_XML, '\uFFFD').replace(/[&<>"\r\t]/g, (mark) => ENTITIES[mark] ?? mark);
}
