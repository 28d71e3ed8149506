/** The entities of a project and what ties them: the same for each way to draw them. */
import type { ContractDoc, DatasetDoc } from './documentation.js';

export interface Entity {
  readonly key: string;
  readonly anchor: string;
  readonly layer: string | null;
  /** Keys and references first; the number of columns left out is in `more`. */
  readonly rows: readonly EntityRow[];
  readonly more: number;
}

export interface EntityRow {
  readonly name: string;
  readonly type: string;
  readonly key: 'PK' | 'FK' | 'UK' | null;
}

/** `reference`: `from` holds the key of `to`. `lineage`: `from` feeds `to`. */
export interface Edge {
  readonly kind: 'reference' | 'lineage';
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

export interface Diagram {
  readonly entities: readonly Entity[];
  readonly edges: readonly Edge[];
}

const MOST_ROWS = 12;

/** @param mostRows of an entity */
export function diagramOf(contracts: readonly ContractDoc[], mostRows = MOST_ROWS): Diagram {
  const datasets = contracts.flatMap((contract) => contract.datasets);
  const known = new Set(datasets.map(({ key }) => key));
  return {
    entities: datasets.map((dataset) => entityOf(dataset, mostRows)),
    edges: datasets.flatMap((dataset) => edgesOf(dataset, known)),
  };
}

function entityOf({ key, anchor, layer, columns }: DatasetDoc, mostRows: number): Entity {
  const rows = columns
    .filter(({ depth }) => depth === 0)
    .map((column): EntityRow => {
      const mark = column.keys.some((word) => word.startsWith('primary'))
        ? 'PK'
        : column.references.length > 0
          ? 'FK'
          : column.keys.includes('unique')
            ? 'UK'
            : null;
      return { name: column.path, type: column.type.split(' · ')[0] ?? '', key: mark };
    });
  const ordered = [...rows.filter((row) => row.key !== null), ...rows.filter((row) => row.key === null)];
  return {
    key,
    anchor,
    layer,
    rows: ordered.slice(0, mostRows),
    more: Math.max(0, ordered.length - mostRows),
  };
}

/** One line for each two datasets and kind, whatever the number of columns. */
function edgesOf({ key, columns, upstream }: DatasetDoc, known: ReadonlySet<string>): readonly Edge[] {
  const references = new Map<string, string[]>();
  for (const column of columns)
    for (const { dataset } of column.references)
      references.set(dataset, [...(references.get(dataset) ?? []), column.path]);
  return [
    ...[...references].map(([to, names]): Edge => ({
      kind: 'reference',
      from: key,
      to,
      label: names.join(', '),
    })),
    ...upstream.map((from): Edge => ({ kind: 'lineage', from, to: key, label: 'feeds' })),
  ].filter(({ from, to }) => known.has(from) && known.has(to));
}
