/** `cases.yaml` of a check kind: what stands in it, read and filled in with its defaults. The format is described in checks/README.md. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Limit } from '../../src/model/check.js';
import type { PathStep } from '../../src/model/contract.js';
import type { Json, JsonObject, JsonScalar } from '../../src/model/json.js';
import type { LogicalType } from '../../src/model/type.js';

/** Logical type, or that with the engine's own type. */
export type CaseColumn =
  | LogicalType
  | {
      readonly type?: LogicalType | null;
      readonly as?: string;
      readonly duckdb?: string;
      readonly postgres?: string;
      /** Declared, but not there. */
      readonly absent?: boolean;
      readonly classification?: string;
    };

export interface CaseTable {
  readonly columns: { readonly [name: string]: CaseColumn };
  /** A list in the order of the columns, or an object; what an object lacks is NULL. */
  readonly rows: readonly (readonly Json[] | JsonObject)[];
  /** False: the table is declared, but not there. */
  readonly exists?: boolean;
  /** Declared fields below the columns, by path (`lines[].sku`). */
  readonly fields?: { readonly [path: string]: LogicalType };
}

export interface CaseRule {
  readonly column?: string | null;
  readonly steps?: readonly PathStep[];
  readonly args?: JsonObject;
  /** `<= 5`, `between 0 and 60`, or the record; default: the kind's own. */
  readonly limit?: string | Limit;
  readonly unit?: 'rows' | 'percent' | 'value' | 'seconds';
  readonly severity?: 'warn' | 'fail';
}

export interface CaseHistoryPoint {
  readonly asOf?: string;
  readonly observed: JsonScalar;
  readonly details?: JsonObject;
  readonly verdict?: 'pass' | 'warn' | 'fail' | 'unknown';
  readonly reason?: string;
  readonly accepted?: boolean;
}

export interface Case extends CaseTable {
  readonly name: string;
  /** Name of the dataset; default `t`. */
  readonly dataset?: string;
  readonly tables?: { readonly [name: string]: CaseTable };
  readonly rule: CaseRule;
  readonly asOf?: string;
  readonly batch?: { readonly [column: string]: string };
  /** Newest first. */
  readonly history?: readonly CaseHistoryPoint[];
  /** Where the rows lie: `csv` and `json` only on DuckDB. Default `table`. */
  readonly source?: 'table' | 'csv' | 'json';
  /** Engines that run it, with the reason where not all do. */
  readonly engines?: readonly string[];
  readonly because?: string;
  /** Values of the measures, in the order of `needs`. */
  readonly readings?: readonly Json[];
  readonly verdict: 'pass' | 'warn' | 'fail' | 'unknown';
  readonly observed?: JsonScalar;
  readonly reason?: string;
  /** Bad, total. */
  readonly bad?: readonly [number, number];
  /** A part of the details. */
  readonly details?: JsonObject;
  readonly saw?: string;
}

interface CaseFile {
  readonly defaults?: Partial<Case>;
  readonly cases: readonly Partial<Case>[];
}

const KEYS = new Set(
  'name dataset columns fields rows exists tables rule asOf batch history source engines because readings verdict observed reason bad details saw'.split(
    ' ',
  ),
);

/** The cases of a file. A case's `rule` is laid over that of the defaults key by key. @throws Error for a misspelt key or a missing part */
export function readCases(file: string): readonly Case[] {
  const { defaults = {}, cases } = parse(readFileSync(file, 'utf8'), { schema: 'core' }) as CaseFile;
  return cases.map((each) => {
    const whole = { ...defaults, ...each, rule: { ...defaults.rule, ...each.rule } };
    const unknown = Object.keys(whole).filter((key) => !KEYS.has(key));
    const missing = ['name', 'columns', 'rows', 'verdict'].filter((key) => !(key in whole));
    if (unknown.length > 0 || missing.length > 0)
      throw new Error(
        `${file}: ${each.name ?? '?'}: unknown keys [${String(unknown)}], missing [${String(missing)}]`,
      );
    return whole as Case;
  });
}

/** `= 0`, `!= x`, `between 0 and 60`, `not between 1 and 2` → a limit. */
export function readLimit(limit: string | Limit): Limit {
  if (typeof limit !== 'string') return limit;
  const range = /^(not )?between (\S+) and (\S+)$/.exec(limit);
  if (range !== null)
    return {
      op: range[1] === undefined ? 'between' : 'notBetween',
      low: scalar(range[2]),
      high: scalar(range[3]),
    };
  const [, op, value] = /^(=|!=|<=|>=|<|>) (.+)$/.exec(limit) ?? [];
  if (op === undefined) throw new Error(`no limit: ${limit}`);
  return { op: op as '=', value: scalar(value) };
}

/** Digits that a double can not hold stay text. */
function scalar(text = ''): JsonScalar {
  const value = parse(text, { schema: 'core' }) as JsonScalar;
  return typeof value === 'number' && String(value) !== text ? text : value;
}

/** A row as a list in the order of the columns. */
export function rowValues(table: CaseTable, row: CaseTable['rows'][number]): readonly Json[] {
  if (Array.isArray(row)) return row as readonly Json[];
  const named = row as JsonObject;
  return presentColumns(table).map(([name]) => named[name] ?? null);
}

/** The columns that the table really has. */
export function presentColumns(table: CaseTable): readonly (readonly [string, CaseColumn])[] {
  return Object.entries(table.columns).filter(
    ([, column]) => typeof column === 'string' || column.absent !== true,
  );
}
