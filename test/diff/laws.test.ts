/** What a diff calls safe is safe: held against real data in a real engine, over families of contracts that differ in a few clauses. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CODES, type ChangeName } from '../../src/diff/code.js';
import { diffProjects, type DiffSide } from '../../src/diff/diff-projects.js';
import { engineFor } from '../../src/engine/engines.js';
import type { AssayDiff } from '../../src/model/change.js';
import type { Check } from '../../src/model/check.js';
import { digest } from '../../src/model/digest.js';
import type { Verdict } from '../../src/model/verdict.js';
import { checkDataset } from '../../src/run/check.js';
import { seededRandom, type Random } from '../support/random.js';
import { catalogue, OPTIONS, sideOf } from './diff-of.js';
import { contractText, families } from './law-contracts.js';

const root = mkdtempSync(join(tmpdir(), 'assay-diff-laws-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const MEMBERS = Number(process.env['DIFF_MEMBERS'] ?? 8);
const TABLES = 60;

/** A member that is no good contract (two rules that contradict each other) has no place in a family. */
function sides(): readonly (readonly DiffSide[])[] {
  const random = seededRandom(Number(process.env['DIFF_SEED'] ?? 20261122));
  return families(random, MEMBERS).map((members) =>
    [...new Set(members.map(contractText))].flatMap((text): DiffSide[] => {
      try {
        return [sideOf({ 'laws.odcs.yaml': text })];
      } catch {
        return [];
      }
    }),
  );
}

const pick = <T>(random: Random, values: readonly T[]): T =>
  values[Math.floor(random.uniform() * values.length)] as T;

const IDS = ['1', '2', '4', '8', '10', '12', '16', '20', '-2', '0', 'NULL'];
const TEXTS = ["'a'", "'bb'", "'ccc'", "'dddd'", "'x'", "''", "'QQ'", "'longer'", 'NULL'];
const DATES = ['2025-06-01', '2026-01-01', '2026-03-01', '2026-07-01', '2027-02-01'].map(
  (day) => `DATE '${day}'`,
);

/** Tables of up to seven rows, each over a few values of its own, so that some contracts hold of each; now and then with other columns. */
async function makeTables(): Promise<void> {
  const random = seededRandom(7);
  const chance = (share: number): boolean => random.uniform() < share;
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(join(root, 'tables.duckdb'));
  const connection = await instance.connect();
  for (let table = 0; table < TABLES; table += 1) {
    const some = (values: readonly string[]): readonly string[] =>
      Array.from({ length: 1 + Math.floor(random.uniform() * 3) }, () => pick(random, values));
    const [ids, texts, days] = [chance(0.5) ? IDS : some(IDS), some(TEXTS), some(DATES)];
    const rows = chance(0.05) ? 0 : 1 + Math.floor(random.uniform() * 7);
    const values = Array.from(
      { length: Math.max(1, rows) },
      () => `(${pick(random, ids)}, ${pick(random, texts)}, ${pick(random, days)}, 1)`,
    );
    const id = `id::${chance(0.3) ? 'BIGINT' : 'INTEGER'} AS id`;
    const columns = [id, ...(chance(0.1) ? [] : ['s::VARCHAR AS s']), 'd', ...(chance(0.15) ? ['e'] : [])];
    const ordered = chance(0.15) ? columns.toReversed() : columns;
    await connection.run(
      `CREATE TABLE t${String(table)} AS SELECT ${ordered.join(', ')} FROM (VALUES ${values.join(', ')}) v(id, s, d, e)${rows === 0 ? ' WHERE false' : ''}`,
    );
  }
  connection.closeSync();
  instance.closeSync();
}

interface Outcome {
  /** Everything that could fail passed. */
  readonly conforms: boolean;
  readonly fails: boolean;
}

/** What a check asks, without its name and place. */
const asked = ({ kind, column, args, limit, unit, severity }: Check): string =>
  digest([kind, column, args, limit, unit, severity]);

/** What became of each contract on each table. What several of them ask is asked once. */
async function outcomes(family: readonly DiffSide[]): Promise<ReadonlyMap<DiffSide, readonly Outcome[]>> {
  const all = family.flatMap(({ suites }) => suites.flatMap(({ checks }) => checks));
  const distinct = [...new Map(all.map((check) => [asked(check), check])).entries()];
  const checks = distinct.map(([id, check]) => ({ ...check, id }));
  const found: ReadonlyMap<string, Verdict>[] = [];
  for (let table = 0; table < TABLES; table += 1)
    found.push(await verdicts(family[0], checks, `t${String(table)}`));
  return new Map(
    family.map((side) => {
      const own = side.suites.flatMap((suite) => suite.checks.map(asked));
      const perTable = found.map((verdict) => own.map((id) => verdict.get(id)));
      return [
        side,
        perTable.map((list) => ({
          conforms: list.every((verdict) => verdict === 'pass' || verdict === 'warn'),
          fails: list.includes('fail'),
        })),
      ];
    }),
  );
}

async function verdicts(
  side: DiffSide | undefined,
  checks: readonly Check[],
  physicalName: string,
): Promise<ReadonlyMap<string, Verdict>> {
  const contract = side?.contracts[0]?.contract;
  const dataset = contract?.datasets[0];
  const suite = side?.suites[0];
  if (contract === undefined || dataset === undefined || suite === undefined) throw new Error('no dataset');
  const server = {
    ...{ name: 'f', type: 'duckdb', root, settings: { timeoutMs: 60_000 } },
    contract: contract.servers[0]?.settings ?? {},
  };
  const run = await checkDataset(
    {
      source: { contract, dataset: { ...dataset, physicalName }, suite: { ...suite, checks }, server },
      ...{ batch: null, asOf: '2026-06-15T00:00:00.000Z', where: null, select: null, samples: 0 },
      fingerprint: false,
    },
    {
      catalogue,
      engineFor,
      sourceOf: () => null,
      history: () => Promise.resolve(new Map()),
      now: () => new Date('2026-06-15T00:00:00Z'),
      newId: () => 'run',
      whenFree: (_, work) => work(),
    },
  );
  return new Map(run.checks.map(({ id, verdict }) => [id, verdict]));
}

interface Compared {
  readonly base: DiffSide;
  readonly head: DiffSide;
  readonly changes: AssayDiff['changes'];
}

describe('over families of contracts', () => {
  const all = sides();
  const pairs: readonly Compared[] = all.flatMap((members) =>
    members.flatMap((base) =>
      members.map((head) => ({ base, head, changes: diffProjects(base, head, OPTIONS).changes })),
    ),
  );
  let results: ReadonlyMap<DiffSide, readonly Outcome[]> = new Map();

  beforeAll(async () => {
    await makeTables();
    results = await outcomes(all.flat());
  }, 600_000);

  test('contracts of one content do not differ, and others do', () => {
    const digestOf = (side: DiffSide): string | undefined => side.contracts[0]?.contract.digest;
    for (const { base, head, changes } of pairs)
      expect(changes.length === 0).toBe(digestOf(base) === digestOf(head));
  });

  test('what is safe for producers fails no data that conformed', () => {
    let told = 0;
    for (const { base, head, changes } of pairs) {
      if (base === head || !changes.every(({ producer }) => producer === 'safe')) continue;
      results.get(base)?.forEach(({ conforms }, table) => {
        if (!conforms) return;
        told += 1;
        const failed = results.get(head)?.[table]?.fails;
        expect(failed, `t${String(table)}: ${JSON.stringify(changes, null, 1)}`).toBe(false);
      });
    }
    expect(told).toBeGreaterThan(2_000);
  });

  test('what is safe for consumers admits no data that was refused', () => {
    let told = 0;
    for (const { base, head, changes } of pairs) {
      if (base === head || !changes.every(({ consumer }) => consumer === 'safe')) continue;
      results.get(head)?.forEach(({ conforms }, table) => {
        if (!conforms) return;
        told += 1;
        const refused = results.get(base)?.[table]?.fails;
        expect(refused, `t${String(table)}: ${JSON.stringify(changes, null, 1)}`).toBe(false);
      });
    }
    expect(told).toBeGreaterThan(2_000);
  });

  test('what is breaking is not said lightly: most of it shows on one of these few tables', () => {
    const broken = pairs.filter(({ changes }) => changes.some(({ producer }) => producer === 'breaking'));
    const shown = broken.filter(({ base, head }) =>
      results
        .get(base)
        ?.some(({ conforms }, table) => conforms && results.get(head)?.[table]?.fails === true),
    );
    expect(shown.length / broken.length).toBeGreaterThan(0.5);
  });

  test('read backwards, every change is its mirror', () => {
    const shape = (name: string, column: string | null, before: unknown, after: unknown): string =>
      JSON.stringify([name, column, before, after]);
    const byPair = new Map(pairs.map((pair) => [pair.base, new Map<DiffSide, Compared>()]));
    for (const pair of pairs) byPair.get(pair.base)?.set(pair.head, pair);
    for (const { base, head, changes } of pairs) {
      const forth = changes.map(({ name, column, before, after }) =>
        shape(CODES[name as ChangeName].mirror, column, after, before),
      );
      const back = byPair.get(head)?.get(base)?.changes ?? [];
      const seen = back.map(({ name, column, before, after }) => shape(name, column, before, after));
      expect(seen.toSorted()).toEqual(forth.toSorted());
    }
  });

  test('a fingerprint is of one change only', () => {
    for (const { changes } of pairs)
      expect(new Set(changes.map(({ fingerprint }) => fingerprint)).size).toBe(changes.length);
  });
});
