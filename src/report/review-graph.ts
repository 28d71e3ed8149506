/** The reach of a change as a Mermaid flowchart, bounded, with labels that can not be anything but text. */
import type { AffectedDataset, Impact } from '../review/review.js';

/** More boxes than this nobody reads, and hosts refuse to draw. */
const MOST_NODES = 40;
const MOST_LABEL = 60;

/** Null where a change reaches nothing but its own dataset. */
export function impactGraph(impact: Impact): string | null {
  const shown = impact.datasets.slice(0, MOST_NODES);
  const ids = new Map(shown.map(({ dataset }, index) => [dataset, `d${String(index)}`]));
  const edges = impact.edges.flatMap(({ from, to, by }) => {
    const [a, b] = [ids.get(from), ids.get(to)];
    if (a === undefined || b === undefined) return [];
    return [`  ${a} ${by === 'lineage' ? '-->' : '-.->'} ${b}`];
  });
  if (edges.length === 0) return null;
  const left = impact.datasets.length - shown.length;
  return [
    'flowchart LR',
    ...shown.map((each) => `  ${ids.get(each.dataset) ?? ''}["${label(each.dataset)}"]:::${kindOf(each)}`),
    ...(left > 0 ? [`  more["and ${String(left)} more"]:::reached`] : []),
    ...edges,
    '  classDef breaking stroke:#d1242f,stroke-width:3px',
    '  classDef risky stroke:#9a6700,stroke-width:2px',
    '  classDef reached stroke:#59636e,stroke-dasharray:4 3',
  ].join('\n');
}

function kindOf({ consumer, producer }: AffectedDataset): string {
  if (consumer === 'breaking' || producer === 'breaking') return 'breaking';
  return consumer === null ? 'reached' : 'risky';
}

/** Everything but plain letters, digits and a few marks as the code of its character. */
function label(text: string): string {
  const points = [...text];
  const cut = points.length > MOST_LABEL ? [...points.slice(0, MOST_LABEL - 1), '…'] : points;
  return cut
    .map((point) =>
      /^[A-Za-z0-9_.… -]$/.test(point) ? point : `#${String(point.codePointAt(0) ?? 0xfffd)};`,
    )
    .join('');
}
