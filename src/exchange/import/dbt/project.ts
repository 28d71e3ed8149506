/** A dbt project as far as contracts are concerned, whether it came as a manifest or as schema YAML. */
import type { JsonObject } from '../../../model/json.js';
import type { NotCarried } from '../../imported.js';

/** A generic test on a model, or on one of its columns. */
export interface DbtTest {
  /** With its package where it is not dbt's own: `not_null`, `dbt_utils.accepted_range`. */
  readonly test: string;
  readonly column: string | null;
  /** Without `model` and `column_name`. */
  readonly args: JsonObject;
  /** As written: `where`, `severity`, `warn_if`, `error_if`, `limit`, `fail_calc`, `enabled`, `tags`, … */
  readonly config: JsonObject;
  /** Given by the author. */
  readonly title: string | null;
  readonly description: string | null;
  readonly where: string;
}

export interface DbtColumn {
  readonly name: string;
  /** Its name is one name, whatever is in it. */
  readonly isQuoted: boolean;
  readonly dataType: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly meta: JsonObject;
  readonly constraints: readonly JsonObject[];
}

/** A model, seed, snapshot, or table of a source. */
export interface DbtResource {
  readonly kind: 'model' | 'seed' | 'snapshot' | 'source';
  /** Name of the dataset to be; unique in the project. */
  readonly dataset: string;
  /** Name of the relation in the database. */
  readonly relation: string;
  readonly materialized: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly meta: JsonObject;
  readonly group: string | null;
  readonly access: string | null;
  readonly version: string | null;
  readonly deprecationDate: string | null;
  readonly isEnforced: boolean;
  readonly constraints: readonly JsonObject[];
  readonly columns: readonly DbtColumn[];
  readonly tests: readonly DbtTest[];
  /** `freshness`, `loaded_at_field`, `loaded_at_query` as written. */
  readonly freshness: JsonObject;
  readonly upstream: readonly string[];
  readonly where: string;
}

export interface DbtGroup {
  readonly name: string;
  readonly owner: JsonObject;
}

export interface DbtProject {
  /** For the contract's id. */
  readonly name: string;
  readonly resources: readonly DbtResource[];
  readonly groups: readonly DbtGroup[];
  /** `database.schema` of the relations, where it is told. */
  readonly places: readonly string[];
  /** The dataset of `ref('…')`, `source('…', '…')` or a relation's name; null where the project has none. */
  readonly datasetOf: (reference: string) => string | null;
  readonly notCarried: readonly NotCarried[];
}
