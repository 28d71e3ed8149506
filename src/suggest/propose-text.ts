/** Texts: a format, a form, or a set of values; and no blanks. At most one of the first three, the strongest. */
import type { JsonObject, JsonScalar } from '../model/json.js';
import { isIdName } from './column-name.js';
import { afterNone, noneUnseen, shareAtMost, twiceTheOdds } from './confidence.js';
import { ENOUGH_FOR_BLANK, ENOUGH_FOR_SET } from './enough.js';
import { MOST_VALUES, type ColumnProfile, type TextFacts } from './profile.js';
import { FORMATS } from './profile-questions.js';
import { SURE, type Proposal, type ProposalKind } from './proposal.js';
import { counted, roundPercentUp } from './readable.js';

/** A longer list is a reference table, not an enumeration. */
const MOST_MEMBERS = 20;
/** Each value must be seen so often, and a value must stand for so many rows on average. */
const SUPPORT = 5;
const MEAN_SUPPORT = 20;
const LONGEST_MEMBER = 60;
/** Where even the rarest value is so common, a value that was not seen would be of another kind. */
const COMMON = 0.05;

/** @param isPersonal no value may be written: neither a set, nor a pattern, which may hold letters of values */
export function proposeText(column: ColumnProfile, isPersonal: boolean): readonly Proposal[] {
  const { texts } = column;
  if (texts === null) return [];
  const format = ofFormat(column, texts);
  if (format !== null) return [format];
  const values = isPersonal ? null : ofValues(column);
  if (values !== null) return [values];
  const pattern = isPersonal ? null : ofPattern(column, texts);
  if (pattern !== null) return [pattern];
  return notBlank(column, texts);
}

function made(column: ColumnProfile, kind: ProposalKind, keys: JsonObject, evidence: string): Proposal {
  return {
    id: `${column.index}/${kind}`,
    kind,
    column: column.index,
    clause: { at: 'options', keys },
    evidence,
    confidence: afterNone(column.values),
  };
}

/** Every value is of the format. A uuid that the source knows as one needs no rule. */
function ofFormat(column: ColumnProfile, { formats }: TextFacts): Proposal | null {
  if (column.source?.name === 'uuid') return null;
  const format = FORMATS.find((one) => formats[one] === column.values);
  if (format === undefined) return null;
  return made(
    column,
    'format',
    { format },
    `all ${counted(column.values)} values are of the format ${format}`,
  );
}

function ofPattern(column: ColumnProfile, { shape }: TextFacts): Proposal | null {
  if (shape === null) return null;
  const evidence = `all ${counted(column.values)} values have this form`;
  return made(column, 'pattern', { pattern: shape }, evidence);
}

function ofValues(column: ColumnProfile): Proposal | null {
  const { top, distinct, values } = column;
  if (isIdName(column.name)) return null;
  if (distinct === null || distinct > MOST_MEMBERS || distinct > MOST_VALUES || values < ENOUGH_FOR_SET)
    return null;
  if (values < distinct * MEAN_SUPPORT || top.length !== distinct) return null;
  if (top.some(({ count, value }) => count < SUPPORT || String(value).length > LONGEST_MEMBER)) return null;
  const members: JsonScalar[] = top
    .map(({ value }) => value)
    .sort((a, b) => (String(a) < String(b) ? -1 : 1));
  const confidence = noneUnseen(values, 0);
  const rarest = Math.min(...top.map(({ count }) => count));
  const isClosed = rarest >= values * COMMON;
  const room = roundPercentUp(twiceTheOdds(shareAtMost(0, values)) * 100);
  return {
    id: `${column.index}/values`,
    kind: 'values',
    column: column.index,
    clause: {
      at: 'quality',
      rule: {
        metric: 'invalidValues',
        arguments: { validValues: members },
        ...(isClosed ? { mustBe: 0 } : { unit: 'percent', mustBeLessOrEqualTo: room }),
        ...(confidence < SURE ? { severity: 'warning' } : {}),
      },
    },
    evidence: `${counted(values)} values are ${distinct} different ones, the rarest ${counted(rarest)} times${isClosed ? '' : ', so rarer ones may come'}`,
    confidence,
  };
}

/** Empty CSV fields are NULL already; elsewhere an empty text is a missing value in disguise. */
function notBlank(column: ColumnProfile, { blank, minLength }: TextFacts): readonly Proposal[] {
  const isShort = minLength < 1 || blank > 0 || column.nulls > 0 || column.values < ENOUGH_FOR_BLANK;
  if (isShort || column.source === null || column.source.name === 'uuid' || column.source.name === 'enum')
    return [];
  return [made(column, 'notBlank', { minLength: 1 }, `none of ${counted(column.values)} values is empty`)];
}
