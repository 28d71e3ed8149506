/** The diagram of a project as Mermaid: entities and references, and the lineage as a flow. */
import type { Diagram } from './diagram.js';
import { label, word } from './markdown-text.js';

/** Lines of an `erDiagram`. */
export function entityDiagram({ entities, edges }: Diagram): readonly string[] {
  const ids = idsOf(entities.map(({ key }) => key));
  return [
    'erDiagram',
    ...entities.flatMap(({ key, rows }) => [
      `  ${ids(key)}["${label(key)}"] {`,
      ...rows.map((row) => `    ${word(row.type)} ${word(row.name)}${row.key === null ? '' : ` ${row.key}`}`),
      '  }',
    ]),
    ...edges
      .filter(({ kind }) => kind === 'reference')
      .map((edge) => `  ${ids(edge.from)} }o--|| ${ids(edge.to)} : "${label(edge.label)}"`),
  ];
}

/** Lines of a `flowchart` of the lineage; none where nothing feeds anything. */
export function lineageDiagram({ entities, edges }: Diagram): readonly string[] {
  const ids = idsOf(entities.map(({ key }) => key));
  const lineage = edges.filter(({ kind }) => kind === 'lineage');
  if (lineage.length === 0) return [];
  const used = new Set(lineage.flatMap(({ from, to }) => [from, to]));
  return [
    'flowchart LR',
    ...[...used].map((key) => `  ${ids(key)}["${label(key)}"]`),
    ...lineage.map(({ from, to }) => `  ${ids(from)} --> ${ids(to)}`),
  ];
}

/** Names in Mermaid are bare words: numbers stand for them, the label says what they are. */
function idsOf(keys: readonly string[]): (key: string) => string {
  const numbers = new Map(keys.map((key, index) => [key, `d${String(index + 1)}`]));
  return (key) => numbers.get(key) ?? 'd0';
}
