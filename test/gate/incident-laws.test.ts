/** What holds of incidents whatever happens: random decisions on a small lineage, with people and replays in between. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reason } from '../../src/model/decision.js';
import type { Incident, IncidentHappening } from '../../src/model/incident.js';
import { incidentAfterDecision, type IncidentInput, type IncidentStep } from '../../src/gate/incident.js';
import { acknowledge, resolve } from '../../src/gate/incident-by-hand.js';
import { outweighs } from '../../src/gate/incident-severity.js';
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

const anyAct = fc.oneof(
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

type Act = fc.TypeOf<typeof anyAct>;

function inputOf(
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

function stepOf(act: Act, turn: number, unresolved: readonly Incident[]): IncidentStep {
  if (act.act === 'decide') return incidentAfterDecision(inputOf(act, turn, unresolved));
  const one = unresolved[act.which];
  if (one === undefined) return { incidents: [], events: [] };
  const done =
    act.act === 'resolve' ? resolve(one, 'ada', 'why', at(turn)) : acknowledge(one, 'ada', null, at(turn));
  return done.ok ? done.value : { incidents: [], events: [] };
}

function take(open: readonly Incident[], step: IncidentStep): readonly Incident[] {
  const rest = open.filter((each) => step.incidents.every((changed) => changed.id !== each.id));
  return [...rest, ...step.incidents.filter((each) => each.state !== 'resolved')];
}

const lasting = (one: Incident) => one.causes.filter((cause) => cause.until === null).length;

/** What of a change the timeline must speak of; the latest decision and the words of causes follow quietly. */
function expected(before: Incident | undefined, after: Incident): readonly IncidentHappening[] {
  if (before === undefined) return ['opened'];
  const keys = (one: Incident) =>
    one.causes.filter((cause) => cause.until === null).map((cause) => cause.check ?? cause.code);
  const now = new Set(keys(after));
  const then = new Set(keys(before));
  const is = (happening: IncidentHappening, so: boolean): readonly IncidentHappening[] =>
    so ? [happening] : [];
  return [
    ...is(
      'cause_joined',
      [...now].some((key) => !then.has(key)),
    ),
    ...is(
      'cause_ended',
      [...then].some((key) => !now.has(key)),
    ),
    ...is('severity_raised', after.severity !== before.severity),
    ...is('affected_joined', after.affected.length > before.affected.length),
    ...is('acknowledged', after.state === 'acknowledged' && before.state === 'open'),
    ...is('resolved', after.state === 'resolved'),
  ];
}

describe('incidents, whatever happens', () => {
  it('keep their laws', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 30 }), (acts) => {
        let open: readonly Incident[] = [];
        for (const [turn, act] of acts.entries()) {
          const step = stepOf(act, turn, open);
          const before = new Map(open.map((each) => [each.id, each]));
          open = take(open, step);
          // One of a dataset at most.
          expect(new Set(open.map((each) => each.dataset)).size).toBe(open.length);
          for (const one of step.incidents) {
            const last = before.get(one.id);
            const happened = new Set(
              step.events.filter((each) => each.incident === one.id).map((each) => each.happening),
            );
            expect([...happened].toSorted()).toEqual([...expected(last, one)].toSorted());
            if (last !== undefined) expect(outweighs(last.severity, one.severity)).toBe(false);
            expect(one.title.length).toBeLessThanOrEqual(200);
            expect(one.title).not.toMatch(/[\n\r]/);
            expect(one.resolvedAt === null).toBe(one.state !== 'resolved');
          }
          // Who is not well has something that is wrong with it.
          expect(open.every((each) => lasting(each) > 0)).toBe(true);
          expect(step.events.every((each) => step.incidents.some((one) => one.id === each.incident))).toBe(
            true,
          );
        }
      }),
      { numRuns: 400 },
    );
  });

  it('are not changed by the same decision again, nor by a replay, nor by a run that was broken off', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { minLength: 1, maxLength: 20 }), (acts) => {
        let open: readonly Incident[] = [];
        for (const [turn, act] of acts.entries()) {
          const step = stepOf(act, turn, open);
          open = take(open, step);
          if (act.act !== 'decide') continue;
          const again = incidentAfterDecision({ ...inputOf(act, turn, open), now: at(turn + 0.5) });
          expect(again).toEqual({ incidents: [], events: [] });
          if (act.replayed || act.ran === 'cancelled') expect(step.incidents).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
  });
});
