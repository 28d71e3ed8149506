/** Which family writes and reads a measure that has a statement of its own. */
import type { Measure } from '../model/measure.js';
import type { Asked, ReadBack, ResultRow, StatementForm } from './measure-form.js';
import { frequencies } from './measures/frequencies.js';
import { histogram } from './measures/histogram.js';
import { keys } from './measures/keys.js';
import { orphans } from './measures/orphans.js';
import { query, queryRows } from './measures/query.js';
import { current, gaps, order, overlaps } from './measures/sequences.js';
import type { Sql } from './sql-text.js';

type Alone = Exclude<Measure['measure'], 'count' | 'aggregate' | 'schema'>;
type Forms = { readonly [K in Alone]: StatementForm<Measure & { measure: K }> };

const FORMS: Forms = {
  frequencies,
  histogram,
  keys,
  orphans,
  query,
  queryRows,
  gaps,
  order,
  overlaps,
  current,
};

/** @throws SqlError */
export function writeAlone(asked: Asked): Sql {
  return formOf(asked.measure).write(asked);
}

/** @throws ShapeError */
export function readAlone(rows: readonly ResultRow[], asked: Asked): ReadBack {
  return formOf(asked.measure).read(rows, asked);
}

function formOf(measure: Measure): StatementForm<Measure> {
  const { measure: kind } = measure;
  if (kind === 'count' || kind === 'aggregate' || kind === 'schema')
    throw new Error(`a ${kind} measure has no statement of its own`);
  // The table above pairs each kind with its own form.
  return FORMS[kind] as unknown as StatementForm<Measure>;
}
