/** Random lives of incidents: decisions on a small lineage, with people, replays and runs that were broken off in between. */
import fc from 'fast-check';
import type { Reason } from '../../src/model/decision.js';
import type { Incident } from '../../src/model/incident.js';
import { incidentAfterDecision, type IncidentInput, type IncidentStep } from '../../src/gate/incident.js';
import { acknowledge, resolve } from '../../src/gate/incident-by-hand.js';
import { conditionCodes, reason } from '../../src/gate/reason.js';
import { at } from '../support/incident-records.js';
import { decision, run } from '../support/store-records.js';
import { checkResult } from './sample.js';

const DATASETS = ['a', 'b', 'c', 'd'];
/** With a circle, which a lineage should not have but may. */
const lineage = new Map([
  ['b', ['a']],
  ['c', ['b', 'd']],
  ['d', ['c']],
]);

const CODES = [
  ...Object.values(conditionCodes),
  'breaker_isolated',
  'breaker_open',
  'data_moved',
  'check_not_evaluated',
];

const anyReason: fc.Arbitrary<Reason> = fc
  .record({
    code: fc.constantFrom(...CODES),
    effect: fc.constantFrom('block' as const, 'warn' as const, 'pass' as const),
    check: fc.constantFrom('x', 'y', 'z', null),
    rootCause: fc.constantFrom(...DATASETS, null),
    overriddenBy: fc.constantFrom(null, null, null, 'override'),
    message: fc.string({ unit: 'binary' }),
  })
  .map(({ code, effect, message, ...more }) => reason(code, effect, message, more));

/** What happens next. */
export const anyAct = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('decide' as const),
      dataset: fc.constantFrom(...DATASETS),
      reasons: fc.array(anyReason, { maxLength: 4 }),
      ran: fc.constantFrom('scan', 'scan', 'cancelled', 'none'),
      shadow: fc.boolean(),
      replayed: fc.constantFrom(false, false, false, true),
    }),
  },
  fc.record({ act: fc.constantFrom('acknowledge' as const, 'resolve' as const), which: fc.nat(3) }),
);

export type Act = typeof anyAct extends fc.Arbitrary<infer T> ? T : never;

/** A decision as the step takes it; turns are minutes. */
export function inputOf(
  act: Extract<Act, { act: 'decide' }>,
  turn: number,
  unresolved: readonly Incident[],
): IncidentInput {
  const { dataset, reasons, shadow, replayed, ran } = act;
  const cancelled = checkResult('x', { verdict: 'unknown', reason: 'cancelled' });
  return {
    decision: decision(`d${String(turn)}`, { dataset, reasons, shadow, replayed }),
    run: ran === 'none' ? null : run(`r${String(turn)}`, ran === 'cancelled' ? [cancelled] : [], { dataset }),
    facts: { domain: null, tags: [], owner: null, isLastLayer: dataset === 'c' },
    unresolved,
    lineage,
    now: at(turn),
    newId: () => `i${String(turn)}`,
  };
}

/** What it does to the incidents that are not resolved. */
export function stepOf(act: Act, turn: number, unresolved: readonly Incident[]): IncidentStep {
  if (act.act === 'decide') return incidentAfterDecision(inputOf(act, turn, unresolved));
  const one = unresolved[act.which];
  if (one === undefined) return { incidents: [], events: [] };
  const done =
    act.act === 'resolve' ? resolve(one, 'ada', 'why', at(turn)) : acknowledge(one, 'ada', null, at(turn));
  return done.ok ? done.value : { incidents: [], events: [] };
}

/** Those that are not resolved afterwards. */
export function take(open: readonly Incident[], step: IncidentStep): readonly Incident[] {
  const rest = open.filter((each) => step.incidents.every((changed) => changed.id !== each.id));
  return [...rest, ...step.incidents.filter((each) => each.state !== 'resolved')];
}
