/** Rules of the whole dataset: about as many rows as there are, and how old the newest may be. */
import { durationText, parseInstant } from '../model/time.js';
import { isTimeName, writtenRank } from './column-name.js';
import { SURE, type Proposal } from './proposal.js';
import { afterNone } from './confidence.js';
import type { ColumnProfile, Profile } from './profile.js';
import { counted } from './readable.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function proposeDataset(profile: Profile, asOf: number): readonly Proposal[] {
  return [...rowCount(profile), ...freshness(profile, asOf)];
}

/** A tenth to ten times as many: what a broken load or a doubled join gives lies outside, a good or a bad month does not. */
function rowCount({ rows }: Profile): readonly Proposal[] {
  if (rows < 100) return [];
  const unit = 10 ** Math.floor(Math.log10(rows / 10));
  const low = Math.floor(rows / 10 / unit) * unit;
  const high = Math.ceil((rows * 10) / (unit * 100)) * unit * 100;
  return [
    {
      id: 'rowCount',
      kind: 'rowCount',
      column: null,
      clause: {
        at: 'quality',
        rule: { metric: 'rowCount', mustBeBetween: [low, high], severity: 'warning' },
      },
      evidence: `${counted(rows)} rows; a tenth to ten times as many, since one look tells nothing of growth`,
      confidence: null,
    },
  ];
}

/** Of one column: that which says best when a row was written. Only where the data are recent now. */
function freshness({ columns, rows }: Profile, asOf: number): readonly Proposal[] {
  const [best] = columns
    .filter((column) => column.moments !== null && column.nulls * 2 < rows && isTimeName(column.name))
    .map((column) => ({ column, pace: paceOf(column, asOf) }))
    .filter(({ pace }) => pace !== null)
    .sort((a, b) => writtenRank(b.column.name) - writtenRank(a.column.name));
  if (best?.pace === undefined || best.pace === null || !/^\w+$/.test(best.column.name)) return [];
  const { column, pace } = best;
  const confidence = afterNone(pace.steps);
  return [
    {
      id: `${column.index}/freshness`,
      kind: 'freshness',
      column: column.index,
      clause: { at: 'sla', sla: { property: 'latency', ...pace.limit } },
      evidence: `the newest row is ${durationText(pace.age)} old, one comes every ${durationText(pace.every)} on average; room for three such steps, or twice that age`,
      confidence: confidence < SURE ? confidence : SURE,
    },
  ];
}

interface Pace {
  readonly age: number;
  readonly every: number;
  readonly steps: number;
  readonly limit: { readonly value: number; readonly unit: 'h' | 'd' };
}

/** Null where the newest value lies in the future, or is older than the data's own pace explains. */
function paceOf({ moments, distinct, type }: ColumnProfile, asOf: number): Pace | null {
  const [first, last] = [parseInstant(moments?.min ?? ''), parseInstant(moments?.max ?? '')];
  if (first === null || last === null || distinct === null || distinct < 10) return null;
  const [age, every] = [asOf - last, (last - first) / (distinct - 1)];
  // A date is its midnight: what came in during the day is up to a day old.
  const step = Math.max(every, type === 'date' ? DAY_MS : HOUR_MS);
  if (age < 0 || age > Math.max(5 * step, 2 * DAY_MS) || age > 60 * DAY_MS) return null;
  const room = Math.max(3 * step, 2 * age);
  const limit =
    room > 2 * DAY_MS
      ? ({ value: Math.ceil(room / DAY_MS), unit: 'd' } as const)
      : ({ value: Math.ceil(room / HOUR_MS), unit: 'h' } as const);
  return { age, every, steps: distinct - 1, limit };
}
