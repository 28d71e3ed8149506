/** Rows that broke a rule: read only when asked for, only for what failed, masked in the query itself. */
import type { EngineSession } from '../engine/engine.js';
import type { Json } from '../model/json.js';
import type { CheckResult } from '../model/verdict.js';
import { writeSample } from '../sql/write-sample.js';
import type { Asked } from '../verdict/judge-check.js';
import { sampleOf } from './failing-rows.js';
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
  try {
    const shown = sampleOf(badRows, ask.check, prepared, request.source.suite);
    const sql = writeSample({ dialect: session.dialect, ...shown, limit: request.samples });
    const rows = await session.run(sql, { ...runOptions(request), guarded: true });
    return { ...result, samples: rows as unknown as readonly Json[] };
  } catch {
    return { ...result, details: { ...result.details, samples: 'could not be read' } };
  }
}
