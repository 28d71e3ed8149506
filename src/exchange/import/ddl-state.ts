/** What the statements of a DDL file have made so far. */
import type { JsonObject } from '../../model/json.js';
import type { SourceType } from '../../model/type.js';
import type { NotCarried } from '../imported.js';
import { listOf, stringOf } from './table-literal.js';
import type { ConditionModel, ReferenceModel, UniqueModel } from './table-model.js';

/** A statement as `parsePostgresDdl` gives it. */
export interface DdlStatement {
  readonly kind: string;
  readonly node: JsonObject;
  readonly text: string;
  readonly line: number;
}

export interface DdlColumn {
  name: string;
  type: SourceType;
  required: boolean;
  description: string | null;
  values: readonly string[] | null;
}

/** A constraint by its name, so that it can be dropped or validated later. */
interface Named {
  readonly constraint: string | null;
  /** NOT VALID: rows may break it until it is validated. */
  valid: boolean;
}

export interface DdlTable {
  schema: string | null;
  name: string;
  readonly line: number;
  description: string | null;
  columns: DdlColumn[];
  keys: (Named & UniqueModel & { readonly primary: boolean })[];
  references: (Named & ReferenceModel)[];
  conditions: (Named & ConditionModel)[];
}

export interface DdlDomain {
  readonly type: SourceType;
  readonly values: readonly string[] | null;
  readonly required: boolean;
  readonly conditions: readonly Omit<ConditionModel, 'value'>[];
}

export interface DdlState {
  readonly file: string;
  readonly tables: Map<string, DdlTable>;
  readonly enums: Map<string, readonly string[]>;
  readonly domains: Map<string, DdlDomain>;
  readonly composites: Map<string, SourceType>;
  readonly notCarried: NotCarried[];
  /** Why a text can not be a rule, by text. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Bare names are those of `public`. */
export function nameKey(schema: string | null, name: string): string {
  return JSON.stringify([schema === 'public' ? null : schema, name]);
}

/** The last two parts of a qualified name. */
export function qualifiedName(node: JsonObject, key: string): readonly [schema: string | null, name: string] {
  const parts = listOf(node, key).map((part) => stringOf(part) ?? '');
  return [parts.at(-2) ?? null, parts.at(-1) ?? ''];
}

/** Schema and name of a `RangeVar`. */
export function relationName(
  relation: JsonObject | undefined,
): readonly [schema: string | null, name: string] {
  return [textIn(relation, 'schemaname'), textIn(relation, 'relname') ?? ''];
}

export function textIn(node: JsonObject | undefined, key: string): string | null {
  const value = node?.[key];
  return typeof value === 'string' ? value : null;
}

/** Lists what can not be said, at its line. */
export function notCarried(state: DdlState, line: number, what: string, reason: string): void {
  state.notCarried.push({ where: `${state.file}:${String(line)}`, what, reason });
}
