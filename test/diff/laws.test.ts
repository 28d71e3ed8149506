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
import { contractText, filled, THEME_COUNT } from './law-contracts.js';

const root = mkdtempSync(join(tmpdir(), 'assay-diff-laws-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const MEMBERS = Number(process.env['DIFF_MEMBERS'] ?? 8);
const TABLES = 30;

/** A member that is no good contract (two rules that contradict each other) has no place in a family. */
function families(): readonly (readonly DiffSide[])[] {
  const random = seededRandom(Number(process.env['DIFF_SEED'] ?? 20261122));
  return Array.from({ length: THEME_COUNT }, (_, theme) => {
    const members = new Map<string, DiffSide>();
    for (let tries = 0; members.size < MEMBERS && tries < 200; tries += 1) {
      const text = contractText(filled(theme, random));
      try {
        members.set(text, sideOf({ 'laws.odcs.yaml': text }));
      } catch {
        continue;
      }
    }
    return [...members.values()];
  });
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

/** What became of each member of a family on each table. Checks that several members share are run once. */
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

const diff = (base: DiffSide, head: DiffSide): AssayDiff => diffProjects(base, head, OPTIONS);

describe('over families of contracts', () => {
  const all = families();
  let results: ReadonlyMap<DiffSide, readonly Outcome[]> = new Map();
  const pairs = all.flatMap((members) =>
    members.flatMap((base) => members.flatMap((head) => (base === head ? [] : [{ base, head }]))),
  );

  beforeAll(async () => {
    await makeTables();
    const found = new Map<DiffSide, readonly Outcome[]>();
    for (const family of all) for (const [side, list] of await outcomes(family)) found.set(side, list);
    results = found;
  }, 600_000);

  test('a contract does not differ from itself', () => {
    for (const side of all.flat()) expect(diff(side, side).changes).toEqual([]);
  });

  test('what is safe for producers fails no data that conformed', () => {
    let told = 0;
    for (const { base, head } of pairs) {
      const { changes } = diff(base, head);
      if (!changes.every(({ producer }) => producer === 'safe')) continue;
      results.get(base)?.forEach(({ conforms }, table) => {
        if (!conforms) return;
        told += 1;
        expect(
          results.get(head)?.[table]?.fails,
          `t${String(table)}: ${JSON.stringify(changes, null, 1)}`,
        ).toBe(false);
      });
    }
    expect(told).toBeGreaterThan(400);
  });

  test('what is safe for consumers admits no data that was refused', () => {
    let told = 0;
    for (const { base, head } of pairs) {
      const { changes } = diff(base, head);
      if (!changes.every(({ consumer }) => consumer === 'safe')) continue;
      results.get(head)?.forEach(({ conforms }, table) => {
        if (!conforms) return;
        told += 1;
        expect(
          results.get(base)?.[table]?.fails,
          `t${String(table)}: ${JSON.stringify(changes, null, 1)}`,
        ).toBe(false);
      });
    }
    expect(told).toBeGreaterThan(400);
  });

  test('read backwards, every change is its mirror', () => {
    for (const { base, head } of pairs) {
      const shape = (
        name: string,
        side: { before: unknown; after: unknown; column: string | null },
      ): string => JSON.stringify([name, side.column, side.before, side.after]);
      const forth = diff(base, head).changes.map(({ name, column, before, after }) =>
        shape(CODES[name as ChangeName].mirror, { column, before: after, after: before }),
      );
      const back = diff(head, base).changes.map((change) => shape(change.name, change));
      expect(back.toSorted()).toEqual(forth.toSorted());
    }
  });

  test('two contracts of different content never are without a change', () => {
    for (const { base, head } of pairs) {
      const same = base.contracts[0]?.contract.digest === head.contracts[0]?.contract.digest;
      expect(diff(base, head).changes.length > 0).toBe(!same);
    }
  });

  test('a fingerprint is of one change only', () => {
    for (const { base, head } of pairs) {
      const prints = diff(base, head).changes.map(({ fingerprint }) => fingerprint);
      expect(new Set(prints).size).toBe(prints.length);
    }
  });
});
