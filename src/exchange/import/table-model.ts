/** Tables as DDL, a catalogue or a file tells them, before they become the datasets of a contract. */
import type { Json, JsonObject } from '../../model/json.js';
import type { LogicalType, SourceType } from '../../model/type.js';

export interface TableModel {
  /** Null where the source has no schemas. */
  readonly schema: string | null;
  readonly name: string;
  /** table, view, file, …: what the contract calls `physicalType`. */
  readonly kind: string;
  readonly description: string | null;
  readonly columns: readonly ColumnModel[];
  readonly primaryKey: readonly string[];
  readonly uniques: readonly UniqueModel[];
  readonly references: readonly ReferenceModel[];
  readonly conditions: readonly ConditionModel[];
  /** Where the source says it, for what is not carried. */
  readonly where: string;
}

export interface ColumnModel {
  readonly name: string;
  /** Null where the source has only text (CSV, JSON) or does not tell. */
  readonly type: SourceType | null;
  /** Only where `type` is null: what every value reads as. */
  readonly readsAs?: LogicalType | null;
  readonly required: boolean;
  readonly description: string | null;
  /** The labels of an enum type. */
  readonly values: readonly string[] | null;
  /** It is part of the path, not of the rows (Hive folders). */
  readonly partitioned?: boolean;
}

export interface UniqueModel {
  readonly columns: readonly string[];
  readonly where: string;
}

export interface ReferenceModel {
  readonly columns: readonly string[];
  readonly schema: string | null;
  readonly table: string;
  /** Empty: the primary key of the other side. */
  readonly to: readonly string[];
  readonly where: string;
}

/** A CHECK constraint: true or unknown for every row. */
export interface ConditionModel {
  readonly name: string | null;
  /** Its text; null where there is none that could be run as it stands. */
  readonly sql: string | null;
  /** Its tree as PostgreSQL's parser gives it; null where that parser does not know the text. */
  readonly tree: Json;
  /** The column that `VALUE` of a domain stands for. */
  readonly value?: string;
  /** Why its text can not be run, where that is known. */
  readonly refused?: string;
  readonly where: string;
}

/** A contract's server, as written. */
export type ServerEntry = JsonObject;
