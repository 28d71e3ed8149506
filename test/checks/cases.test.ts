/** Every case of every check kind: from stated readings, and from real rows on each engine. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { duckdbStage, judgeReal, postgresStage, type Stage } from '../support/case-engines.js';
import type { Case } from '../support/case-file.js';
import { statedReadings, type CaseEngine } from '../support/case-tables.js';
import {
  ask,
  CHECKS,
  expectation,
  hasNeighbours,
  judgeStated,
  kindsWithCases,
} from '../support/run-cases.js';

const kinds = await kindsWithCases();
const ajv = new Ajv2019({ strict: true, allowUnionTypes: true, strictRequired: false, addUsedSchema: false });
const validators = new Map<string, ValidateFunction>();

/** The validator of a kind's options. */
function optionsOf(kind: string): ValidateFunction {
  const file = join(CHECKS, kind, 'options.schema.json');
  const validate = validators.get(kind) ?? ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  validators.set(kind, validate);
  return validate;
}

const stages = new Map<CaseEngine, Stage>([['duckdb', duckdbStage]]);
let postgres: TestPostgres | null = null;

beforeAll(async () => {
  postgres = await startPostgres();
  stages.set('postgres', postgresStage(await postgres.createDatabase()));
});
afterAll(async () => postgres?.close());

/** Files of text are DuckDB's; a case may name its engines, with a reason. */
function runsOn(each: Case, engine: CaseEngine): boolean {
  if ((each.source ?? 'table') !== 'table') return engine === 'duckdb';
  if (each.engines !== undefined && each.because === undefined)
    throw new Error(`${each.name}: because of what?`);
  return each.engines?.includes(engine) ?? true;
}

describe.each(kinds)('$kind.kind', ({ kind, cases }) => {
  test('has a failing and a passing case that are one row apart', () => {
    expect(hasNeighbours({ kind, cases })).toBe(true);
  });

  test('says in its README what it means', () => {
    const readme = readFileSync(join(CHECKS, kind.kind, 'README.md'), 'utf8');
    expect(readme).toMatch(new RegExp(`^# ${kind.kind}`));
    expect(readme).toContain('```yaml');
  });

  test.each(cases.map((each) => [each.name, each] as const))('options are allowed: %s', (_, each) => {
    const validate = optionsOf(kind.kind);
    validate(each.rule.args ?? {});
    expect(validate.errors).toBeNull();
    const { check } = ask(kind, each);
    const isText = (each.source ?? 'table') !== 'table';
    expect(kind.faults?.(check.args, { ...check, isText }) ?? []).toEqual([]);
  });

  const stated = cases.filter((each) => each.readings !== undefined);
  test.each(stated.map((each) => [each.name, each] as const))('from readings: %s', (_, each) => {
    const asked = ask(kind, each);
    const readings = statedReadings(each);
    expect(readings).toHaveLength(asked.measures.length);
    const [expected, found] = expectation(each, judgeStated(asked, readings));
    expect(found).toEqual(expected);
  });

  describe.each(['duckdb', 'postgres'] as const)('on %s', (engine) => {
    const real = cases.filter((each) => runsOn(each, engine));
    test.each(real.map((each) => [each.name, each] as const))('%s', async (_, each) => {
      const stage = stages.get(engine);
      if (stage === undefined) throw new Error(`${engine} did not start`);
      const { result, shown } = await judgeReal(ask(kind, each), each, stage);
      const [expected, found] = expectation(each, result);
      expect(found).toEqual(expected);
      // Of a repeated key every row is shown, the first one too.
      const first = Number(result.details['repeatedKeys'] ?? 0);
      if (shown !== null)
        expect(['rows shown', shown]).toEqual(['rows shown', Number(result.rows?.bad) + first]);
    });
  });
});
