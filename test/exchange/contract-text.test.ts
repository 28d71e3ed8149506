import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readContract } from '../../src/contract/read-contract.js';
import { readDocument } from '../../src/contract/read-document.js';
import { contractText } from '../../src/exchange/contract-text.js';
import type { JsonObject } from '../../src/model/json.js';

const document: JsonObject = {
  schema: [
    {
      properties: [
        {
          quality: [
            { mustBe: 0, arguments: { validValues: ['no', '1e3', '2001-01-15'] }, metric: 'invalidValues' },
          ],
          logicalTypeOptions: { maximum: 10, minimum: -1.5 },
          physicalType: 'DECIMAL(38,9)',
          logicalType: 'number',
          required: true,
          name: 'amount',
        },
      ],
      description: 'Two\nlines, "quoted", # no comment',
      name: 'orders',
    },
  ],
  status: 'draft',
  version: '1.0.0',
  customProperties: [{ value: 'bronze', property: 'layer' }],
  id: 'orders',
  kind: 'DataContract',
  apiVersion: 'v3.1.0',
};

describe('contractText', () => {
  it('writes keys in the order of a person, short lists and options in one line', () => {
    expect(contractText(document)).toBe(`apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.0.0
status: draft
customProperties:
  - property: layer
    value: bronze
schema:
  - name: orders
    description: |-
      Two
      lines, "quoted", # no comment
    properties:
      - name: amount
        logicalType: number
        physicalType: DECIMAL(38,9)
        required: true
        logicalTypeOptions: {minimum: -1.5, maximum: 10}
        quality:
          - metric: invalidValues
            arguments: {validValues: ['no', '1e3', '2001-01-15']}
            mustBe: 0
`);
  });

  it('is read by the reader of contracts as the same document', () => {
    const text = contractText(document);
    expect(readContract(text, 'orders.yaml').ok).toBe(true);
    expect(readBack(text)).toEqual(document);
  });

  it.each([' \n', 'a\n b', ' a\nb', 'a \nb', 'a\nb ', '\n', '\n\n', '\t\n\t'])(
    'keeps the blanks of %j',
    (text) => {
      expect(readBack(contractText({ name: text, description: { purpose: text } }))).toEqual({
        name: text,
        description: { purpose: text },
      });
    },
  );

  it('sets comments above keys and items, and nothing in a comment can become a clause', () => {
    const text = contractText(
      document,
      new Map([
        ['', 'Proposed.\r\nstatus: active'],
        ['/schema/0/properties/0', 'An item'],
        [
          '/schema/0/properties/0/logicalTypeOptions/minimum',
          '0.1 % below\u2028kind: X\rkind: Y\u0085kind: Z',
        ],
      ]),
    );
    expect(readBack(text)).toEqual(document);
    expect(text.startsWith('# Proposed.\n# status: active\n')).toBe(true);
    expect(text).toContain('      # An item\n      - name: amount');
    expect(text).toContain(
      '          # 0.1 % below\n          # kind: X\n          # kind: Y\n          # kind: Z\n          minimum: -1.5',
    );
  });

  it('gives every document back, whatever its texts and keys are', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.string({
        unit: fc.constantFrom(
          '\n',
          '\r',
          ' ',
          '\t',
          '#',
          ':',
          '-',
          '"',
          "'",
          'a',
          '\ud800',
          '\ufeff',
          '\u2028',
          '|',
          '>',
        ),
      }),
      fc.constantFrom(
        '<<',
        '~',
        'null',
        'no',
        'y',
        '0x1F',
        '1_000',
        '12:30:45',
        '.inf',
        '-',
        '---',
        '...',
        '%',
        '@',
        '*a',
        '&a',
        '!!str',
        '? a',
        '=',
        '__proto__',
      ),
    );
    const { tree } = fc.letrec<{ tree: unknown; leaf: unknown }>((tie) => ({
      leaf: fc.oneof(
        text,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
      ),
      tree: fc.oneof(
        { maxDepth: 4 },
        tie('leaf'),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(text, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.dictionary(fc.oneof(text, fc.constantFrom('schema', 'properties', 'arguments')), tree, {
          minKeys: 1,
          maxKeys: 5,
        }),
        (made) => {
          const wanted = JSON.parse(JSON.stringify(made)) as JsonObject;
          expect(readBack(contractText(wanted))).toEqual(wanted);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('means the same to a YAML 1.1 reader', () => {
    const odd = {
      id: 'no',
      name: '2001-01-15',
      version: '1.0',
      description: { purpose: '12:30', usage: 'off' },
    };
    expect(parse(contractText(odd), { version: '1.1' })).toEqual(odd);
  });
});

function readBack(text: string): unknown {
  const read = readDocument(text, 'x.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.value.value;
}
