/** A data contract, read, validated and resolved: what `src/contract` hands on. Every clause knows its place. */
import type { Place } from './fault.js';
import type { Json, JsonObject } from './json.js';
import type { LogicalType } from './type.js';

export interface Contract {
  readonly kind: 'Contract';
  readonly id: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly status: string;
  readonly name: string | null;
  readonly domain: string | null;
  /** What the data is for, in words; absent or null where nothing is said. */
  readonly description?: ContractDescription | null;
  /** As named by the caller, relative to the project root where it lies below it. */
  readonly file: string;
  /** Of the document's content (canonical JSON), so that comments and layout do not count. */
  readonly digest: string;
  readonly tags: readonly string[];
  readonly owners: readonly Owner[];
  readonly support: readonly SupportChannel[];
  readonly servers: readonly Server[];
  readonly datasets: readonly Dataset[];
}

/** The contract's `description`, as far as it is text. */
export interface ContractDescription {
  readonly purpose: string | null;
  readonly usage: string | null;
  readonly limitations: string | null;
}

/** A member of the contract's `team`. */
export interface Owner {
  readonly username: string;
  readonly name: string | null;
  readonly role: string | null;
}

export interface SupportChannel {
  readonly channel: string;
  readonly tool: string | null;
  readonly url: string | null;
  readonly scope: string | null;
}

/** A server of a contract; `settings` holds the keys that its type has (`path`, `format`, `host`, …). */
export interface Server {
  readonly name: string;
  readonly type: string;
  readonly environment: string | null;
  readonly settings: JsonObject;
  readonly place: Place;
}

/** One object of `schema[]`. */
export interface Dataset {
  /** `<layer>.<name>`, or the name where no layer is set; unique in a project. */
  readonly key: string;
  readonly name: string;
  readonly id: string | null;
  readonly physicalName: string;
  readonly physicalType: string | null;
  readonly layer: string | null;
  readonly tags: readonly string[];
  readonly description: string | null;
  readonly properties: readonly Property[];
  readonly rules: readonly Rule[];
  readonly relationships: readonly Relationship[];
  /** The SLA clauses that speak of this dataset. */
  readonly slas: readonly Sla[];
  /** customProperties of the object merged over those of the contract. */
  readonly custom: JsonObject;
  /** Keys of the datasets that feed this one (`transformSourceObjects`), sorted. */
  readonly upstream: readonly string[];
  readonly place: Place;
}

/** A column, or a field of a nested one. */
export interface Property {
  readonly name: string;
  readonly id: string | null;
  /** In words; absent or null where nothing is said. */
  readonly description?: string | null;
  readonly businessName?: string | null;
  /** Path from the dataset by physical names: `amount`, `address.city`, `lines[].sku`. Dots within names are kept in `steps`. */
  readonly path: string;
  readonly steps: readonly PathStep[];
  readonly logicalType: LogicalType | null;
  readonly physicalType: string | null;
  /** logicalTypeOptions as written (plus `enum` of a v3.2.0 property). */
  readonly options: JsonObject;
  readonly required: boolean;
  readonly unique: boolean;
  /** Position in the primary key (1-based as given, or in order), null when not part of it. */
  readonly primaryKey: number | null;
  /** Position in the partition key, null when not part of it. */
  readonly partition: number | null;
  readonly classification: string | null;
  readonly tags: readonly string[];
  readonly custom: JsonObject;
  readonly rules: readonly Rule[];
  readonly relationships: readonly Relationship[];
  /** Fields of an object; of an array, its one item is `items`. */
  readonly properties: readonly Property[];
  readonly items: Property | null;
  /** `transformSourceObjects` as written. */
  readonly sources: readonly string[];
  readonly place: Place;
  /** Places of single keys, for clauses that one key makes: `required`, `unique`, `logicalType`, `logicalTypeOptions/minimum`, … */
  readonly places: { readonly [key: string]: Place };
}

/** A step of a column path: a field by physical name, or every item of an array. */
export type PathStep = { readonly field: string } | { readonly items: true };

/** An entry of a `quality` list, as written. */
export interface Rule {
  readonly id: string | null;
  readonly name: string | null;
  readonly description: string | null;
  /** text, library, sql or custom; library where a metric stands without a type. */
  readonly type: 'text' | 'library' | 'sql' | 'custom';
  readonly metric: string | null;
  readonly query: string | null;
  /** Of custom rules. */
  readonly engine: string | null;
  readonly implementation: Json;
  readonly arguments: JsonObject;
  readonly unit: string | null;
  /** The operators that the rule itself holds, by name (`mustBe`, …); those of a custom rule stay in `implementation`. */
  readonly operators: JsonObject;
  readonly severity: string | null;
  readonly dimension: string | null;
  readonly tags: readonly string[];
  /** As written; an orchestrator's business, said not to be executed. */
  readonly schedule?: string | null;
  readonly place: Place;
  /** Places of keys within the rule, by pointer from it (`/mustBe`, `/implementation/arguments/q`); those that are absent stand at `place`. */
  readonly places?: { readonly [pointer: string]: Place };
}

export interface Relationship {
  readonly id: string | null;
  /** Physical column paths of this dataset, names with dots in quotes. */
  readonly from: readonly string[];
  /** As written, one entry a column. */
  readonly to: readonly string[];
  /** The other side, found in the project; null until `resolveProject` has seen every contract. */
  readonly target: { readonly dataset: string; readonly columns: readonly string[] } | null;
  readonly place: Place;
}

/** An entry of `slaProperties`. */
export interface Sla {
  readonly id: string | null;
  readonly property: string;
  readonly value: string | number | boolean | null;
  readonly valueExt: string | number | boolean | null;
  readonly unit: string | null;
  /** Physical column path in this dataset, null when the clause names none. */
  readonly column: string | null;
  readonly timezone: string | null;
  readonly schedule: string | null;
  readonly description: string | null;
  readonly place: Place;
  /** Places of keys within the clause, by pointer from it, as of a rule. */
  readonly places?: { readonly [pointer: string]: Place };
}
