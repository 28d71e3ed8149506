/** Asks a source the questions of a profile, through the same plan and statements that checks are run with. */
import type { EngineSession } from '../../engine/engine.js';
import { measureId } from '../../model/measure.js';
import type { Target } from '../../model/plan.js';
import type { UnknownReason } from '../../model/reading.js';
import type { TableInfo } from '../../model/table.js';
import { planRun } from '../../plan/plan.js';
import { takeReadings } from '../../run/take-readings.js';
import { firstQuestions, secondQuestions, thirdQuestions } from '../../suggest/profile-questions.js';
import type { Profile, ProfiledColumn } from '../../suggest/profile.js';
import type { Answers, Question } from '../../suggest/question.js';
import { readFirst, readSecond, readThird } from '../../suggest/read-profile.js';
import type { Subset } from './suggest-subset.js';

/** An open source, and what was spent on it. */
export interface Looked {
  readonly session: EngineSession;
  readonly table: TableInfo;
  /** Bare name of the dataset. */
  readonly object: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  readonly cost: { statements: number; scans: number };
}

/** After these nothing more can be asked: the caller should hear it. */
const ENDS: readonly UnknownReason[] = ['cancelled', 'unreachable', 'permission_denied', 'timeout'];

/** A source that stopped answering. */
export class LookError extends Error {
  readonly reason: UnknownReason;
  constructor(reason: UnknownReason, message: string) {
    super(message);
    this.name = 'LookError';
    this.reason = reason;
  }
}

/** The answers that there are. @param columns declared types of text @throws LookError where the source does not answer at all */
export async function ask(
  looked: Looked,
  questions: readonly Question[],
  columns: readonly ProfiledColumn[],
  where: Subset,
): Promise<Answers> {
  const { session, cost, timeoutMs, signal } = looked;
  const target = targetOf(looked, columns, where);
  const plan = planRun([{ check: 'profile', measures: questions.map(({ measure }) => measure) }], target, {});
  const taken = await takeReadings(plan, session, { timeoutMs, ...(signal === undefined ? {} : { signal }) });
  cost.statements += taken.statements;
  cost.scans += taken.scans;
  const answers = new Map<string, Answers extends ReadonlyMap<string, infer V> ? V : never>();
  for (const { key, measure } of questions) {
    const reading = taken.readings.get(measureId(measure));
    if (reading?.ok === true) answers.set(key, reading.value);
    else if (reading !== undefined && ENDS.includes(reading.unknown.reason))
      throw new LookError(reading.unknown.reason, reading.unknown.message);
  }
  return answers;
}

/** Everything that a proposal may stand on, of the rows of a subset: one pass, then groups, then what these raise. */
export async function takeProfile(
  looked: Looked,
  columns: readonly ProfiledColumn[],
  where: Subset,
): Promise<Profile> {
  const first = readFirst(columns, await ask(looked, firstQuestions(columns), columns, where));
  const rows = first[0] === undefined ? 0 : first[0].nulls + first[0].values;
  const second = readSecond(first, await ask(looked, secondQuestions(first), columns, where));
  return readThird(second, rows, await ask(looked, thirdQuestions(second, rows), columns, where));
}

function targetOf({ table, object }: Looked, columns: readonly ProfiledColumn[], where: Subset): Target {
  return {
    dataset: object,
    object,
    table,
    columns: columns.map(({ name, type }) => ({
      path: name,
      steps: [{ field: name }],
      logicalType: type,
      physicalType: null,
      options: {},
      classification: null,
    })),
    batch: null,
    where,
  };
}
