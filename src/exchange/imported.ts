/** What an import of another format gives: an ODCS document, and all that it could not carry. */
import type { Outcome } from '../model/fault.js';
import type { JsonObject } from '../model/json.js';

/** Something of the source that the contract does not say, said aloud. */
export interface NotCarried {
  /** Where in the source: `models.orders.columns.amount.tests[0]`, `orders.sql:12`. */
  readonly where: string;
  /** What stands there, in a few words: `macro test my_package.is_even`. */
  readonly what: string;
  /** Why, and what to do where something can be done. */
  readonly reason: string;
}

export interface Imported {
  /** An ODCS v3.1.0 document with every dataset that was found. */
  readonly document: JsonObject;
  readonly notCarried: readonly NotCarried[];
}

/** What the caller says of the contract to be. */
export interface ImportOptions {
  /** Default: from the source's name. */
  readonly id: string | null;
  readonly version: string;
  readonly layer: string | null;
  /** SQL dialect of a DDL file; ignored by the others. */
  readonly dialect: 'postgres' | 'duckdb' | null;
}

/** A text to import; `name` is the file's name without its folder. */
export interface ImportSource {
  readonly name: string;
  readonly text: string;
}

/** Every text format has one: pure, all faults at once, each with the line where one can be told. */
export type Importer = (
  source: ImportSource,
  options: ImportOptions,
) => Outcome<Imported> | Promise<Outcome<Imported>>;
