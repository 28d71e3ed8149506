/** Answers → profile. A question without an answer leaves its fact out, and so every proposal that would stand on it. */
import type { JsonScalar } from '../model/json.js';
import { keyCandidates } from './key-candidates.js';
import { FORMATS, isMoment, isNumber, isText, tupleKey, type QUANTILES } from './profile-questions.js';
import type {
  ColumnProfile,
  MomentFacts,
  NumberFacts,
  Profile,
  ProfiledColumn,
  TextFacts,
  TupleFacts,
} from './profile.js';
import { frequenciesAt, keysAt, numberAt, scalarAt, type Answers } from './question.js';
import { shapesOf } from './text-shape.js';

/** After the first round. */
export function readFirst(columns: readonly ProfiledColumn[], answers: Answers): readonly ColumnProfile[] {
  const rows = numberAt(answers, 'rows') ?? 0;
  return columns.map((column) => {
    // Where NULLs could not be counted, nothing is known of the column.
    const nulls = numberAt(answers, `${column.index}/nulls`) ?? rows;
    return {
      ...column,
      nulls,
      values: rows - nulls,
      distinct: null,
      top: [],
      numbers: isNumber(column) ? numbersOf(column.index, answers) : null,
      texts: isText(column) ? textsOf(column.index, answers) : null,
      moments: isMoment(column) ? momentsOf(column.index, answers) : null,
    };
  });
}

/** After the second round. */
export function readSecond(columns: readonly ColumnProfile[], answers: Answers): readonly ColumnProfile[] {
  return columns.map((column) => {
    const found = frequenciesAt(answers, `${column.index}/top`);
    const keys = keysAt(answers, `${column.index}/keys`);
    const top = (found?.values ?? []).map(({ value, count }) => ({ value, count: Number(count) }));
    const distinct = found?.distinct ?? keys?.keys ?? null;
    return { ...column, distinct: distinct === null ? null : Number(distinct), top };
  });
}

/** After the third round. */
export function readThird(columns: readonly ColumnProfile[], rows: number, answers: Answers): Profile {
  return {
    rows,
    columns: columns.map((column) => {
      const shape = shapesOf(column).find(
        (_, at) => numberAt(answers, `${column.index}/shape/${at}`) === column.values,
      );
      return column.texts === null || shape === undefined
        ? column
        : { ...column, texts: { ...column.texts, shape } };
    }),
    tuples: keyCandidates(columns, rows).flatMap((tuple): TupleFacts[] => {
      const found = keysAt(answers, tupleKey(tuple));
      if (found === null) return [];
      return [{ columns: tuple, rows: Number(found.rows), keys: Number(found.keys) }];
    }),
  };
}

function numbersOf(index: number, answers: Answers): NumberFacts | null {
  const at = (key: string): number => numberAt(answers, `${index}/${key}`) ?? Number.NaN;
  const facts = {
    min: at('min'),
    max: at('max'),
    q01: at('q01'),
    q25: at('q25'),
    q50: at('q50'),
    q75: at('q75'),
    q99: at('q99'),
    stddev: numberAt(answers, `${index}/stddev`) ?? 0,
  } satisfies Record<keyof typeof QUANTILES | 'min' | 'max' | 'stddev', number>;
  return Object.values(facts).every(Number.isFinite) ? facts : null;
}

function momentsOf(index: number, answers: Answers): MomentFacts | null {
  const [min, max]: JsonScalar[] = [scalarAt(answers, `${index}/min`), scalarAt(answers, `${index}/max`)];
  return typeof min === 'string' && typeof max === 'string' ? { min, max } : null;
}

function textsOf(index: number, answers: Answers): TextFacts | null {
  const minLength = numberAt(answers, `${index}/minLength`);
  const maxLength = numberAt(answers, `${index}/maxLength`);
  if (minLength === null || maxLength === null) return null;
  const at = (key: string): number => numberAt(answers, `${index}/${key}`) ?? 0;
  return {
    minLength,
    maxLength,
    formats: Object.fromEntries(FORMATS.map((format) => [format, at(`format/${format}`)])),
    holdsEmail: at('holdsEmail'),
    phoneLike: at('phoneLike'),
    blank: at('blank'),
    shape: null,
  };
}
