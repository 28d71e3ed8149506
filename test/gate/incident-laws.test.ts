/** What holds of incidents whatever happens: random decisions on a small lineage, with people and replays in between. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident, IncidentHappening } from '../../src/model/incident.js';
import { incidentAfterDecision } from '../../src/gate/incident.js';
import { outweighs } from '../../src/gate/incident-severity.js';
import { at } from '../support/incident-records.js';
import { anyAct, inputOf, stepOf, take } from './any-incidents.js';

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
