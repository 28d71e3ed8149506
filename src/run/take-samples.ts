/** Rows that broke a rule: read only when asked for, only for what failed, masked in the query itself. */
import type { EngineSession } from '../engine/engine.js';
import type { Check, Suite } from '../model/check.js';
import { isPublic } from '../model/classification.js';
import { pathText } from '../model/column-path.js';
import type { Json } from '../model/json.js';
import type { BadRows } from '../model/measure.js';
import type { CheckResult } from '../model/verdict.js';
import { columnsOf } from '../plan/expr-kind.js';
import { writeSample } from '../sql/write-sample.js';
import type { Asked } from '../verdict/judge-check.js';
import type { Prepared } from './prepare.js';
import type { CheckRequest } from './run-services.js';
import { runOptions } from './run-options.js';

/** Adds samples to the results that did not pass; a sample that can not be read leaves its result as it is. */
export async function addSamples(
  checks: readonly CheckResult[],
  asked: readonly Asked[],
  prepared: Pick<Prepared, 'target' | 'others'>,
  request: CheckRequest,
  session: EngineSession,
): Promise<readonly CheckResult[]> {
  if (request.samples === 0) return checks;
  const kinds = new Map(asked.map((ask) => [ask.check.id, ask]));
  const results: CheckResult[] = [];
  for (const result of checks) {
    const ask = kinds.get(result.id);
    const broken = result.verdict === 'fail' || result.verdict === 'warn';
    results.push(
      broken && ask !== undefined ? await addSample(result, ask, prepared, request, session) : result,
    );
  }
  return results;
}

async function addSample(
  result: CheckResult,
  ask: Asked,
  prepared: Pick<Prepared, 'target' | 'others'>,
  request: CheckRequest,
  session: EngineSession,
): Promise<CheckResult> {
  const badRows = ask.kind.badRows?.(ask.check) ?? null;
  if (badRows === null) return result;
  const { suite } = request.source;
  const masked = suite.columns.filter((column) => !isPublic(column.classification));
  try {
    const sql = writeSample({
      dialect: session.dialect,
      ...prepared,
      badRows,
      keyColumns: suite.keyColumns,
      columns: offending(badRows, ask.check, suite),
      limit: request.samples,
      masked: masked.map((column) => column.path),
    });
    const rows = await session.run(sql, { ...runOptions(request), guarded: true });
    return { ...result, samples: rows as unknown as readonly Json[] };
  } catch {
    return { ...result, details: { ...result.details, samples: 'could not be read' } };
  }
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
