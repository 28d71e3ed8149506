/** What is asked of the columns: first what one pass over the rows answers, then what needs groups, then what the answers raise. */
import { isNull, length } from '../model/expr.js';
import type { AggregateFn, Expr } from '../model/measure.js';
import { keyCandidates } from './key-candidates.js';
import { MOST_VALUES, type ColumnProfile, type ProfiledColumn } from './profile.js';
import { columnOf, countWhere, rawOf, type Question } from './question.js';
import { shapesOf } from './text-shape.js';

/** Formats that a rule may ask for. `hostname` and `json` fit too much by chance. */
export const FORMATS = ['email', 'uuid', 'uri', 'ipv4', 'ipv6', 'date', 'date-time'] as const;
export const QUANTILES = { q01: 0.01, q25: 0.25, q50: 0.5, q75: 0.75, q99: 0.99 } as const;

const HOLDS_EMAIL = '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}';
/** With a plus (E.164), or in the groups of North America: what else looks like a number in groups may be a date. */
const PHONE = '^(\\+\\d[\\d ().-]{6,20}\\d|(1[ .-])?\\(?\\d{3}\\)?[ .-]?\\d{3}[.-]\\d{4})$';

/** Values longer than this are no codes, and too much to read. */
const LONGEST_VALUE = 200;

const aggregate = (key: string, fn: AggregateFn, of: Expr, q?: number): Question => ({
  key,
  measure: { measure: 'aggregate', fn, of, ...(q === undefined ? {} : { q }) },
});

export const isNumber = ({ type }: ProfiledColumn): boolean => type === 'integer' || type === 'number';
export const isMoment = ({ type }: ProfiledColumn): boolean => type === 'date' || type === 'timestamp';
/** A text that patterns can be asked of; the odd texts of a database (networks, XML) are left alone. */
export const isText = ({ type, source }: ProfiledColumn): boolean =>
  type === 'string' && (source === null || ['varchar', 'char', 'text', 'uuid', 'enum'].includes(source.name));

/** What a single pass answers: rows, NULLs, extremes, lengths, forms; quantiles in a pass of their own. */
export function firstQuestions(columns: readonly ProfiledColumn[]): readonly Question[] {
  return [
    { key: 'rows', measure: { measure: 'count' } },
    ...columns.flatMap((column) => [
      countWhere(`${column.index}/nulls`, isNull(rawOf(column.name))),
      ...(isNumber(column) ? ofNumbers(column) : []),
      ...(isMoment(column) ? ofMoments(column) : []),
      ...(isText(column) ? ofTexts(column) : []),
    ]),
  ];
}

function ofNumbers({ index, name }: ProfiledColumn): readonly Question[] {
  const of = columnOf(name);
  return [
    aggregate(`${index}/min`, 'min', of),
    aggregate(`${index}/max`, 'max', of),
    aggregate(`${index}/stddev`, 'stddev', of),
    ...Object.entries(QUANTILES).map(([key, q]) => aggregate(`${index}/${key}`, 'quantile', of, q)),
  ];
}

function ofMoments({ index, name }: ProfiledColumn): readonly Question[] {
  const of = columnOf(name);
  return [aggregate(`${index}/min`, 'min', of), aggregate(`${index}/max`, 'max', of)];
}

function ofTexts({ index, name }: ProfiledColumn): readonly Question[] {
  const of = columnOf(name);
  const matches = (pattern: string): Expr => ({ expr: 'matches', of, pattern });
  return [
    aggregate(`${index}/minLength`, 'min', length(of)),
    aggregate(`${index}/maxLength`, 'max', length(of)),
    ...FORMATS.map((format) => countWhere(`${index}/format/${format}`, { expr: 'format', of, format })),
    countWhere(`${index}/holdsEmail`, matches(HOLDS_EMAIL)),
    countWhere(`${index}/phoneLike`, matches(PHONE)),
    countWhere(`${index}/blank`, matches('^\\s*$')),
  ];
}

/** What needs groups: how many different values, and the most frequent ones of columns that may be codes. */
export function secondQuestions(columns: readonly ColumnProfile[]): readonly Question[] {
  return columns.flatMap((column): readonly Question[] => {
    const { index, name, values } = column;
    if (values === 0) return [];
    const of = columnOf(name);
    const isShort = column.texts !== null && column.texts.maxLength <= LONGEST_VALUE;
    if (column.type === 'integer' || isShort)
      return [{ key: `${index}/top`, measure: { measure: 'frequencies', of, limit: MOST_VALUES } }];
    const isCounted = isMoment(column) || column.texts !== null;
    return isCounted ? [{ key: `${index}/keys`, measure: { measure: 'keys', columns: [of] } }] : [];
  });
}

/** What the values raise: does a form that some of them have hold for all; do two columns together name a row? */
export function thirdQuestions(columns: readonly ColumnProfile[], rows: number): readonly Question[] {
  const shapes = columns.flatMap((column) => {
    const of = columnOf(column.name);
    return shapesOf(column).map((pattern, at) =>
      countWhere(`${column.index}/shape/${at}`, { expr: 'matches', of, pattern }),
    );
  });
  const tuples = keyCandidates(columns, rows).map((tuple): Question => {
    const named = tuple.map((index) => columnOf(columns[index]?.name ?? ''));
    return { key: tupleKey(tuple), measure: { measure: 'keys', columns: named } };
  });
  return [...shapes, ...tuples];
}

export const tupleKey = (tuple: readonly number[]): string => `tuple/${tuple.join(',')}`;
