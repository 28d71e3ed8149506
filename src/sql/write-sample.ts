/** Rows that break a rule: key columns and the offending ones only, a few of them, classified values masked before they leave the source. */
import type { BadRows, Expr } from '../model/measure.js';
import type { DialectName, Target } from '../model/plan.js';
import type { Targets } from '../plan/scope-target.js';
import { DIALECTS } from './dialects.js';
import { orphanRows, repeatedRows, type Shown } from './measures/key-samples.js';
import { shownColumn } from './shown-column.js';
import { allOf, sourceOf } from './source.js';
import { sql } from './sql-text.js';
import { writePredicate } from './write-expr.js';

export interface SampleRequest {
  readonly dialect: DialectName;
  readonly target: Target;
  /** Other tables, for the other side of a reference: by `targetKey`. */
  readonly others?: Targets;
  readonly badRows: BadRows;
  /** Paths. */
  readonly keyColumns: readonly string[];
  /** Paths of the offending columns; none where the rule is of the whole row. */
  readonly columns: readonly string[];
  readonly limit: number;
  /** Paths of classified columns; what lies below a masked path is masked too. */
  readonly masked: readonly string[];
}

/** A statement whose rows are the samples: each column goes by its path. @throws SqlError, Unanswerable */
export function writeSample(request: SampleRequest): string {
  const { badRows, target, others = {}, keyColumns, columns, masked } = request;
  const dialect = DIALECTS[request.dialect];
  const limit = Math.max(0, Math.trunc(request.limit));
  const paths = [...new Set([...keyColumns, ...columns])];
  const shown = { paths, masked, limit };
  if (!('measure' in badRows)) return predicateRows(badRows, request, shown);
  return badRows.measure === 'keys'
    ? repeatedRows(badRows, target, shown, dialect)
    : orphanRows(badRows, target, others, shown, dialect);
}

function predicateRows(badRows: Expr, request: SampleRequest, { paths, masked, limit }: Shown): string {
  const dialect = DIALECTS[request.dialect];
  const source = sourceOf(request.target, dialect, [], [badRows]);
  return dialect.select({
    columns:
      paths.length > 0
        ? paths.map((path) => [path, shownColumn(path, masked, source.context)])
        : [['row', sql`'***'`]],
    from: source.from,
    where: allOf([source.where, writePredicate(badRows, source.context)]),
    limit,
  });
}
