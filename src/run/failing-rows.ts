/** The statement that shows the rows which break a rule: the very one that a run takes its samples with, written and not run. */
import { pathText } from '../model/column-path.js';
import type { Check, Suite } from '../model/check.js';
import { isPublic } from '../model/classification.js';
import type { BadRows, Batch } from '../model/measure.js';
import type { DialectName } from '../model/plan.js';
import { EngineError } from '../engine/engine.js';
import { columnsOf } from '../plan/expr-kind.js';
import { writeSample, type SampleRequest } from '../sql/write-sample.js';
import { askChecks, preparePlan, relatedServers, type Prepared } from './prepare.js';
import type { RunServices, Source } from './run-services.js';
import { unknownOf } from './take-readings.js';

export interface RowsWish {
  readonly source: Source;
  readonly check: string;
  readonly batch: Batch | null;
  readonly where: string | null;
  /** ISO 8601 UTC. */
  readonly asOf: string;
  readonly limit: number;
}

export type FailingRows =
  | {
      readonly sql: string;
      readonly dialect: DialectName;
      readonly server: string;
      /** Paths of the columns that it shows as `***`. */
      readonly masked: readonly string[];
    }
  /** Why there is none, as a sentence without values and secrets. */
  | { readonly sql: null; readonly reason: string };

/** @throws only for broken promises: a source that does not answer is a reason */
export async function failingRows(wish: RowsWish, services: RunServices): Promise<FailingRows> {
  const { source, batch, where, asOf, limit } = wish;
  const request = {
    ...{ source, batch, where, asOf },
    select: (check: Check) => check.id === wish.check,
    samples: limit,
    fingerprint: false,
  };
  const [asked] = await askChecks(request, { ...services, history: () => Promise.resolve(new Map()) });
  if (asked === undefined) return { sql: null, reason: 'The contract in force does not have this check.' };
  const badRows = asked.kind.badRows?.(asked.check) ?? null;
  if (badRows === null)
    return {
      sql: null,
      reason: 'This kind of check is about all rows together: it points at no single one.',
    };
  const engine = services.engineFor(source.server.type);
  if (engine === null)
    return { sql: null, reason: `Assay does not run servers of type ${source.server.type}.` };
  return services.whenFree(source.server, async () => {
    try {
      const session = await engine.open(source.server, relatedServers([asked], source, services));
      try {
        const prepared = await preparePlan([asked], request, session, services);
        if (!prepared.target.table.exists)
          return { sql: null, reason: `There are no data at ${prepared.target.table.label}.` };
        const shown = sampleOf(badRows, asked.check, prepared, source.suite);
        const sql = writeSample({ dialect: session.dialect, ...shown, limit });
        return { sql, dialect: session.dialect, server: source.server.name, masked: shown.masked };
      } finally {
        await session.close();
      }
    } catch (error) {
      return { sql: null, reason: sentence(error) };
    }
  });
}

/** What a sample shows: the key, and the columns that the rule is about; the classified ones masked. */
export function sampleOf(
  badRows: BadRows,
  check: Check,
  { target, others }: Pick<Prepared, 'target' | 'others'>,
  suite: Suite,
): Omit<SampleRequest, 'dialect' | 'limit'> {
  const masked = suite.columns.filter((column) => !isPublic(column.classification));
  return {
    ...{ target, others, badRows },
    keyColumns: suite.keyColumns,
    columns: offending(badRows, check, suite),
    masked: masked.map((column) => column.path),
  };
}

/** Paths of the columns that a rule is about: its own, or those of the key that it counts. */
function offending(badRows: BadRows, check: Check, suite: Suite): readonly string[] {
  if (check.column !== null) return [check.column];
  if (!('measure' in badRows)) return [];
  return badRows.columns.flatMap(columnsOf).map(({ steps }) => {
    const path = pathText(steps);
    return suite.columns.find((column) => pathText(column.steps) === path)?.path ?? path;
  });
}

/** What an engine says may be shown; of anything else only that it failed. */
function sentence(error: unknown): string {
  if (error instanceof EngineError) return `The source does not answer: ${error.message}`;
  return `The statement can not be written: ${unknownOf(error).message}.`;
}
