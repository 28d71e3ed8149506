/** Records → text in the wished format: joins the commands to the report folder. */
import { VERSION } from '../app/version.js';
import type { Decided } from '../app/assay.js';
import type { Suite } from '../model/check.js';
import type { Fault } from '../model/fault.js';
import type { Verification } from '../model/hallmark.js';
import type { Report, Run } from '../model/verdict.js';
import { worst } from '../model/verdict.js';
import type { Explained } from '../run/explain.js';
import { breakerText, type BreakerPage } from '../report/breaker-text.js';
import { decisionText } from '../report/decision-text.js';
import { github } from '../report/github.js';
import { historyText, type HistoryPage } from '../report/history-text.js';
import { json as reportJson } from '../report/json.js';
import { junit } from '../report/junit.js';
import { markdown } from '../report/markdown.js';
import { planText } from '../report/plan-text.js';
import { pretty } from '../report/pretty.js';
import { sarif } from '../report/sarif.js';
import { suiteText } from '../report/suite-text.js';
import type { TextOptions } from '../report/text-options.js';
import { verificationText } from '../report/verification-text.js';
import type { Format } from './output.js';

/** A report of faults alone: nothing ran. */
export function faultReport(faults: readonly Fault[]): Report {
  return {
    kind: 'AssayReport',
    schemaVersion: 1,
    assay: VERSION,
    verdict: faults.length === 0 ? 'pass' : 'unknown',
    faults,
    runs: [],
  };
}

/** A report of runs. */
export function runReport(runs: readonly Run[]): Report {
  return {
    kind: 'AssayReport',
    schemaVersion: 1,
    assay: VERSION,
    verdict: worst(runs.map((run) => run.verdict)),
    faults: [],
    runs,
  };
}

const REPORTS: Readonly<Record<Format, (report: Report, text: TextOptions) => string>> = {
  pretty,
  json: reportJson,
  junit,
  sarif,
  github,
  markdown,
};

/** Runs and faults. */
export const renderReport = (report: Report, format: Format, color: boolean): string =>
  REPORTS[format](report, textOptions(color));

/** A decision with its hallmark; as JSON also with the run that it stands on. */
export const renderDecision = (decided: Decided, format: Format, color: boolean): string =>
  format === 'json' ? json(decided) : decisionText(decided.decision, textOptions(color), decided.hallmark);

/** Whether a hallmark holds. */
export const renderVerification = (found: Verification, format: Format, color: boolean): string =>
  format === 'json' ? json(found) : verificationText(found, textOptions(color));

/** Breakers, one with its history, and overrides. */
export const renderBreakers = (page: BreakerPage, format: Format, color: boolean): string =>
  format === 'json' ? json(page) : breakerText(page, textOptions(color));

/** A page by its own text, or as JSON. */
export const renderPage = <Page>(
  page: Page,
  text: (page: Page, options: TextOptions) => string,
  format: Format,
  color: boolean,
): string => (format === 'json' ? json(page) : text(page, textOptions(color)));

/** Runs and decisions of a dataset, or the values of a check. */
export const renderHistory = (page: HistoryPage, format: Format, color: boolean): string =>
  format === 'json' ? json(page) : historyText(page, textOptions(color));

/** Suites with their coverage. */
export const renderSuites = (suites: readonly Suite[], format: Format, color: boolean): string =>
  format === 'json' ? json(suites) : suiteText(suites, textOptions(color));

/** Plans with their statements. */
export const renderPlans = (plans: readonly Explained[], format: Format, color: boolean): string =>
  format === 'json' ? json(plans) : planText(plans, textOptions(color));

const textOptions = (color: boolean): TextOptions => ({ color, width: process.stdout.columns ?? 100 });

const json = (value: unknown): string => JSON.stringify(value, null, 2);
