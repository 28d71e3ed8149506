/** Runs the scans of a plan. A statement that fails is split and tried again, so that one bad expression costs one check. */
import { EngineError, type EngineSession, type Row, type RunOptions } from '../engine/engine.js';
import { measureId } from '../model/measure.js';
import type { Plan, Scan } from '../model/plan.js';
import type { Reading, Unknown } from '../model/reading.js';
import { scanUnknown, splitScan } from '../plan/split-scan.js';
import { SqlError } from '../sql/sql-error.js';
import { readRows } from '../sql/read-rows.js';
import { writeStatement } from '../sql/write-statement.js';

export interface Taken {
  readonly readings: ReadonlyMap<string, Reading>;
  /** Statements sent, retries included. */
  readonly statements: number;
  /** Statements that had to read rows. */
  readonly scans: number;
}

export interface ReadingOptions extends RunOptions {
  /** Called before a scan (its index) and while it runs (share of it, 0..1). */
  readonly onScan?: (index: number, scan: Scan, share: number) => void;
}

/** After these a smaller statement would fare no better. */
const HOPELESS: readonly string[] = [
  'cancelled',
  'unreachable',
  'permission_denied',
  'timeout',
  'missing_table',
];

/** Takes every reading of a plan; never throws for what a source did: that becomes an unknown reading. */
export async function takeReadings(
  plan: Plan,
  session: EngineSession,
  options: ReadingOptions,
): Promise<Taken> {
  const readings = new Map(plan.answered.map((reading) => [reading.measure, reading]));
  const cost = { statements: 0, scans: 0 };
  let index = 0;
  for (const scan of plan.scans) {
    options.onScan?.(index, scan, 0);
    const at = index;
    const onProgress = (share: number): void => options.onScan?.(at, scan, share);
    for (const reading of await takeScan(scan, session, { ...options, onProgress }, cost))
      readings.set(reading.measure, reading);
    index += 1;
  }
  return { readings, ...cost };
}

async function takeScan(
  scan: Scan,
  session: EngineSession,
  options: RunOptions,
  cost: { statements: number; scans: number },
): Promise<readonly Reading[]> {
  if (options.signal?.aborted === true)
    return scanUnknown(scan, { reason: 'cancelled', message: 'the run was cancelled' });
  try {
    const statement = writeStatement(scan, session.dialect);
    cost.statements += 1;
    if (scan.purpose !== 'metadata') cost.scans += 1;
    const rows: readonly Row[] = await session.run(statement.sql, {
      ...options,
      guarded: holdsAuthorSql(scan),
    });
    return readRows(statement, rows);
  } catch (error) {
    const unknown = unknownOf(error);
    const parts = HOPELESS.includes(unknown.reason) ? [] : splitScan(scan);
    if (parts.length < 2) return scanUnknown(scan, unknown);
    const taken: Reading[] = [];
    for (const part of parts) taken.push(...(await takeScan(part, session, options, cost)));
    return taken;
  }
}

/** Why a statement gave nothing. What is neither the writer's nor the engine's word is a bug, and still no pass. */
export function unknownOf(error: unknown): Unknown {
  if (error instanceof EngineError) return { reason: error.reason, message: error.message };
  if (error instanceof SqlError) return { reason: error.reason, message: error.message };
  return { reason: 'engine_error', message: 'the statement could not be run' };
}

/** True when a scan's text holds SQL that an author wrote. */
function holdsAuthorSql(scan: Scan): boolean {
  return (
    scan.target.where !== null ||
    scan.measures.some((measure) => /"(expr|measure)":"(sql|query|queryRows)"/.test(JSON.stringify(measure)))
  );
}

/** Ids of the measures of a plan, for callers that wait for one of them. */
export function plannedMeasures(plan: Plan): readonly string[] {
  return [
    ...plan.answered.map((reading) => reading.measure),
    ...plan.scans.flatMap((scan) => scan.measures.map(measureId)),
  ];
}
