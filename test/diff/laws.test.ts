/** What a diff calls safe is safe: held against real data in a real engine, over families of contracts that differ in a slot or two. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CODES, type ChangeName } from '../../src/diff/code.js';
import { diffProjects, type DiffSide } from '../../src/diff/diff-projects.js';
import { engineFor } from '../../src/engine/engines.js';
import type { AssayDiff } from '../../src/model/change.js';
import { checkDataset } from '../../src/run/check.js';
import { seededRandom } from '../support/random.js';
import { catalogue, OPTIONS, sideOf } from './diff-of.js';
import { contractText, edited, filled } from './law-contracts.js';

const root = mkdtempSync(join(tmpdir(), 'assay-diff-laws-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const FAMILIES = Number(process.env['DIFF_FAMILIES'] ?? 7);
const MEMBERS = 5;
const TABLES = 24;

/** A member that is no good contract (two rules that contradict each other) has no place in a family. */
function families(): readonly (readonly DiffSide[])[] {
  const random = seededRandom(Number(process.env['DIFF_SEED'] ?? 20261122));
  return Array.from({ length: FAMILIES }, () => {
    const members: DiffSide[] = [];
    for (let slots = filled(random), tries = 0; members.length < MEMBERS && tries < 200; tries += 1) {
      const next = members.length === 0 ? filled(random) : edited(slots, random);
      try {
        members.push(sideOf({ 'laws.odcs.yaml': contractText(next) }));
        slots = next;
      } catch {
        continue;
      }
    }
    return members;
  });
}

/** Small tables, most of them good: NULLs, repeats and long texts are rare; columns are absent, extra, of another type or order now and then. */
async function makeTables(): Promise<void> {
  const random = seededRandom(7);
  const chance = (share: number): boolean => random.uniform() < share;
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(join(root, 'tables.duckdb'));
  const connection = await instance.connect();
  for (let table = 0; table < TABLES; table += 1) {
    const rows = chance(0.1) ? 0 : 1 + Math.floor(random.uniform() * 6);
    const bad = chance(0.5) ? 0.15 : 0;
    const one = (row: number): string => {
      const id = chance(bad) ? 'NULL' : chance(bad) ? '1' : String(chance(0.7) ? row * 4 : row * 2 - 1);
      const s = chance(bad)
        ? 'NULL'
        : `'${chance(bad) ? (['x', 'dddd', 'QQ', '', 'longer'][Math.floor(random.uniform() * 5)] ?? '') : (['a', 'bb', 'ccc'][row % (chance(0.5) ? 2 : 3)] ?? 'a')}'`;
      const d = `DATE '${chance(bad) ? '2025' : '2026'}-0${String(1 + (row % 8))}-01'`;
      return `(${id}, ${s}, ${d}, 1)`;
    };
    const values = Array.from({ length: Math.max(1, rows) }, (_, row) => one(row)).join(', ');
    const id = `id::${chance(0.2) ? 'BIGINT' : 'INTEGER'} AS id`;
    const columns = [id, ...(chance(0.1) ? [] : ['s']), 'd', ...(chance(0.15) ? ['e'] : [])];
    const ordered = chance(0.15) ? columns.toReversed() : columns;
    await connection.run(
      `CREATE TABLE t${String(table)} AS SELECT ${ordered.join(', ')} FROM (VALUES ${values}) v(id, s, d, e)${rows === 0 ? ' WHERE false' : ''}`,
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

async function outcomes(side: DiffSide): Promise<readonly Outcome[]> {
  const [{ contract } = { contract: undefined }] = side.contracts;
  const [dataset] = contract?.datasets ?? [];
  const [suite] = side.suites;
  if (contract === undefined || dataset === undefined || suite === undefined) throw new Error('no dataset');
  const server = {
    name: 'f',
    type: 'duckdb',
    root,
    contract: contract.servers[0]?.settings ?? {},
    settings: SETTINGS,
  };
  const run = async (table: number): Promise<Outcome> => {
    const { checks } = await checkDataset(
      {
        source: {
          contract,
          dataset: { ...dataset, physicalName: `t${String(table)}` },
          suite,
          server,
        },
        batch: null,
        asOf: '2026-06-15T00:00:00.000Z',
        where: null,
        select: null,
        samples: 0,
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
    return {
      conforms: checks.every(({ verdict }) => verdict === 'pass' || verdict === 'warn'),
      fails: checks.some(({ verdict }) => verdict === 'fail'),
    };
  };
  const found: Outcome[] = [];
  for (let table = 0; table < TABLES; table += 1) found.push(await run(table));
  return found;
}

const SETTINGS = { timeoutMs: 60_000, concurrency: 4 };

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
    for (const side of all.flat()) found.set(side, await outcomes(side));
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
    expect(told).toBeGreaterThan(50);
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
    expect(told).toBeGreaterThan(50);
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
