/** The formats that `assay export` writes; a line each. */
import type { Exporter } from './exported.js';

export interface ExportFormat {
  /** As the command line calls it. */
  readonly name: string;
  /** One line, for the help. */
  readonly description: string;
  readonly load: () => Promise<Exporter>;
}

export const EXPORT_FORMATS: readonly ExportFormat[] = [
  {
    name: 'ddl',
    description: 'CREATE TABLE statements of PostgreSQL or DuckDB (--dialect)',
    load: async () => (await import('./export/ddl.js')).exportDdl,
  },
  {
    name: 'avro',
    description: 'an Avro schema for each dataset',
    load: async () => (await import('./export/avro.js')).exportAvro,
  },
  {
    name: 'json-schema',
    description: 'a JSON Schema (2020-12) for one record of each dataset',
    load: async () => (await import('./export/json-schema.js')).exportJsonSchema,
  },
  {
    name: 'markdown',
    description: 'one Markdown page of all contracts, with Mermaid diagrams',
    load: async () => (await import('./export/markdown.js')).exportMarkdown,
  },
  {
    name: 'html',
    description: 'one HTML page of all contracts that needs no other file',
    load: async () => (await import('./export/html.js')).exportHtml,
  },
  {
    name: 'openlineage',
    description: 'OpenLineage facets of each dataset',
    load: async () => (await import('./export/openlineage.js')).exportOpenLineage,
  },
  {
    name: 'dbt',
    description: 'schema YAML of dbt with its tests, and singular tests for queries',
    load: async () => (await import('./export/dbt.js')).exportDbt,
  },
  {
    name: 'great-expectations',
    description: 'an expectation suite of Great Expectations 1.x for each dataset',
    load: async () => (await import('./export/great-expectations.js')).exportGreatExpectations,
  },
];
