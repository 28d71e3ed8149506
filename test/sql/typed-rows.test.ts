/** An author's SQL over CSV and JSON: it sees columns as they are declared, while our own measures still see the text. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { duckdbEngine } from '../../src/engine/duckdb/duckdb.js';
import type { Row } from '../../src/engine/engine.js';
import { and, isNull, not } from '../../src/model/expr.js';
import type { Expr, Measure } from '../../src/model/measure.js';
import type { LogicalType } from '../../src/model/type.js';
import { planRun } from '../../src/plan/plan.js';
import { writeSample } from '../../src/sql/write-sample.js';
import { column, declared, lab, type Taken, type TargetOptions } from './lab.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-typed-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface File {
  readonly path: string;
  readonly text: string;
  readonly types: { readonly [column: string]: LogicalType };
  /** Where it is not the path of the one file. */
  readonly glob?: string;
  readonly object?: string;
}

async function open({ path, text, types, glob, object = 'orders' }: File, options: TargetOptions = {}) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  const format = path.endsWith('csv') ? 'csv' : 'ndjson';
  const contract = { path: glob ?? path, format };
  const server = { name: 'files', type: 'local', contract, settings: {}, root: folder };
  const session = await duckdbEngine.open(server, []);
  const on = lab('duckdb', session, server);
  const columns = Object.entries(types).map(([name, type]) => declared(name, type));
  return { session, on, target: await on.target(object, { columns, ...options }) };
}

async function take(file: File, measures: readonly Measure[], options: TargetOptions = {}) {
  const { session, on, target } = await open(file, options);
  try {
    return await on.take(target, measures);
  } finally {
    await session.close();
  }
}

/** What a sample of bad rows shows. */
async function show(file: File, badRows: Expr, shown: string, options: TargetOptions = {}) {
  const { session, target } = await open(file, options);
  const request = { dialect: 'duckdb', target, badRows, keyColumns: [], masked: [], limit: 5 } as const;
  try {
    const rows = await session.run(writeSample({ ...request, columns: [shown] }), {
      timeoutMs: 20_000,
      guarded: true,
    });
    return rows.map((row: Row) => row[shown]);
  } finally {
    await session.close();
  }
}

const predicate = (text: string, of?: string): Expr => ({
  expr: 'sql',
  sql: text,
  ...(of === undefined ? {} : { column: [{ field: of }] }),
});
const count = (where?: Expr): Measure =>
  where === undefined ? { measure: 'count' } : { measure: 'count', where };
const scalar = (sql: string): Measure => ({ measure: 'query', sql });
const raw = (name: string): Expr => ({ expr: 'raw', steps: [{ field: name }] });

const CSV: File = {
  path: 'orders.csv',
  text: 'id,amount,day,note\n1,9,2001-01-15,a\n2,-10,2001-02-30,\n3,n/a,2001-01-16,"10"\n4,100,,b\n',
  types: { id: 'integer', amount: 'number', day: 'date' },
};

describe('CSV', () => {
  test('a predicate sees types, what does not read is NULL, what is not declared is text', async () => {
    const wheres = [
      'amount > 9',
      'amount is null',
      "day >= date '2001-01-16'",
      'orders.amount < 0 and "orders"."id" = 2',
      "note < '9'",
      "typeof(note) = 'VARCHAR' and typeof(amount) = 'DOUBLE'",
    ];
    expect(
      await take(
        CSV,
        wheres.map((where) => count(predicate(where))),
      ),
    ).toEqual([1, 1, 1, 1, 1, 4]);
  });

  test('it shares one scan with what still reads the text, in one predicate too', async () => {
    const measures = [
      count(predicate('amount is null')),
      count(isNull(raw('amount'))),
      count(and(predicate('amount is null'), not(isNull(raw('amount'))))),
      count({ expr: 'readsAs', of: raw('day'), type: 'date' }),
      { measure: 'aggregate', fn: 'max', of: column('amount'), where: predicate('amount < 100') } as const,
    ];
    const { session, target } = await open(CSV);
    await session.close();
    expect(planRun([{ check: 'c', measures }], target, {}).scans).toHaveLength(1);
    expect(await take(CSV, measures)).toEqual([1, 0, 1, 2, 9]);
  });

  test('in a condition of every family', async () => {
    const where = predicate('amount > 0');
    const found = await take(CSV, [
      { measure: 'keys', columns: [column('id')], where },
      { measure: 'frequencies', of: column('note'), limit: 1, where },
      { measure: 'histogram', of: column('id'), edges: { given: [0, 10] }, where },
      { measure: 'aggregate', fn: 'skewness', of: column('id'), where: predicate('id > 0') },
      { measure: 'aggregate', fn: 'median', of: column('id'), where },
    ]);
    expect(found).toMatchObject([
      { rows: 2, keys: 2, repeated: 0 },
      { segments: [{ total: 2, distinct: 2 }] },
      { segments: [{ counts: [0, 2, 0] }] },
      0,
      2.5,
    ]);
  });

  test("the caller's filter is typed, what is measured behind it is not", async () => {
    const measures = [
      count(),
      count({ expr: 'readsAs', of: raw('amount'), type: 'number' }),
      count(isNull(column('amount'))),
      scalar('select count(*) from ${table} where amount is null'),
      { measure: 'aggregate', fn: 'count', of: raw('amount') } as const,
    ];
    expect(await take(CSV, measures, { where: 'amount > 9 or amount is null' })).toEqual([
      2,
      1,
      1,
      { value: 1 },
      2,
    ]);
    expect(await take(CSV, [count()], { where: '"amuont" > 9' })).toMatchObject([
      { unknown: { reason: expect.any(String) as string } },
    ]);
  });

  test('one mistake costs one check', async () => {
    const measures = [predicate('amount > 9'), predicate('amuont > 9'), predicate('day > 9')].map(count);
    expect(await take(CSV, [...measures, count(isNull(column('day')))])).toMatchObject([
      1,
      { unknown: {} },
      { unknown: {} },
      2,
    ]);
  });

  test('a query sees the columns of the file and no others', async () => {
    expect(
      await take(CSV, [
        scalar('select max(len(json_keys(to_json(o)))) from ${table} o'),
        scalar('select sum(amount) from orders'),
        { measure: 'queryRows', sql: 'select * from orders where id < 3' },
      ]),
    ).toEqual([{ value: 4 }, { value: 99 }, 2]);
  });

  test('a sample shows the text of the rows that the predicate meant', async () => {
    expect(await show(CSV, predicate('amount is null'), 'amount')).toEqual(['n/a']);
    const where = 'amount < 10';
    expect(await show(CSV, predicate('${column} < 9', 'amount'), 'amount', { where })).toEqual(['-10']);
  });

  test('without declared types nothing is typed', async () => {
    expect(await take({ ...CSV, types: {} }, [count(predicate("amount = '9'")), count()])).toEqual([1, 4]);
  });

  test('a batch of days, from the path and from a column', async () => {
    const file: File = {
      path: 'lake/day=2001-01-15/a.csv',
      glob: 'lake/*/*.csv',
      text: 'id,at\n1,2001-01-15T01:00:00Z\n2,2001-01-16T01:00:00Z\n',
      types: { id: 'integer', at: 'timestamp', day: 'date' },
    };
    const measures = [
      count(predicate("id > 0 and day = date '2001-01-15'")),
      scalar('select max(id) from orders'),
    ];
    expect(await take(file, measures, { batch: { at: '2001-01-16' } })).toEqual([1, { value: 2 }]);
    expect(await take(file, measures, { batch: { day: '2001-01-15' } })).toEqual([2, { value: 2 }]);
    expect(await take(file, measures, { batch: { day: '2001-01-15' }, where: 'id < 2' })).toEqual([
      1,
      { value: 1 },
    ]);
  });
});

test('files with different columns are typed by name', async () => {
  const text = 'amount,id\n5,3\n';
  const first: File = { path: 'union/a.csv', text: 'id,day\n9,2001-01-15\n', types: {} };
  const both: File = {
    path: 'union/b.csv',
    glob: 'union/*.csv',
    text,
    types: { id: 'integer', amount: 'number' },
  };
  await take(first, []);
  const wheres = ['id > 8', 'amount > 4 and id = 3', "day = '2001-01-15' and amount is null"];
  const found = await take(both, [
    ...wheres.map((where) => count(predicate(where))),
    count(isNull(raw('day'))),
  ]);
  expect(found).toEqual([1, 1, 1, 1]);
});

describe('names', () => {
  const odd = [
    'plain',
    'say ""x""',
    'a.b',
    '🙂',
    'or,ders',
    'orders',
    'assay_text_plain',
    'ASSAY_TEXT_',
    'Group',
    "it's",
    '${column}',
    'a?b',
  ];

  test('any name is typed under its own name, and its text is found', async () => {
    const names = odd.map((name) => name.replaceAll('""', '"'));
    const file: File = {
      path: 'names.csv',
      text: `${odd.map((name) => `"${name}"`).join(',')}\n${odd.map(() => '9').join(',')}\n${odd.map(() => 'x').join(',')}\n`,
      types: {},
    };
    const columns = names.map((name) => ({
      ...declared('x', 'integer'),
      path: name,
      steps: [{ field: name }],
    }));
    const measures = names.flatMap((name) => [
      count({ expr: 'sql', sql: '${column} < 10', column: [{ field: name }] }),
      count({ expr: 'readsAs', of: raw(name), type: 'string' }),
    ]);
    const filter = '"plain" < 10 or "🙂" is null';
    expect(await take(file, measures, { columns })).toEqual(names.flatMap(() => [1, 2]));
    expect(await take(file, measures, { columns, where: filter })).toEqual(names.flatMap(() => [1, 2]));
  });

  test('an object of any name', async () => {
    for (const object of ['or"ders', 'o.rders', '🙂', 'amount', 'select']) {
      const quoted = `"${object.replaceAll('"', '""')}"`;
      const measures = [count(predicate(`${quoted}."id" > 1`)), scalar('select sum(id) from ${table}')];
      const taken = await take({ ...CSV, object }, measures, { where: 'id < 4' });
      expect([object, taken]).toEqual([object, [2, { value: 6 }]]);
    }
  });
});

describe('JSON', () => {
  const JSON_FILE: File = {
    path: 'orders.ndjson',
    text: [
      '{"id": 1, "amount": 9, "note": "x", "o": {"p": {"q": 5}, "l": [1, 2]}, "free": {"k": "v"}}',
      '{"id": 2, "amount": "10", "note": 7, "o": {"p": {"q": "5"}, "l": []}, "free": "text"}',
      '{"id": 3, "amount": 100, "note": null, "o": null, "free": 1.50}',
    ].join('\n'),
    types: {
      id: 'integer',
      amount: 'number',
      note: 'string',
      o: 'object',
      'o.p': 'object',
      'o.p.q': 'integer',
    },
  };

  test('values are themselves, objects stay JSON, what is not declared is text', async () => {
    const wheres = [
      'amount > 9',
      'amount is null and id = 2',
      "note = 'x'",
      "note is null or note = '8'",
      "json_array_length(o, '/l') = 2",
      "o -> 'p' ->> 'q' = '5'",
      "free = 'text'",
      "free ->> 'k' = 'v'",
      "free = '1.5'",
    ];
    const guarded = wheres.map((where) =>
      count(predicate(where.startsWith('free ->>') ? `case when id = 1 then ${where} end` : where)),
    );
    expect(await take(JSON_FILE, guarded)).toEqual([1, 1, 1, 1, 1, 2, 1, 1, 1]);
  });

  test('the column of the rule may be a field', async () => {
    const steps = [{ field: 'o' }, { field: 'p' }, { field: 'q' }];
    const found = await take(JSON_FILE, [
      count({ expr: 'sql', sql: '${column} + 1 = 6', column: steps }),
      { measure: 'query', sql: 'select sum(${column}) from ${table}', column: steps },
      count({ expr: 'sql', sql: '${column} = 1', column: [{ field: 'o' }, { field: 'l' }, { items: true }] }),
      { measure: 'aggregate', fn: 'sum', of: column('o.p.q'), where: predicate('id < 3') },
    ]);
    expect(found).toMatchObject([1, { value: 5 }, { unknown: { reason: 'unsupported' } }, 5]);
  });

  test('items of an array behind a filter', async () => {
    const types = { ...JSON_FILE.types, 'o.l': 'array', 'o.l[]': 'integer' } as const;
    const sum: Measure = { measure: 'aggregate', fn: 'sum', of: column('o.l[]') };
    expect(await take({ ...JSON_FILE, types }, [sum], { where: 'amount < 10' })).toEqual([3]);
  });

  test('a sample', async () => {
    expect(await show(JSON_FILE, predicate('amount is null'), 'amount')).toEqual(['10']);
  });
});

test('over text a predicate counts what it counts over a table of those types', async () => {
  const value = fc.option(fc.integer({ min: -20, max: 20 }), { nil: null });
  const rows = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 12 });
  const cases: readonly (readonly [string, (a: number, b: number) => boolean])[] = [
    ['a < b', (a, b) => a < b],
    ['a + b > 9', (a, b) => a + b > 9],
    ['not (a = b)', (a, b) => a !== b],
    ['a between -5 and b', (a, b) => a >= -5 && a <= b],
  ];
  await fc.assert(
    fc.asyncProperty(rows, async (all) => {
      const text = `a,b\n${all.map(([a, b]) => `${String(a ?? '')},${String(b ?? '')}\n`).join('')}`;
      const file: File = { path: 'law.csv', text, types: { a: 'integer', b: 'number' } };
      const found: readonly Taken[] = await take(
        file,
        cases.map(([where]) => count(predicate(where))),
      );
      const due = cases.map(
        ([, holds]) => all.filter(([a, b]) => a !== null && b !== null && holds(a, b)).length,
      );
      expect(found).toEqual(due);
    }),
    { numRuns: 15 },
  );
});
