/** Ranges of numbers and of times: beyond the extremes by as much as the spread of the data gives ground for. */
import { parseInstant } from '../model/time.js';
import { isEpoch, isIdName, isLabelName, isYear, maySink, naturalBounds } from './column-name.js';
import { withinExtreme, withinExtremes } from './confidence.js';
import type { ColumnProfile, NumberFacts } from './profile.js';
import type { Proposal } from './proposal.js';
import { roundOut, shown } from './readable.js';
import { roomBeyond } from './room.js';

export interface RangeContext {
  readonly isKey: boolean;
  /** No value may be written, and an extreme is a value. */
  readonly isPersonal: boolean;
}

/** `minimum` and `maximum` of a column, each a proposal of its own; none for ids, keys, and what grows by itself. */
export function proposeRange(
  column: ColumnProfile,
  { isKey, isPersonal }: RangeContext,
): readonly Proposal[] {
  if (isPersonal || isKey) return [];
  if (column.moments !== null) return ofMoments(column, column.moments.min, column.moments.max);
  const { numbers, name } = column;
  if (numbers === null || numbers.min === numbers.max) return [];
  if (isIdName(name) || isLabelName(name) || isSequence(column)) return [];
  if (!Number.isSafeInteger(Math.trunc(numbers.min)) || !Number.isSafeInteger(Math.trunc(numbers.max)))
    return [];
  if (isEpoch(name, numbers)) return [];
  const limits = limitsOf(column, numbers);
  const evidence = `seen: ${shown(numbers.min)} to ${shown(numbers.max)}, half of them from ${shown(numbers.q25)} to ${shown(numbers.q75)}${limits.why}`;
  const confidence = limits.max === null ? withinExtreme(column.values) : withinExtremes(column.values);
  const option = (side: 'min' | 'max', key: string, limit: number | null): readonly Proposal[] =>
    limit === null
      ? []
      : [
          {
            id: `${column.index}/range/${side}`,
            kind: 'range',
            column: column.index,
            clause: { at: 'options', keys: { [key]: limit } },
            evidence,
            confidence,
          },
        ];
  return [...option('min', 'minimum', limits.min), ...option('max', 'maximum', limits.max)];
}

/** Counts rows: as many different whole numbers as rows, one after the other. */
function isSequence({ distinct, values, numbers, type }: ColumnProfile): boolean {
  if (numbers === null || type !== 'integer' || distinct !== values) return false;
  return numbers.max - numbers.min + 1 <= values * 1.1;
}

interface Limits {
  readonly min: number | null;
  readonly max: number | null;
  /** Ends the evidence. */
  readonly why: string;
}

function limitsOf({ name, type, values }: ColumnProfile, numbers: NumberFacts): Limits {
  const { min, max } = numbers;
  const natural = naturalBounds(name, numbers);
  if (natural !== null) return { ...natural, why: '; limits of the quantity itself' };
  if (isYear(name, numbers)) {
    const low = roundOut(min - Math.max(10, (max - min) / 10), 10, 'down');
    return { min: low, max: null, why: '; years go on, so there is no upper limit' };
  }
  if (type === 'integer' && min === 0 && max === 1) return { min: 0, max: 1, why: '' };
  const room = roomBeyond(numbers, values);
  const low = room.below === null ? null : roundOut(min - room.below, wholeRoom(room.below, type), 'down');
  const high = room.above === null ? null : roundOut(max + room.above, wholeRoom(room.above, type), 'up');
  const isFloored =
    min >= 0 && (low === null || low < 0) && (!maySink(name) || (type === 'integer' && min === 0));
  const isCapped = max <= 0 && (high === null || high > 0) && !maySink(name);
  return {
    min: isFloored ? 0 : low,
    max: isCapped ? 0 : high,
    why: isFloored ? '; none below zero' : '',
  };
}

const wholeRoom = (room: number, type: string | null): number =>
  type === 'integer' ? Math.max(1, room) : room;

const YEAR_MS = 365.25 * 24 * 3_600_000;

/** Only from below: a time before the data began is a mistake (1970-01-01, 0001-01-01), a later one is what comes next. */
function ofMoments(column: ColumnProfile, min: string, max: string): readonly Proposal[] {
  const [first, last] = [parseInstant(min), parseInstant(max)];
  if (first === null || last === null) return [];
  const room = Math.max((last - first) / 2, YEAR_MS);
  const year = new Date(first - room).getUTCFullYear();
  // A first value that is itself a placeholder would make one of the limit.
  if (!(year >= 1000 && year <= 9999)) return [];
  const minimum = column.type === 'date' ? `${year}-01-01` : `${year}-01-01T00:00:00Z`;
  return [
    {
      id: `${column.index}/range/min`,
      kind: 'range',
      column: column.index,
      clause: { at: 'options', keys: { minimum } },
      evidence: `seen: ${day(min)} to ${day(max)}; later ones will come, much earlier ones are mistakes`,
      confidence: withinExtreme(column.values),
    },
  ];
}

const day = (moment: string): string => moment.slice(0, 10);
