/** Each mistake gives one fault, with its code, its exact place (`▸`) and its cure. */
import { describe, expect, it } from 'vitest';
import { faultsOf, HEAD, marked } from './contract-of.js';

const V30 = HEAD.replace('v3.1.0', 'v3.0.2');
const object = (rest: string) => `${HEAD}schema:\n  - name: t\n${rest}`;
const column = (rest: string) => object(`    properties:\n      - name: c\n${rest}`);
const rule = (rest: string) => object(`    quality:\n      - ${rest}`);

const CASES: readonly (readonly [what: string, code: string, text: string, hint?: RegExp])[] = [
  // The text itself.
  ['an empty file', 'empty-file', '▸'],
  ['a key that stands twice', 'duplicate-key', 'id: a\n▸id: b'],
  ['two documents', 'several-documents', 'id: a\n▸---\nid: b'],
  ['a tab', 'tab-indent', 'a:\n▸\tb: 1', /spaces/],
  ['broken YAML', 'bad-yaml', 'a: ▸b: c'],
  ['a tag', 'bad-yaml', 'a: ▸!secret x'],
  ['an alias without an anchor', 'unknown-alias', 'a: ▸*b'],
  ['an alias that contains itself', 'endless-alias', 'a: &a [▸*a]'],
  ['a merge key', 'merge-key', 'a: &a {b: 1}\nc:\n  ▸<<: *a'],
  ['a key that is a list', 'bad-key', '? ▸[a]\n: 1'],
  ['infinity', 'bad-number', `${HEAD}price: {priceAmount: ▸.inf}`],
  ['nesting without end', 'too-large', `a: ${'['.repeat(63)}[▸[]${']'.repeat(64)}`],
  // What kind of document.
  ['another kind of file', 'not-a-contract', '▸services: {}\nversion: "3"'],
  ['a list', 'not-a-contract', '▸- a'],
  ['version 2', 'unsupported-version', HEAD.replace('apiVersion: v3.1.0', '▸apiVersion: v2.2.2'), /v3\.1\.0/],
  [
    'a version to come',
    'unsupported-version',
    HEAD.replace('apiVersion: v3.1.0', '▸apiVersion: v3.1.1'),
    /v3\.1\.0/,
  ],
  ['a missing key', 'missing-key', `▸${HEAD.replace('status: active\n', '')}`],
  ['a misspelt key of the root', 'unknown-key', `${HEAD}▸shcema: []`, /`schema`/],
  ['a number for a version', 'wrong-type', HEAD.replace('"1"', '▸1.0'), /quotes/],
  ['another kind', 'unknown-value', HEAD.replace('DataContract', '▸DataContrat'), /`DataContract`/],
  // Servers.
  [
    'an unknown server type',
    'unknown-value',
    `${HEAD}servers:\n  - server: s\n    type: ▸postgrs`,
    /`postgres`/,
  ],
  [
    'a setting of another server',
    'unknown-key',
    `${HEAD}servers:\n  - server: s\n    type: bigquery\n    project: p\n    dataset: d\n    ▸path: x`,
  ],
  [
    'a misspelt setting',
    'unknown-key',
    `${HEAD}servers:\n  - server: s\n    type: local\n    ▸pth: x\n    format: csv`,
    /`path`/,
  ],
  [
    'a server without its setting',
    'missing-key',
    `${HEAD}servers:\n  - ▸server: s\n    type: local\n    format: csv`,
  ],
  [
    'an address without a scheme',
    'bad-format',
    `${HEAD}servers:\n  - server: s\n    type: s3\n    location: ▸bucket`,
  ],
  [
    'two servers of one name',
    'duplicate-server',
    `${HEAD}servers:\n  - {server: s, type: custom}\n  - {server: ▸s, type: custom}`,
  ],
  // Datasets and columns.
  ['a column without a name', 'missing-key', object('    properties:\n      - ▸logicalType: date')],
  ['a misspelt key of a column', 'unknown-key', column('        ▸requird: true'), /`required`/],
  ['a logical type that is none', 'unknown-value', column('        logicalType: ▸strng'), /`string`/],
  ['yes for true', 'wrong-type', column('        required: ▸yes')],
  [
    'an option of another type',
    'unknown-key',
    column('        logicalType: string\n        logicalTypeOptions: {▸minimum: 1}'),
  ],
  ['options without a type', 'missing-key', column('        ▸logicalTypeOptions: {minimum: 1}')],
  [
    'enum before v3.2.0',
    'unknown-key',
    column('        logicalType: string\n        logicalTypeOptions: {▸enum: [a]}'),
    /invalidValues/,
  ],
  [
    'fields of a string',
    'misplaced-key',
    column('        logicalType: string\n        ▸properties: []'),
    /object/,
  ],
  ['two columns of one name', 'duplicate-column', column('      - name: ▸c')],
  [
    'two columns of one source column',
    'duplicate-column',
    column('      - name: d\n        physicalName: ▸c'),
  ],
  ['two ids', 'duplicate-id', object('    id: x\n  - name: u\n    id: ▸x')],
  ['an id with a blank', 'bad-id', object('    id: ▸a b')],
  ['a position without a key', 'contradiction', column('        ▸primaryKeyPosition: 1'), /primaryKey: true/],
  [
    'a position of two',
    'duplicate-position',
    column(
      '        partitioned: true\n        partitionKeyPosition: 1\n      - name: d\n        partitioned: true\n        ▸partitionKeyPosition: 1',
    ),
  ],
  [
    'a key inside an array',
    'contradiction',
    column(
      '        logicalType: array\n        items: {logicalType: object, properties: [{name: d, ▸primaryKey: true}]}',
    ),
  ],
  ['a reference that is none', 'bad-reference', column('        relationships:\n          - to: ▸customers')],
  [
    'from in a column',
    'unknown-key',
    column('        relationships:\n          - ▸from: t.c\n            to: u.d'),
  ],
  ['a merge of YAML 1.1', 'merge-key', `%YAML 1.1\n---\n${HEAD}x: &a {b: 1}\nc:\n  ▸<<: *a`],
  [
    'an empty element',
    'unknown-reference',
    `${column('')}slaProperties:\n  - property: latency\n    value: 1\n    element: ▸""`,
  ],
  // Rules.
  [
    'a misspelt operator',
    'unknown-key',
    rule('metric: rowCount\n        ▸mustBeLesThan: 5'),
    /`mustBeLessThan`/,
  ],
  ['a misspelt metric key', 'unknown-key', rule('▸metrc: rowCount\n        mustBe: 5'), /`metric`/],
  ['an unknown metric', 'unknown-value', rule('metric: ▸rowCont\n        mustBe: 5'), /`rowCount`/],
  [
    'two operators',
    'two-operators',
    rule('metric: rowCount\n        mustBe: 5\n        ▸mustBeLessThan: 9'),
    /two rules/,
  ],
  ['no operator', 'missing-operator', rule('▸metric: rowCount')],
  ['an operator without a metric', 'misplaced-key', rule('name: x\n        ▸mustBe: 0'), /metric/],
  ['a text as a limit', 'wrong-type', rule('metric: rowCount\n        mustBeLessThan: ▸five')],
  ['a range of one number', 'bad-value', rule('metric: rowCount\n        mustBeBetween: ▸[5]')],
  ['a range of twice the same', 'bad-value', rule('metric: rowCount\n        mustBeBetween: ▸[5, 5]')],
  [
    'a query that is no rule',
    'misplaced-key',
    rule('metric: rowCount\n        mustBe: 1\n        ▸query: select 1'),
    /type: sql/,
  ],
  [
    'a misspelt rule type',
    'unknown-value',
    rule('type: ▸sqll\n        query: select 1\n        mustBe: 1'),
    /`sql`/,
  ],
  ['sql without a query', 'missing-key', rule('▸type: sql\n        mustBe: 1')],
  ['custom without an engine', 'missing-key', rule('▸type: custom\n        implementation: {}')],
  [
    'an operator outside of implementation',
    'misplaced-key',
    rule('type: custom\n        engine: assay\n        implementation: {metric: mean}\n        ▸mustBe: 1'),
    /into `implementation`/,
  ],
  [
    'sql and a metric',
    'contradiction',
    rule('type: sql\n        query: select 1\n        ▸metric: rowCount\n        mustBe: 1'),
  ],
  [
    'an unknown dimension',
    'unknown-value',
    rule('metric: rowCount\n        mustBe: 1\n        dimension: ▸completness'),
    /`completeness`/,
  ],
  // Custom properties.
  [
    'a near miss of extraColumns',
    'unknown-key',
    object('    customProperties:\n      - property: ▸extracolumn\n        value: fail'),
    /`extraColumns`/,
  ],
  [
    'a wrong value of extraColumns',
    'unknown-value',
    object('    customProperties:\n      - property: extraColumns\n        value: ▸forbid'),
    /allow, warn, fail/,
  ],
  [
    'a wrong value of columnOrder',
    'unknown-value',
    `${HEAD}customProperties:\n  - property: columnOrder\n    value: ▸strict`,
  ],
  [
    'a layer that is a list',
    'wrong-type',
    `${HEAD}customProperties:\n  - property: layer\n    value: ▸[gold]`,
  ],
  [
    'a layer twice',
    'duplicate-property',
    `${HEAD}customProperties:\n  - {property: layer, value: gold}\n  - ▸{property: layer, value: silver}`,
  ],
  [
    'a time zone that is none',
    'unknown-value',
    `${HEAD}customProperties:\n  - property: timezone\n    value: ▸Europe/Pariss`,
  ],
  // SLAs.
  [
    'an element that is no column',
    'unknown-reference',
    `${column('')}slaProperties:\n  - property: latency\n    value: 1\n    element: ▸t.cc`,
    /`t\.c`/,
  ],
  [
    'an element of no dataset',
    'unknown-reference',
    `${column('')}slaProperties:\n  - property: latency\n    value: 1\n    element: ▸nothing.c`,
  ],
  [
    'an element of two datasets',
    'ambiguous-reference',
    `${column('')}  - name: u\n    properties: [{name: c}]\nslaProperties:\n  - property: latency\n    value: 1\n    element: ▸c`,
    /t\.c/,
  ],
  // v3.0 leaves these open; a typo there would be silence.
  [
    'v3.0: a misspelt operator',
    'unknown-key',
    `${V30}schema:\n  - name: t\n    quality:\n      - rule: rowCount\n        ▸mustBeLesThan: 5`,
    /`mustBeLessThan`/,
  ],
  [
    'v3.0: two operators',
    'two-operators',
    `${V30}schema:\n  - name: t\n    quality:\n      - rule: rowCount\n        mustBe: 5\n        ▸mustBeLessThan: 5`,
  ],
  [
    'v3.0: a misspelt setting',
    'unknown-key',
    `${V30}servers:\n  - server: s\n    type: s3\n    location: s3://a/b\n    ▸delimter: array`,
    /`delimiter`/,
  ],
  [
    'v3.0: arguments that are a list',
    'wrong-type',
    `${V30}schema:\n  - name: t\n    quality:\n      - rule: x\n        arguments: ▸[1]`,
  ],
  [
    'v3.0: what v3.1.0 refuses too',
    'unknown-value',
    `${V30}schema:\n  - name: t\n    properties:\n      - name: c\n        logicalType: ▸timestmp`,
  ],
];

describe('faults', () => {
  it.each(CASES.map(([what, code, source, hint]) => ({ what, code, source, hint })))(
    '$what: $code',
    ({ code, source, hint }) => {
      const { text, at } = marked(source);
      const faults = faultsOf(text);
      expect(faults.map((f) => `${f.code} ${f.line}:${f.column}`)).toEqual([`${code} ${at}`]);
      expect(faults[0]?.message).toMatch(/^[^\n]+\.$/);
      if (hint !== undefined) expect(faults[0]?.hint).toMatch(hint);
    },
  );

  it.each(['id', 'version'])('%s that is longer than an index takes', (key) => {
    const text = HEAD.replace(new RegExp(`^${key}: .*`, 'm'), `${key}: ${'x'.repeat(401)}`);
    expect(faultsOf(text)).toMatchObject([{ code: 'bad-value', path: `/${key}` }]);
  });

  it('come all at once, in the order of the text', () => {
    const text = rule('metric: rowCont\n        mustBeLesThan: 5\n        dimension: x\n    propertis: []\n');
    expect(faultsOf(`${text}slaProperties: 5\nteem: {}`).map((f) => `${f.line} ${f.path}`)).toEqual([
      '9 /schema/0/quality/0/metric',
      '10 /schema/0/quality/0/mustBeLesThan',
      '11 /schema/0/quality/0/dimension',
      '12 /schema/0/propertis',
      '13 /slaProperties',
      '14 /teem',
    ]);
  });

  it('an enum of v3.2.0 is checked', () => {
    const text = column('        enum: [a, [b]]').replace('v3.1.0', 'v3.2.0');
    expect(faultsOf(text).map((f) => f.path)).toEqual(['/schema/0/properties/0/enum/1']);
  });

  it('a file named JSON that is YAML', () => {
    expect(faultsOf(HEAD, 'a.json').map((f) => f.code)).toEqual(['bad-json']);
  });

  it('aliases that make a large document of a small one', () => {
    const levels = Array.from(
      { length: 8 },
      (_, i) =>
        `l${i}: &l${i} [${Array(10)
          .fill(i === 0 ? '0' : `*l${i - 1}`)
          .join()}]`,
    );
    expect(faultsOf(levels.join('\n')).map((f) => f.code)).toEqual(['too-large']);
  });

  it('nesting that no parser survives', () => {
    expect(faultsOf('['.repeat(100_000)).map((f) => f.code)).toEqual(['too-large']);
  });
});
