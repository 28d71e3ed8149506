/** A small catalogue: every kind that clauses compile to, with the options that the suite stage fills in. */
import type { Unit } from '../../src/model/check.js';
import type { JsonObject } from '../../src/model/json.js';
import { type Catalogue, type CheckKind, defineCheck } from '../../src/model/kit.js';

type Extra = Partial<Omit<CheckKind, 'kind' | 'needs' | 'judge'>> & {
  readonly options?: JsonObject;
  readonly required?: readonly string[];
};

const text: JsonObject = { type: 'string' };
const texts: JsonObject = { type: 'array', items: text };
const ANY: JsonObject = {};
const rows: readonly [Unit, ...Unit[]] = ['rows', 'percent'];
const none = { op: '=', value: 0 } as const;

const KINDS: { readonly [kind: string]: Extra } = {
  columnPresent: { units: ['value'], defaultLimit: none, range: { low: 0, high: 1 } },
  noExtraColumns: { level: 'dataset', units: ['value'], options: { columns: texts }, required: ['columns'] },
  columnOrder: { level: 'dataset', units: ['value'], options: { columns: texts }, required: ['columns'] },
  columnType: { options: { logicalType: text, physicalType: text, timezone: { type: 'boolean' } } },
  nullValues: { options: { of: { enum: ['all', 'present'] } }, dimension: 'completeness' },
  missingValues: { options: { missingValues: { type: 'array' }, of: text }, required: ['missingValues'] },
  invalidValues: {
    options: Object.fromEntries(
      'validValues pattern min max exclusiveMin exclusiveMax minLength maxLength format multipleOf minItems maxItems uniqueItems minProperties maxProperties requiredKeys forbiddenValues forbiddenPattern missingValues of'
        .split(' ')
        .map((name) => [name, ANY]),
    ),
    faults: (args) =>
      Object.keys(args).length === 0 ? [{ option: '', message: 'invalidValues needs an argument.' }] : [],
  },
  duplicateValues: { level: 'both', options: { columns: texts }, columnOptions: ['/columns'] },
  rowCount: { level: 'dataset', units: ['rows'], dimension: 'completeness' },
  foreignKey: { level: 'both', options: { columns: texts, to: ANY } },
  sql: {
    level: 'both',
    units: ['value'],
    operand: 'any',
    options: { query: text },
    sqlOptions: [{ option: '/query', form: 'query' }],
  },
  mean: { units: ['value'] },
  max: { units: ['value'], operand: 'any' },
  correlation: {
    units: ['value'],
    options: { with: text },
    required: ['with'],
    columnOptions: ['/with'],
    range: { low: -1, high: 1 },
  },
  failedRows: {
    level: 'both',
    defaultLimit: none,
    options: { where: text },
    sqlOptions: [{ option: '/where', form: 'predicate' }],
  },
  distribution: { units: ['value'], options: { method: { enum: ['psi', 'ks'] }, baseline: ANY } },
  reconcile: { level: 'dataset', units: ['value'], defaultLimit: none, options: { with: text, of: ANY } },
  freshness: {
    level: 'dataset',
    units: ['seconds'],
    dimension: 'timeliness',
    options: { column: text, seconds: { type: 'number' } },
  },
  frequency: { level: 'dataset', units: ['seconds'], options: { column: text, seconds: { type: 'number' } } },
  retention: {
    level: 'dataset',
    defaultLimit: none,
    options: { column: text, seconds: { type: 'number' } },
  },
  availableBy: {
    level: 'dataset',
    units: ['value'],
    defaultLimit: none,
    options: { column: text, time: text, timezone: text },
  },
};

/** The catalogue; kinds may be left out. */
export function makeCatalogue(without: readonly string[] = []): Catalogue {
  const kinds = Object.entries(KINDS).filter(([kind]) => !without.includes(kind));
  return new Map(
    kinds.map(([kind, { options = {}, required = [], ...extra }]) => [
      kind,
      {
        check: defineCheck({
          level: 'column',
          dimension: 'conformity',
          units: rows,
          ...extra,
          kind,
          needs: () => [],
          judge: () => ({ observed: 0, saw: 'nothing' }),
        }),
        optionsSchema: {
          type: 'object',
          properties: options,
          required: [...required],
          additionalProperties: false,
        },
        pack: 'test',
      },
    ]),
  );
}
