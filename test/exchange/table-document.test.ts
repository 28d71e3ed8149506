/** Tables with any names → a contract without a fault; names of files that no system stumbles over. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDraft } from '../../src/contract/read-contract.js';
import { resolveProject } from '../../src/contract/resolve-project.js';
import { contractText } from '../../src/exchange/contract-text.js';
import { fileName } from '../../src/exchange/file-name.js';
import { standsAlone } from '../../src/exchange/export/ddl-check.js';
import type { TableModel } from '../../src/exchange/import/table-model.js';
import { tableDocument } from '../../src/exchange/import/table-document.js';
import { parsePhysicalType } from '../../src/model/physical-type.js';
import { compileProject } from '../../src/suite/compile.js';
import { loadPacks } from '../../src/app/load-packs.js';

const name = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
  fc.constantFrom(
    'id',
    'ID',
    'a.b',
    '"a"',
    'a[]',
    '[]',
    'x/y',
    '😀',
    '__proto__',
    'constructor',
    ' ',
    '.',
    '..',
    'schema',
    'select',
    "it's",
    '${table}',
    '{column}',
    'no',
    'null',
    '1',
    'n'.repeat(63),
  ),
);
const type = fc.constantFrom(
  'int',
  'varchar(5)',
  'text',
  'numeric(38,9)',
  'date',
  'timestamptz',
  'struct(a int, "b c" text[])',
  'int[]',
  'map(varchar, int)',
  'geometry(Point,4326)',
  '"Odd Type"',
  'blob',
  'json',
  'interval',
  'tsvector',
  '',
);

const table = fc
  .record({
    name,
    schema: fc.option(fc.constantFrom('public', 'other', 'o.dd'), { nil: null }),
    columns: fc.uniqueArray(fc.record({ name, type, required: fc.boolean() }), {
      selector: (column) => column.name,
      minLength: 1,
      maxLength: 6,
    }),
    key: fc.boolean(),
  })
  .map(({ name: own, schema, columns, key }): TableModel => {
    const names = columns.map((column) => column.name);
    return {
      schema,
      name: own,
      kind: 'table',
      description: own,
      columns: columns.map((column) => ({
        name: column.name,
        type: parsePhysicalType(column.type),
        required: column.required,
        description: null,
        values: column.required ? ['a', 'b'] : null,
      })),
      primaryKey: key ? names.slice(0, 2) : [],
      uniques: [
        { columns: names.slice(0, 1), where: '' },
        { columns: names, where: '' },
        { columns: names, where: '' },
      ],
      references: [
        { columns: names.slice(0, 2), schema, table: own, to: names.slice(0, 2), where: '' },
        { columns: names.slice(0, 1), schema, table: 'nowhere', to: [], where: '' },
      ],
      conditions: [{ name: own, sql: '1 = 1', tree: null, where: '' }],
      where: own,
    };
  });

describe('tableDocument', () => {
  it('gives a contract that neither the reader nor the compiler finds fault with, whatever the names are', async () => {
    const { catalogue } = await loadPacks('.', []);
    fc.assert(
      fc.property(
        fc.uniqueArray(table, {
          selector: (each) => `${each.schema ?? ''} ${each.name}`,
          minLength: 1,
          maxLength: 4,
        }),
        (tables) => {
          const source = {
            tables,
            notCarried: [],
            name: tables[0]?.name ?? '',
            server: null,
            schema: 'public',
          };
          const { document, notCarried } = tableDocument(source, {
            id: null,
            version: '1.0.0',
            layer: null,
            dialect: null,
          });
          const isNamed = (each: { readonly name: string }): boolean => each.name.trim() !== '';
          const named = tables.filter(isNamed);
          const read = readDraft(contractText(document), 'x.yaml', null);
          if (read.draft === null) throw new Error(JSON.stringify(read.faults));
          const { contracts, faults: unresolved } = resolveProject([read.draft]);
          expect(unresolved).toEqual([]);
          const datasets = contracts.flatMap((contract) => contract.datasets);
          expect(datasets.map((dataset) => dataset.properties.length)).toEqual(
            named.map(({ columns }) => columns.filter(isNamed).length),
          );
          expect(compileProject(contracts, catalogue, { layers: [] }).faults).toEqual([]);
          expect(notCarried.filter(({ what }) => what.includes('nowhere'))).toHaveLength(named.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('fileName', () => {
  it('never leaves its folder, never collides, and is taken by every system', () => {
    fc.assert(
      fc.property(fc.array(name, { maxLength: 20 }), (names) => {
        const taken = new Set<string>();
        const files = names.map((each) => fileName(each, taken));
        expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(names.length);
        for (const file of files) {
          expect(file).toMatch(/^[\p{L}\p{M}\p{N}_-]+$/u);
          expect(file).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)$/i);
          expect(Buffer.byteLength(file)).toBeLessThan(140);
        }
      }),
    );
  });

  it.each([
    ['orders', 'orders'],
    ['../../etc/passwd', 'etc-passwd'],
    ['C:\\Windows', 'C-Windows'],
    ['NUL', 'NUL_'],
    ['', 'unnamed'],
    ['..', 'unnamed'],
    ['.hidden', 'hidden'],
    ['größe 😀', 'größe'],
    ['a'.repeat(500), 'a'.repeat(120)],
  ])('%s → %s', (from, to) => expect(fileName(from)).toBe(to));
});

it.each([
  ['a > 0', true],
  ["a in (')', '--')", true],
  ['"a)" > 0', true],
  ['a > 0); drop table x; --', false],
  ['a > 0) or (b > 0', false],
  ['a > 0 -- x', false],
  ['a > 0 /* x', false],
  ["a = 'x", false],
  ['a = $$x$$', false],
  ["a = E'\\'; drop table x; --'", false],
])('%s stands alone in brackets: %s', (sql, holds) => expect(standsAlone(sql)).toBe(holds));
