/** Runs the cases of check kinds: from readings to verdict, and how far two cases stand apart. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from '../../src/model/check.js';
import type { HistoryPoint } from '../../src/model/history.js';
import type { Json } from '../../src/model/json.js';
import type { CheckKind } from '../../src/model/kit.js';
import { pathSteps } from '../../src/model/column-path.js';
import { measureId } from '../../src/model/measure.js';
import type { Reading, ReadingValue } from '../../src/model/reading.js';
import type { CheckResult } from '../../src/model/verdict.js';
import { judgeCheck, type Asked } from '../../src/verdict/judge-check.js';
import { readCases, readLimit, rowValues, type Case, type CaseColumn, type CaseTable } from './case-file.js';

export const CHECKS = join(import.meta.dirname, '..', '..', 'checks');

export interface KindCases {
  readonly kind: CheckKind;
  readonly cases: readonly Case[];
}

/** Every kind of a pack with its cases. */
export async function kindsWithCases(pack: string = CHECKS): Promise<readonly KindCases[]> {
  const folders = readdirSync(pack, { withFileTypes: true }).filter((entry) =>
    existsSync(join(pack, entry.name, 'check.ts')),
  );
  return Promise.all(
    folders.map(async ({ name }) => {
      const { default: kind } = (await import(join(pack, name, 'check.ts'))) as { default: CheckKind };
      const file = join(pack, name, 'cases.yaml');
      return { kind, cases: existsSync(file) ? readCases(file) : [] };
    }),
  );
}

/** The check that a case's rule is. */
export function caseCheck(kind: CheckKind, { rule, dataset = 't', columns, fields }: Case): Check {
  const limit = rule.limit === undefined ? kind.defaultLimit : readLimit(rule.limit);
  if (limit === undefined) throw new Error(`${kind.kind}: a case without a limit`);
  const column = rule.column ?? null;
  const declared = column === null ? undefined : (columns[column] ?? fields?.[column]);
  return {
    kind: kind.kind,
    id: `${dataset}/${column ?? '-'}/${kind.kind}`,
    dataset,
    column,
    steps: rule.steps ?? (column === null ? null : steps(column, columns)),
    columnType: logicalType(declared),
    args: rule.args ?? {},
    limit,
    unit: rule.unit ?? kind.units[0],
    severity: rule.severity ?? 'fail',
    severityLabel: null,
    dimension: kind.dimension,
    name: null,
    description: null,
    tags: [],
    clause: { file: 'cases.yaml', line: 1, column: 1, path: '' },
    classification: classificationOf(declared),
  };
}

/** A name of a column stands for itself, dots and all; anything else is a path. */
const steps = (column: string, columns: CaseTable['columns']) =>
  columns[column] === undefined ? pathSteps(column) : [{ field: column }];

/** Declared logical type of a column; null where none is. */
export const logicalType = (column: CaseColumn | undefined) =>
  typeof column === 'string' ? column : (column?.type ?? null);

export const classificationOf = (column: CaseColumn | undefined): string | null =>
  typeof column === 'object' ? (column.classification ?? null) : null;

/** The check with what it needs. */
export function ask(kind: CheckKind, each: Case): Asked {
  const check = caseCheck(kind, each);
  const context = {
    asOf: each.asOf ?? '2001-02-01T00:00:00.000Z',
    batch: each.batch ?? null,
    history: (each.history ?? []).map(historyPoint),
  };
  return { check, kind, context, measures: kind.needs(check, context) };
}

function historyPoint(point: NonNullable<Case['history']>[number], index: number): HistoryPoint {
  const verdict = point.verdict ?? 'pass';
  return {
    runId: `run-${String(index)}`,
    asOf: point.asOf ?? new Date(Date.UTC(2001, 0, 31 - index)).toISOString(),
    observed: point.observed,
    details: point.details ?? {},
    verdict,
    reason: point.reason ?? null,
    accepted: point.accepted ?? verdict !== 'fail',
  };
}

/** The verdict on the readings that a case states. */
export function judgeStated(asked: Asked, readings: readonly Json[]): CheckResult {
  const taken = asked.measures.map((measure, index): [string, Reading] => [
    measureId(measure),
    { measure: measureId(measure), ok: true, value: (readings[index] ?? null) as ReadingValue },
  ]);
  return judgeCheck(asked, new Map(taken));
}

/** What the case expects of a result, as far as it says; the same keys of the result beside it. */
export function expectation(each: Case, result: CheckResult): readonly [expected: object, found: object] {
  const expected: Record<string, unknown> = { verdict: each.verdict };
  const found: Record<string, unknown> = { verdict: result.verdict };
  const compare = (key: string, wanted: unknown, seen: unknown): void => {
    if (wanted === undefined) return;
    expected[key] = wanted;
    found[key] = seen;
  };
  if (result.verdict === 'unknown' && each.verdict !== 'unknown') found['message'] = result.message;
  compare('observed', rounded(each.observed), rounded(result.observed));
  compare('reason', each.reason, result.reason);
  compare('bad', each.bad, result.rows === null ? null : [result.rows.bad, result.rows.total]);
  for (const [key, value] of Object.entries(each.details ?? {}))
    compare(`details.${key}`, value, result.details[key] ?? null);
  if (each.saw !== undefined)
    compare('saw', true, result.message.includes(each.saw) ? true : `in: ${result.message}`);
  return [expected, found];
}

/** Doubles to twelve digits: engines add in different orders. */
function rounded(value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value;
}

/** True where a failing and a passing case are one row (of any table), or one point of history, apart. */
export function hasNeighbours({ kind, cases }: KindCases): boolean {
  const passing = cases.filter((each) => each.verdict === 'pass');
  return cases.some(
    (failing) => failing.verdict === 'fail' && passing.some((each) => distance(kind, failing, each) === 1),
  );
}

function distance(kind: CheckKind, a: Case, b: Case): number {
  const rest = (each: Case): string =>
    JSON.stringify([
      each.rule,
      each.asOf,
      each.batch,
      each.source,
      each.dataset,
      Object.keys(each.tables ?? {}),
    ]);
  if (rest(a) !== rest(b)) return Number.POSITIVE_INFINITY;
  const structural = ask(kind, a).measures.every((measure) => measure.measure === 'schema');
  const columns = (each: CaseTable): string[] =>
    Object.entries(each.columns).map((entry) => JSON.stringify(entry));
  const apart = differences(columns(a), columns(b)) || differences([columns(a).join()], [columns(b).join()]);
  if (structural) return apart;
  const tables = Object.keys(a.tables ?? {}).map((name) => rowsApart(a.tables?.[name], b.tables?.[name]));
  const points = (each: Case): string[] => (each.history ?? []).map((point) => JSON.stringify(point));
  return [apart * 1000, rowsApart(a, b), ...tables, differences(points(a), points(b))].reduce(
    (x, y) => x + y,
    0,
  );
}

function rowsApart(a: CaseTable | undefined, b: CaseTable | undefined): number {
  const rows = (table: CaseTable | undefined): string[] =>
    table === undefined ? [] : table.rows.map((row) => JSON.stringify(rowValues(table, row)));
  return differences(rows(a), rows(b));
}

/** Entries to change, add or take away to make one bag out of the other. */
function differences(a: readonly string[], b: readonly string[]): number {
  const left = [...a];
  const right = b.filter((entry) => {
    const at = left.indexOf(entry);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return Math.max(left.length, right.length);
}
