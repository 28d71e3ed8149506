/** The text formats that `assay import` reads; a line each. DDL, databases and data files need an engine and are not among them. */
import type { Importer } from './imported.js';

export interface ImportFormat {
  /** As the command line calls it. */
  readonly name: string;
  /** One line, for the help. */
  readonly description: string;
  /** Of files that are surely or maybe of this format, with the dot. */
  readonly suffixes: readonly string[];
  /** For suffixes that several formats share: is this text of it? Cheap, and never throws. Absent: the suffix is its own. */
  readonly looksLike?: (text: string) => boolean;
  readonly load: () => Promise<Importer>;
}

export const IMPORT_FORMATS: readonly ImportFormat[] = [
  {
    name: 'avro',
    description: 'an Avro schema (.avsc)',
    suffixes: ['.avsc', '.json'],
    looksLike: (text) => /"type"\s*:\s*"record"/.test(text) && /"fields"\s*:/.test(text),
    load: async () => (await import('./import/avro.js')).importAvro,
  },
  {
    name: 'json-schema',
    description: 'a JSON Schema (draft-04 to 2020-12) of one or more kinds of records',
    suffixes: ['.json', '.yaml', '.yml'],
    looksLike: (text) => /["']?\$schema["']?\s*:\s*["']?https?:\/\/json-schema\.org\//.test(text),
    load: async () => (await import('./import/json-schema.js')).importJsonSchema,
  },
  {
    name: 'dbt',
    description: 'a dbt manifest (target/manifest.json) or schema YAML',
    suffixes: ['.json', '.yml', '.yaml'],
    looksLike: (text) =>
      text.includes('"dbt_schema_version"') ||
      (/^(?:models|sources|seeds|snapshots):\s*$/m.test(text) && !text.includes('dataContractSpecification')),
    load: async () => (await import('./import/dbt.js')).importDbt,
  },
  {
    name: 'great-expectations',
    description: 'an expectation suite of Great Expectations (0.x and 1.x)',
    suffixes: ['.json', '.yml', '.yaml'],
    looksLike: (text) =>
      /["']?expectations["']?\s*:/.test(text) && /expect_(?:column|table|compound)/.test(text),
    load: async () => (await import('./import/great-expectations.js')).importGreatExpectations,
  },
  {
    name: 'soda',
    description: 'a data contract in the language of Soda 4',
    suffixes: ['.yml', '.yaml'],
    looksLike: (text) => /^dataset:\s*["']?[^\s/]+\//m.test(text) && /^(?:columns|checks):/m.test(text),
    load: async () => (await import('./import/soda.js')).importSoda,
  },
  {
    name: 'data-contract-specification',
    description: 'a contract of the Data Contract Specification (1.0 to 1.2)',
    suffixes: ['.yaml', '.yml', '.json'],
    looksLike: (text) => /^\s*["']?dataContractSpecification["']?\s*:/m.test(text),
    load: async () =>
      (await import('./import/data-contract-specification.js')).importDataContractSpecification,
  },
];
