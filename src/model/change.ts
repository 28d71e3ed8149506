/** Changes: what two versions of the contracts differ in, and whom each difference may hurt. */
import type { Json } from './json.js';

/**
 * `breaking`: what held may no longer hold, told from the contracts alone. `risky`: it can not be told from them. `safe`: whatever held still
 * holds.
 */
export type ChangeLevel = 'breaking' | 'risky' | 'safe';

/** Who fills a dataset, and who reads it. */
export type ChangeParty = 'producer' | 'consumer';

export interface Change {
  /** Stable (`C012`); the catalogue in `docs/changes.md` has an anchor for each. */
  readonly code: string;
  /** Stable, kebab-case (`column-removed`). */
  readonly name: string;
  /** The worse of `producer` and `consumer`. */
  readonly level: ChangeLevel;
  /** May data that conformed yesterday fail today? */
  readonly producer: ChangeLevel;
  /** May something that readers rely on no longer hold? */
  readonly consumer: ChangeLevel;
  /** Those whose level is breaking. */
  readonly breaks: readonly ChangeParty[];
  /** Id of the contract. */
  readonly contract: string;
  /** Key of the dataset in head, or in base where it is gone; null for a change of the whole contract. */
  readonly dataset: string | null;
  /** Physical path in head, or in base where it is gone. */
  readonly column: string | null;
  /** JSON pointer into the document of `file`. */
  readonly path: string;
  /** Where it stands in head; for what is gone, what held it. Where the whole file is gone, the file in base. */
  readonly file: string;
  /** 1-based, in `file`. */
  readonly line: number;
  /** Where it stood in base; null for what is new. */
  readonly base: { readonly file: string; readonly line: number; readonly path: string } | null;
  /** One sentence: what changed, and what follows for whom. */
  readonly message: string;
  /** What to do, where it is mechanical. */
  readonly fix: string | null;
  /** As written, or as compared; null for what is new. Never a value of data. */
  readonly before: Json;
  /** Null for what is gone. */
  readonly after: Json;
  /** `sha256:…` of what changed, never of where: it stays when lines move, and an approval names it. */
  readonly fingerprint: string;
}

/** The part of a semantic version that must move. */
export type VersionStep = 'major' | 'minor' | 'patch' | 'none';

/** What two versions of one contract differ in. */
export interface ContractDiff {
  readonly contract: string;
  /** In head, or in base where the contract is gone. */
  readonly file: string;
  readonly status: 'added' | 'removed' | 'changed';
  readonly baseVersion: string | null;
  /** As written in head; null where the contract is gone. */
  readonly writtenVersion: string | null;
  /** What the changes ask for; null where base has no semantic version, or the contract is new or gone. */
  readonly suggestedVersion: string | null;
  readonly step: VersionStep;
  /** False where the written version moves less than the changes ask for. */
  readonly versionHolds: boolean;
  readonly changes: readonly Change[];
}

/** What `assay diff` finds. */
export interface AssayDiff {
  readonly kind: 'AssayDiff';
  readonly schemaVersion: 1;
  readonly assay: string;
  /** Of all contracts: by file, worst first, then by line. */
  readonly changes: readonly Change[];
  /** Of the contract that changed; null where there is none, or more than one (see `contracts`). */
  readonly suggestedVersion: string | null;
  readonly writtenVersion: string | null;
  /** Those that differ, by file. */
  readonly contracts: readonly ContractDiff[];
  readonly summary: { readonly [level in ChangeLevel]: number };
}
