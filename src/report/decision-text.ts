/** A decision for people: what, why, since when, whose it is, what to do next. */
import type { Decision, GateOutcome, Reason } from '../model/decision.js';
import { causeOf, grouped, groupText, namesText } from './same-cause.js';
import { type Colors, type TextOptions, colorsOf, columnsOf } from './text-options.js';
import { clean, wrap } from './text-width.js';
import { batchText, count, valueText } from './words.js';

/**
 * The reasons, heaviest first as they come, then facts and the next step; the outcome is the last line.
 * @param hallmark stands on one line, however long, so that it can be copied
 */
export function decisionText(
  decision: Decision,
  options: TextOptions,
  hallmark: string | null = null,
): string {
  const color = colorsOf(options);
  const width = columnsOf(options);
  const dim = (text: string, indent: number) =>
    wrap(clean(text), width - indent).map((line) => ' '.repeat(indent) + color.dim(line));
  return [
    `${color.bold(clean(decision.dataset))}  ${color.dim(clean(factsOf(decision)))}`,
    ...grouped(decision.reasons, sameCause).flatMap((reasons) => reasonLines(reasons, color, width)),
    ...dim(bindingOf(decision), 2),
    ...(hallmark === null ? [] : [`  ${color.dim(`hallmark ${clean(hallmark)}`)}`]),
    ...nextSteps(decision).flatMap((step) => wrap(clean(`→ ${step}`), width - 2).map((line) => `  ${line}`)),
    outcomePaint(decision.outcome, color)(color.bold(clean(outcomeLine(decision)))),
  ].join('\n');
}

function outcomePaint(outcome: GateOutcome, color: Colors): (text: string) => string {
  return { block: color.red, allow_with_warnings: color.yellow, allow: color.green }[outcome];
}

function factsOf(decision: Decision): string {
  const { contract, batch, environment } = decision;
  const parts = [
    environment ?? '',
    batchText(batch),
    `contract ${contract.id} ${contract.version}`,
    decision.replayed ? 'answered from the record' : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

const MARKS = { block: '✗', warn: '!', pass: '·' } as const;

/** Equal for checks that could not be evaluated for one cause. */
function sameCause(reason: Reason): string | null {
  const cause = causeOf(reason.message);
  const { code, effect, owner, rootCause, overriddenBy } = reason;
  return cause === null ? null : JSON.stringify([code, effect, owner, rootCause, overriddenBy, cause]);
}

/** One reason, or several that `sameCause` takes for one. */
function reasonLines(reasons: readonly Reason[], color: Colors, width: number): readonly string[] {
  const [reason] = reasons;
  if (reason === undefined) return [];
  const one = reasons.length === 1;
  const message = one ? reason.message : groupText(reasons.length, causeOf(reason.message) ?? '');
  const checks = reasons.flatMap(({ check }) => (check === null ? [] : [check]));
  const paint = { block: color.red, warn: color.yellow, pass: color.dim }[reason.effect];
  const [first = '', ...rest] = wrap(clean(`${reason.code}: ${message}`), width - 4);
  const facts = [
    reason.expected === null || reason.observed === null
      ? ''
      : `observed ${valueText(reason.observed)}, expected ${reason.expected}`,
    reason.owner === null ? '' : `owner ${reason.owner}`,
    !one || reason.firstBadRun === null ? '' : `bad since run ${reason.firstBadRun}`,
    reason.rootCause === null ? '' : `root cause ${reason.rootCause}`,
    reason.overriddenBy === null ? '' : `lifted by override ${reason.overriddenBy}`,
    namesText(checks),
  ].filter((part) => part !== '');
  const below =
    facts.length === 0
      ? []
      : wrap(clean(facts.join(' · ')), width - 4).map((line) => `    ${color.dim(line)}`);
  return [
    `  ${paint(MARKS[reason.effect])} ${paint(first)}`,
    ...rest.map((line) => `    ${paint(line)}`),
    ...below,
  ];
}

function bindingOf(decision: Decision): string {
  const version = decision.dataVersion === null ? 'no data version' : `data ${decision.dataVersion.id}`;
  const run = decision.runId === null ? 'nothing scanned' : `run ${decision.runId}`;
  const holds = decision.expiresAt === null ? '' : ` · holds until ${decision.expiresAt}`;
  return `${run} · ${version} · breaker ${decision.breaker}${holds} · decision ${decision.id}`;
}

/** What a person would want to type now. */
function nextSteps(decision: Decision): readonly string[] {
  if (decision.outcome !== 'block') return [];
  const { dataset, reasons } = decision;
  const codes = new Set(reasons.filter((reason) => reason.effect === 'block').map((reason) => reason.code));
  const root =
    reasons.find((reason) => reason.effect === 'block' && reason.rootCause !== null)?.rootCause ?? null;
  if (codes.has('upstream_open') && root !== null)
    return [`Repair ${root} first: \`assay breaker status ${root}\` says why it is open.`];
  if (codes.has('breaker_isolated'))
    return [
      `A person closed this gate; once the cause is gone: \`assay breaker reset ${dataset} --reason …\`.`,
    ];
  if ([...codes].every((code) => code === 'data_missing'))
    return [
      `Bring the data and ask again. If they lie elsewhere, correct \`servers\` of the contract; \`assay explain ${dataset}\` shows what is read.`,
    ];
  const repair = codes.has('breaker_open')
    ? `Repair the data and ask again: a new version is checked as a probe. \`assay breaker status ${dataset}\` says why it is open.`
    : `Repair the data and ask again; \`assay check ${dataset} --samples 5\` shows bad rows, \`assay history ${dataset}\` since when.`;
  return [repair, `If the data are right as they are: \`assay override ${dataset} --reason … --until …\`.`];
}

function outcomeLine(decision: Decision): string {
  const words = { block: 'BLOCK', allow_with_warnings: 'ALLOW with warnings', allow: 'ALLOW' };
  const blocking = decision.reasons.filter((reason) => reason.effect === 'block').length;
  const why = decision.outcome === 'block' ? `, ${count(blocking, 'reason')}` : '';
  const shadow = decision.shadow ? ' (shadow: recorded, not enforced)' : '';
  return `${words[decision.outcome]}  ${decision.dataset}${why}${shadow}`;
}
