/** Breakers, how they came to be so, and overrides: the text of `assay breaker` and `assay override`. */
import type { BreakerPhase, BreakerState, BreakerTransition, Override } from '../model/decision.js';
import { table } from './table-text.js';
import { type Colors, type TextOptions, colorsOf, columnsOf } from './text-options.js';
import { clean, wrap } from './text-width.js';
import { batchText } from './words.js';

export interface BreakerPage {
  readonly states: readonly BreakerState[];
  /** Newest first. */
  readonly transitions: readonly BreakerTransition[];
  readonly overrides: readonly Override[];
}

/** States with their causes, then transitions and overrides where there are any. */
export function breakerText(page: BreakerPage, options: TextOptions): string {
  const nothing = page.states.length + page.transitions.length + page.overrides.length === 0;
  if (nothing) return 'no breaker has ever opened, and there are no overrides';
  const parts = [
    page.states.flatMap((state) => stateLines(state, options)),
    transitionLines(page.transitions, options),
    page.overrides.flatMap((override) => overrideLines(override, options)),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function phasePaint(phase: BreakerPhase, color: Colors): (text: string) => string {
  return { closed: color.green, half_open: color.yellow, open: color.red, isolated: color.red }[phase];
}

function stateLines(state: BreakerState, options: TextOptions): readonly string[] {
  const color = colorsOf(options);
  const facts = [
    `since ${state.since}`,
    batchText(state.batch),
    state.failures > 0 ? `${String(state.failures)} blocked in a row` : '',
    state.retryAt === null ? '' : `no probe before ${state.retryAt}`,
    state.runId === null ? '' : `run ${state.runId}`,
  ].filter((part) => part !== '');
  const head = `${phasePaint(state.phase, color)(state.phase.padEnd(9))} ${color.bold(clean(state.dataset))}  ${color.dim(clean(facts.join(' · ')))}`;
  const cause =
    state.phase === 'closed' || state.cause === null ? [] : wrap(clean(state.cause), columnsOf(options) - 10);
  return [head, ...cause.map((line) => `          ${line}`)];
}

function transitionLines(transitions: readonly BreakerTransition[], options: TextOptions): readonly string[] {
  if (transitions.length === 0) return [];
  const rows = transitions.map((one) => [
    one.at,
    `${one.from} → ${one.to}`,
    one.by === null ? one.event : `${one.event} by ${one.by}`,
    one.cause ?? '',
  ]);
  return ['transitions', ...table(rows, { indent: 2, width: columnsOf(options) })];
}

function overrideLines(override: Override, options: TextOptions): readonly string[] {
  const color = colorsOf(options);
  const waits = override.needsApproval && override.approvedBy === null;
  const scope = [
    override.checks === null ? 'all checks' : override.checks.join(', '),
    override.dataVersion === null ? 'any data version' : `only data ${override.dataVersion}`,
  ].join(', ');
  const approved = override.approvedBy === null ? '' : `, approved by ${override.approvedBy}`;
  const text = [
    `${override.reason} (${override.by}${approved})`,
    `${scope}, until ${override.until}`,
    ...(waits
      ? [`It lifts nothing yet: a second person runs \`assay override --approve ${override.id}\`.`]
      : []),
  ];
  const head = `override  ${color.bold(clean(override.dataset))}  ${waits ? color.yellow('waits for approval') : color.green('in force')}  ${color.dim(clean(override.id))}`;
  return [
    head,
    ...text.flatMap((line) => wrap(clean(line), columnsOf(options) - 10)).map((line) => `          ${line}`),
  ];
}
