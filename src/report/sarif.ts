/** SARIF 2.1.0: findings at the lines of the contracts, for code scanning. A rule a check kind or fault code. */
import type { Place } from '../model/fault.js';
import type { CheckResult, Report, Run } from '../model/verdict.js';
import { cureOf } from './cure.js';

export type SarifLevel = 'error' | 'warning' | 'note';

/** One result of a log. */
export interface SarifFinding {
  readonly rule: string;
  readonly level: SarifLevel;
  readonly text: string;
  readonly place: Partial<Place>;
  readonly dataset: string | null;
  /** Tells a finding of this run and of the next one to be the same. */
  readonly identity: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What a log says beside its findings. */
export interface SarifLog {
  readonly assay: string;
  readonly verdict: string;
  /** False where faults kept the tool from its work. */
  readonly successful: boolean;
  readonly findings: readonly SarifFinding[];
  /** Of a rule that findings name; default: its id stands for itself. */
  readonly ruleOf?: (id: string) => object;
}

/** The log as JSON. Passed checks are no findings; clauses that nothing executes are notes. */
export function sarif(report: Report): string {
  const findings = [...faultFindings(report), ...report.runs.flatMap(runFindings)];
  const { assay, verdict } = report;
  return sarifLog({ assay, verdict, successful: report.faults.length === 0, findings });
}

/** A log of any findings. */
export function sarifLog({ assay, verdict, successful, findings, ruleOf = plainRule }: SarifLog): string {
  const rules = [...new Set(findings.map((finding) => finding.rule))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Assay', semanticVersion: assay, rules: rules.map(ruleOf) } },
        invocations: [{ executionSuccessful: successful }],
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, rules.indexOf(finding.rule))),
        properties: { verdict },
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

function faultFindings(report: Report): readonly SarifFinding[] {
  return report.faults.map((fault) => ({
    rule: fault.code,
    level: 'error',
    text: fault.hint === undefined ? fault.message : `${fault.message} ${fault.hint}`,
    place: fault,
    dataset: null,
    identity: `${fault.code} ${fault.file ?? ''} ${fault.path ?? ''}`,
    properties: {},
  }));
}

function runFindings(run: Run): readonly SarifFinding[] {
  const found = run.checks
    .filter((check) => check.verdict !== 'pass')
    .map((check) => checkFinding(check, run));
  const notes = run.notExecuted.map(({ clause, reason }): SarifFinding => ({
    rule: 'not-executed',
    level: 'note',
    text: `Nothing executes this clause: ${reason}`,
    place: clause,
    dataset: run.dataset,
    identity: `not-executed ${run.dataset} ${clause.path}`,
    properties: {},
  }));
  return [...found, ...notes];
}

function checkFinding(check: CheckResult, run: Run): SarifFinding {
  const { verdict, reason, observed, expected, unit, dimension } = check;
  return {
    rule: check.kind,
    level: verdict === 'warn' ? 'warning' : 'error',
    text: `${check.message} ${cureOf(verdict === 'unknown' ? reason : null)}`.trim(),
    place: check.clause,
    dataset: run.dataset,
    identity: check.id,
    properties: { check: check.id, verdict, reason, observed, expected, unit, dimension, runId: run.runId },
  };
}

function plainRule(id: string): object {
  return {
    id,
    name: id,
    shortDescription: { text: id === 'not-executed' ? 'A clause that nothing executes' : id },
  };
}

function resultOf(finding: SarifFinding, ruleIndex: number) {
  const { place, dataset } = finding;
  const physical =
    place.file === undefined
      ? {}
      : { physicalLocation: { artifactLocation: { uri: uriOf(place.file) }, ...regionOf(place) } };
  const logical =
    dataset === null ? {} : { logicalLocations: [{ fullyQualifiedName: dataset, kind: 'dataset' }] };
  const located = place.file !== undefined || dataset !== null;
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: finding.level,
    message: { text: finding.text },
    ...(located ? { locations: [{ ...physical, ...logical }] } : {}),
    partialFingerprints: { 'assay/v1': finding.identity },
    properties: finding.properties,
  };
}

function regionOf(place: Partial<Place>): object {
  if (place.line === undefined || place.line < 1) return {};
  const column = place.column === undefined || place.column < 1 ? {} : { startColumn: place.column };
  return { region: { startLine: place.line, ...column } };
}

/** A path as a URI reference: each step percent-encoded. */
function uriOf(path: string): string {
  const steps = path
    .replaceAll('\\', '/')
    .split('/')
    .map((step) => encodeURIComponent(step.replace(/\p{Surrogate}/gu, '\uFFFD')));
  return path.startsWith('/') ? `file://${steps.join('/')}` : steps.join('/');
}
