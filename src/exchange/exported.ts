/** What an export of contracts to another format gives: files, and all that the format could not carry. */
import type { Suite } from '../model/check.js';
import type { Contract } from '../model/contract.js';
import type { NotCarried } from './imported.js';

export interface ExportedFile {
  /** Relative to the output folder, `/` between folders; made from names by `file-name.ts`, so it never leaves that folder. */
  readonly name: string;
  readonly text: string;
}

export interface Exported {
  readonly files: readonly ExportedFile[];
  readonly notCarried: readonly NotCarried[];
}

/** Contracts without faults, each with the suites of its datasets. */
export interface ExportInput {
  readonly contracts: readonly Contract[];
  readonly suites: readonly Suite[];
}

/** Every format has one; pure. */
export type Exporter = (input: ExportInput, options: ExportOptions) => Exported | Promise<Exported>;

export interface ExportOptions {
  /** Of SQL; ignored by the others. */
  readonly dialect: 'postgres' | 'duckdb';
}
