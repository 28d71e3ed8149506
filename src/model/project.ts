/** A project: its configuration, resolved. */
import type { Contract } from './contract.js';
import type { Suite } from './check.js';
import type { JsonObject } from './json.js';

/** `assay.yaml`, validated, defaults filled in, secrets still by reference. */
export interface ProjectConfig {
  readonly project: string;
  /** Absolute folder of `assay.yaml`, or the working directory. */
  readonly root: string;
  /** The file itself; null where there is none. */
  readonly file: string | null;
  /** Files or folders, relative to root. */
  readonly contracts: readonly string[];
  readonly packs: readonly string[];
  readonly layers: readonly string[];
  /** `pglite:<folder>` or `postgres://…`. */
  readonly store: string;
  /** Credentials and limits by server name, values may be `${env:NAME}` or `${file:PATH}`. */
  readonly servers: { readonly [name: string]: ServerSettings };
  /** By layer or dataset key, as written (validated). */
  readonly policy: { readonly [layerOrDataset: string]: JsonObject };
  readonly environments: { readonly [name: string]: EnvironmentConfig };
}

export interface ServerSettings {
  readonly user?: string;
  readonly password?: string;
  /** A full connection string, instead of host/port/database of the contract. */
  readonly url?: string;
  readonly host?: string;
  readonly port?: number;
  readonly database?: string;
  readonly ssl?: boolean;
  /** Of one statement, ms. */
  readonly timeoutMs?: number;
  /** Runs at once on this source. */
  readonly concurrency?: number;
  /** DuckDB: `4GB`. */
  readonly memory?: string;
  readonly threads?: number;
  /** DuckDB: where it spills to. */
  readonly tempDirectory?: string;
}

export interface EnvironmentConfig {
  readonly server?: string;
  readonly store?: string;
  readonly policy?: { readonly [layerOrDataset: string]: JsonObject };
}

/** Contracts and what they compile to. */
export interface Compiled {
  readonly contracts: readonly Contract[];
  /** By dataset key. */
  readonly suites: ReadonlyMap<string, Suite>;
}
