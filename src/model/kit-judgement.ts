/** Judgements that many kinds share: rows that break a rule, and one value of a column. */
import type { Check } from './check.js';
import { isNumeric, percent, toNumber } from './exact.js';
import type { JsonScalar } from './json.js';
import type { Judgement } from './kit.js';
import type { Count } from './measure.js';
import type { MetricFinding, RowsFinding } from './metric.js';

/** The words around a count of rows: `12 of 300 rows` + `are null`. */
export interface RowWords {
  /** `are null`: what the bad ones are. */
  readonly bad: string;
  /** What the total counts; default `rows`. */
  readonly of?: string;
  /** Stands behind the share: `, 3 keys`. */
  readonly more?: string;
}

/** Rows that break a rule. With no rows to look at nothing breaks, and the sentence says so. */
export function rowsJudgement(finding: RowsFinding, words: RowWords): Judgement {
  const { value, rows, details } = finding;
  return {
    observed: value,
    rows,
    saw: rowsSaw(rows.bad, rows.total, words),
    ...(details === undefined ? {} : { details }),
  };
}

/** `312 of 12000 rows are null (2.6 %)`; `no rows to look at` for an empty scope. */
export function rowsSaw(bad: Count, total: Count, words: RowWords): string {
  const of = words.of ?? 'rows';
  if (toNumber(total) === 0 && toNumber(bad) === 0) return `no ${of} to look at`;
  const share = toNumber(bad) === 0 ? '' : ` (${percentText(percent(bad, total))})`;
  return `${String(bad)} of ${String(total)} ${of} ${words.bad}${share}${words.more ?? ''}`;
}

/** A percentage for people: 2.6 %, never rounded to 0 or to 100 when it is neither. */
export function percentText(value: number): string {
  if (value > 0 && value < 0.01) return '< 0.01 %';
  if (value < 100 && value > 99.99) return '> 99.99 %';
  return `${String(Number(value.toFixed(2)))} %`;
}

/** What stands for a value that may not be told. */
export const WITHHELD = '***';

/** One value of a column: `the mean is 12.5`; unknown where there are no values. */
export function valueJudgement(finding: MetricFinding, name: string, check: Pick<Check, 'unit'>): Judgement {
  const { value, rows, details } = finding;
  const more = details === undefined ? {} : { details };
  if (value === null)
    return {
      unknown: { reason: 'no_values', message: `there are no values, or too few, to take ${name} of` },
      ...more,
    };
  const shown = check.unit === 'percent' && isNumeric(value) ? percentText(Number(value)) : shownValue(value);
  return { observed: value, ...(rows === undefined ? {} : { rows }), saw: `${name} is ${shown}`, ...more };
}

/** Numbers, times and booleans are aggregates that may be read aloud; a text is a value of some row and is not. */
export function shownValue(value: JsonScalar): string {
  if (typeof value !== 'string') return String(value);
  if (isNumeric(value) || /^(NaN|-?Infinity)$/.test(value)) return value;
  return /^(\d{4}-\d{2}-\d{2}([T ][\d:.+Z-]+)?|\d{2}:\d{2}[\d:.+Z-]*)$/.test(value) ? value : 'a text';
}

/** The judgement of a metric that counts rows. @throws Error for a metric that counts none */
export function findingJudgement(finding: MetricFinding, words: RowWords): Judgement {
  const { rows } = finding;
  if (rows === undefined) throw new Error('this metric counts no rows');
  return rowsJudgement({ ...finding, rows }, words);
}
