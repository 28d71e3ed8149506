/** NULLs: none were seen, or at most so many with room. */
import { afterNone, shareAtMost, twiceTheOdds, withinExtreme } from './confidence.js';
import { ENOUGH_FOR_REQUIRED } from './enough.js';
import type { ColumnProfile } from './profile.js';
import { SURE, type Proposal } from './proposal.js';
import { counted, roundPercentUp } from './readable.js';

/** Above this share a limit would say nothing. */
const MOST_PERCENT = 30;

export interface NullContext {
  readonly rows: number;
  /** Part of the primary key: required by being one. */
  readonly isKey: boolean;
  /** Other columns of its kind have a few NULLs: none here may be luck. */
  readonly mayBeLuck: boolean;
}

/** `required`, or a limit of the share of NULLs. */
export function proposeNulls(column: ColumnProfile, context: NullContext): readonly Proposal[] {
  const { rows, isKey, mayBeLuck } = context;
  if (rows < ENOUGH_FOR_REQUIRED || isKey || column.values === 0) return [];
  if (column.nulls === 0 && !mayBeLuck) return [required(column, rows)];
  return share(column, rows);
}

/** Rarer than this, NULLs are an accident that may happen to the next column too. */
const RARE = 0.01;

/** Whether another column of numbers (or of anything else) has so few NULLs that a half of the rows might show none. */
export function hasRareNulls(column: ColumnProfile, all: readonly ColumnProfile[], rows: number): boolean {
  return all.some(
    (other) =>
      other.index !== column.index &&
      (other.numbers === null) === (column.numbers === null) &&
      other.nulls > 0 &&
      other.nulls <= rows * RARE,
  );
}

function required(column: ColumnProfile, rows: number): Proposal {
  return {
    id: `${column.index}/required`,
    kind: 'required',
    column: column.index,
    clause: { at: 'property', keys: { required: true } },
    evidence: `0 of ${counted(rows)} null`,
    confidence: afterNone(rows),
  };
}

/** The limit is twice the odds of the upper end of the exact 99 % interval of the share, rounded up. */
function share(column: ColumnProfile, rows: number): readonly Proposal[] {
  const limit = roundPercentUp(twiceTheOdds(shareAtMost(column.nulls, rows)) * 100);
  if (limit > MOST_PERCENT) return [];
  const confidence = withinExtreme(rows);
  const rule = {
    metric: 'nullValues',
    unit: 'percent',
    mustBeLessOrEqualTo: limit,
    ...(confidence < SURE ? { severity: 'warning' } : {}),
  };
  const seen = Number(((column.nulls / rows) * 100).toPrecision(3));
  return [
    {
      id: `${column.index}/nullShare`,
      kind: 'nullShare',
      column: column.index,
      clause: { at: 'quality', rule },
      evidence:
        column.nulls === 0
          ? `0 of ${counted(rows)} null, but columns like it hold a few`
          : `${counted(column.nulls)} of ${counted(rows)} null (${seen} %), room for twice the odds`,
      confidence,
    },
  ];
}
