/** One run as an HTML page: what was found worst first, what it led to, and how each bad check did before. */
import type { Decision, Reason } from '../../model/decision.js';
import type { CheckResult, Run, Verdict } from '../../model/verdict.js';
import { cureOf } from '../cure.js';
import { batchText, count, observedText, placeText, summaryText, valueText } from '../words.js';
import { html, type Markup, type Part } from './html.js';
import { htmlPage, momentText } from './page.js';
import { facts, sparkline, strip, table, tag } from './parts.js';

/** An earlier result of a check, as far as a chart wants it. */
export interface EarlierResult {
  readonly asOf: string;
  readonly verdict: Verdict;
  readonly value: number | null;
}

export interface RunReport {
  readonly project: string;
  readonly version: string;
  readonly at: string;
  readonly run: Run;
  /** What the gate made of it; null where nobody asked. */
  readonly decision: Decision | null;
  readonly owners: readonly string[];
  /** By check, oldest first, this run included. */
  readonly earlier: ReadonlyMap<string, readonly EarlierResult[]>;
}

const ORDER: readonly Verdict[] = ['fail', 'unknown', 'warn'];

export function runPage(report: RunReport): string {
  const { run, project, version, at } = report;
  const bad = ORDER.flatMap((verdict) => run.checks.filter((check) => check.verdict === verdict));
  const passed = run.checks.filter((check) => check.verdict === 'pass');
  const body = html` <p class="dim">${project}</p>
    <h1>${run.dataset} ${tag(run.verdict)}</h1>
    <p>${summaryText(run.summary)}</p>
    ${headOf(report)} ${decisionOf(report.decision)}
    <h2>What was found</h2>
    ${bad.length === 0 ? html`<p>${run.checks.length === 0 ? 'There was nothing to check.' : 'Every check passed.'}</p>` : bad.map((check) => card(check, report))}
    ${passed.length === 0 ? null : passedOf(passed)} ${notExecutedOf(run)}`;
  return htmlPage({ title: `${run.dataset}: ${run.verdict} · ${project}`, body, at, version });
}

function headOf({ run, owners }: RunReport): Markup {
  const { contract, dataVersion } = run;
  return facts([
    ['As of', momentText(run.asOf)],
    ['Batch', run.batch === null ? 'the whole dataset' : batchText(run.batch)],
    ['Only rows where', run.where === null ? null : html`<code>${run.where}</code>`],
    ['Server', run.server],
    ['Contract', `${contract.id} ${contract.version} (${contract.file})`],
    ['Owners', owners.length === 0 ? null : owners.join(', ')],
    ['Data version', dataVersion === null ? 'could not be told' : html`<code>${dataVersion.id}</code>`],
    ['Ran', `${momentText(run.startedAt)}, ${String(run.cost.millis)} ms, ${count(run.cost.scans, 'scan')}`],
    ['Run', html`<code>${run.runId}</code>`],
  ]);
}

const OUTCOMES = {
  allow: ['pass', 'allowed'],
  allow_with_warnings: ['warn', 'allowed with warnings'],
  block: ['fail', 'blocked'],
} as const;

function decisionOf(decision: Decision | null): Markup {
  if (decision === null)
    return html`<h2>Decision</h2>
      <p>Nobody asked the gate about this run.</p>`;
  const [health, word] = OUTCOMES[decision.outcome];
  return html`<h2>Decision</h2>
    <p>
      ${tag(health, word)}${decision.shadow ? ' (in shadow: recorded, not enforced)' : ''},
      ${momentText(decision.decidedAt)}, asked by ${decision.askedBy}. Breaker:
      ${decision.breaker.replace('_', ' ')}.
    </p>
    ${
      decision.reasons.length === 0
        ? null
        : html`<ul>
            ${decision.reasons.map(reasonOf)}
          </ul>`
    }`;
}

function reasonOf({ effect, message, owner, overriddenBy }: Reason): Markup {
  const whose = owner === null ? '' : ` Owner: ${owner}.`;
  const lifted = overriddenBy === null ? '' : ` Lifted by override ${overriddenBy}.`;
  return html`<li><strong>${effect}</strong>: ${message}${whose}${lifted}</li>`;
}

function card(check: CheckResult, { earlier, run }: RunReport): Markup {
  const before = earlier.get(check.id) ?? [];
  const cure = cureOf(check.verdict === 'unknown' ? check.reason : null);
  const line = sparkline(before, `Values of ${check.id}`);
  return html`<section class="card ${check.verdict}">
    <h3>${tag(check.verdict)} ${titleOf(check)}</h3>
    <p>${check.reason === null ? '' : `${check.reason}: `}${check.message} ${cure}</p>
    ${facts([
      ['Found', observedText(check)],
      ['Must be', check.expected],
      [
        'Bad rows',
        check.rows === null ? null : `${valueText(check.rows.bad)} of ${valueText(check.rows.total)}`,
      ],
      ['Dimension', check.dimension],
      ['Severity', check.severity],
      ['Clause', html`<code>${placeText(check.clause)}</code>`],
      ['Check', html`<code>${check.id}</code>`],
    ])}
    ${before.length === 0 ? null : html`<p>${line}${line === null ? null : ' '}${strip(before.slice(-30), `Runs up to ${momentText(run.asOf)}`)}</p>`}
    ${samplesOf(check)}
  </section> `;
}

function titleOf({ name, column, kind }: CheckResult): string {
  return name ?? `${column ?? ''} ${kind}`.trim();
}

/** As they were recorded: classified values were replaced when they were read. */
function samplesOf({ samples }: CheckResult): Part {
  if (samples.length === 0) return null;
  return html`<details open>
    <summary>${count(samples.length, 'bad row')} shown</summary>
    ${samples.map((sample) => html`<pre>${valueText(sample)}</pre>`)}
  </details>`;
}

function passedOf(checks: readonly CheckResult[]): Markup {
  const rows = checks.map((check) => [
    titleOf(check),
    tag(check.verdict),
    observedText(check),
    check.expected,
    html`<code>${placeText(check.clause)}</code>`,
  ]);
  return html`<h2>What passed</h2>
    <details>
      <summary>${count(checks.length, 'check')}</summary>
      ${table('Checks that passed', ['Check', 'Verdict', 'Found', 'Must be', 'Clause'], rows)}
    </details>`;
}

function notExecutedOf({ notExecuted }: Run): Part {
  if (notExecuted.length === 0) return null;
  return html`<h2>Not executed</h2>
    <ul>
      ${notExecuted.map(({ clause, reason }) => html`<li><code>${placeText(clause)}</code> ${reason}</li>`)}
    </ul>`;
}
