/** The ways to keep rows apart: by a digest of each row; and, where the data have a time, the later half. */
import { isNumeric } from '../../model/exact.js';
import { isTimeName, writtenRank } from '../../suggest/column-name.js';
import type { ColumnProfile, Profile, ProfiledColumn } from '../../suggest/profile.js';
import { ask, type Looked } from './suggest-scan.js';
import { hashHalves, quoted, timeHalves, type Subset } from './suggest-subset.js';

export interface Split {
  readonly split: 'hash' | 'time';
  /** Rows to learn from, and rows to check on. */
  readonly learn: string;
  readonly check: string;
}

export async function splitsOf(
  looked: Looked,
  columns: readonly ProfiledColumn[],
  profile: Profile,
  sample: Subset,
): Promise<readonly Split[]> {
  const names = looked.table.columns.map(({ name }) => name);
  const halves = hashHalves(names, looked.session.dialect);
  const time = await timeSplit(looked, columns, profile, sample);
  return [
    ...(halves === null ? [] : [{ split: 'hash', learn: halves[0], check: halves[1] } as const]),
    ...(time === null ? [] : [time]),
  ];
}

async function timeSplit(
  looked: Looked,
  columns: readonly ProfiledColumn[],
  profile: Profile,
  sample: Subset,
): Promise<Split | null> {
  const column = timeColumn(profile);
  if (column === null) return null;
  const sql = `select percentile_disc(0.5) within group (order by ${quoted(column.name)}) from \${table}`;
  const answers = await ask(looked, [{ key: 'middle', measure: { measure: 'query', sql } }], columns, sample);
  const found = answers.get('middle');
  const middle = typeof found === 'object' && found !== null && 'value' in found ? found.value : null;
  const type = column.type === 'date' || column.type === 'timestamp' ? column.type : 'year';
  if (typeof middle !== 'string' && !(type === 'year' && isNumeric(middle))) return null;
  const [learn, check] = timeHalves(column.name, type, middle);
  return { split: 'time', learn, check };
}

/** The column that orders the rows in time best: nearly always there, of more than a few moments, and called like one. */
function timeColumn({ columns, rows }: Profile): ColumnProfile | null {
  const found = columns
    .filter(({ nulls, distinct }) => nulls * 20 < rows && (distinct ?? 0) >= 8)
    .filter(({ name }) => !/[{}\0]/.test(name))
    .filter((column) => column.moments !== null || isYears(column))
    .sort((a, b) => rankOf(b) - rankOf(a));
  return found[0] ?? null;
}

const isYears = ({ type, name, numbers }: ColumnProfile): boolean =>
  type === 'integer' &&
  /^(year|yr)$/i.test(name) &&
  numbers !== null &&
  numbers.min > 1000 &&
  numbers.max < 2500;

const rankOf = ({ name, moments }: ColumnProfile): number =>
  (moments === null ? 0 : 100) + (isTimeName(name) ? 10 : 0) + writtenRank(name);
