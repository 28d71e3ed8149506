/** The lineage as it is drawn: which part, where each dataset stands in the picture, how it is, and what nothing may pass. */
import type { Lineage } from '../../gate/lineage.js';
import { focusOn, type Focus } from '../../service/lineage-focus.js';
import type { LineageLayout } from '../../service/lineage-layout.js';
import type { LineageStates } from '../../service/lineage-states.js';
import type { DatasetEntry } from '../../service/service.js';
import { answer, route, type Answer, type Call } from '../route.js';
import { cardSize, showBlock, showNode } from '../show/lineage-node.js';
import { findVisible, maySee, visibleDatasets } from '../visible-datasets.js';

/** Beyond this a picture helps nobody, and a browser begins to stutter. */
const MOST = 300;

export const lineageLayoutRoutes = [
  route<'LineageLayoutQuery'>({
    method: 'get',
    path: '/v1/lineage/layout',
    scope: 'read',
    tag: 'Datasets',
    summary: 'The lineage, laid out to be drawn',
    description:
      'Layers stand left to right. Without `dataset` and `search` it is told around the dataset that needs somebody most: an open breaker comes before an incident, an incident before the latest run; where nothing is wrong, all datasets are told, at most 300. Datasets that the caller may not see are left out, and so is what would lead through them; that something is held back is told even where its cause may not be seen.',
    query: 'LineageLayoutQuery',
    answers: { 200: { description: 'Datasets and what feeds what, with places.', schema: 'LineageLayout' } },
    problems: ['unknown-dataset', 'ambiguous-dataset'],
    async handle(call) {
      const { c, deps, query } = call;
      const named = query.dataset === undefined ? null : findVisible(call, query.dataset, 'read');
      if (named?.ok === false) return named.problem;
      const seen = visibleDatasets(call);
      const all = seen.filter(
        ({ key, layer }) => query.layer === undefined || layer === query.layer || key === named?.value.key,
      );
      const lineage: Lineage = new Map(all.map(({ key, upstream }) => [key, upstream]));
      const { search } = query;
      const states = await deps.service.lineageStates();
      const wish = {
        dataset: named?.value.key ?? null,
        found: search === undefined ? null : [...lineage.keys()].filter(contains(search)),
        hops: query.hops === undefined ? undefined : query.hops === 'all' ? null : Number(query.hops),
      };
      const focus = focusOn(wish, lineage, states.states);
      const keys = new Set(focus.keys.slice(0, MOST));
      const shown = all.filter(({ key }) => keys.has(key)).sort((a, b) => (a.key < b.key ? -1 : 1));
      return answer(c, 'LineageLayout', {
        ...picture(call, shown, states),
        focus: focusOf(focus),
        total: seen.length,
        shown: shown.length,
        hidden: seen.length - shown.length,
        leftOut: focus.keys.length - shown.length,
        limit: MOST,
      });
    },
  }),
];

const contains =
  (text: string) =>
  (key: string): boolean =>
    key.toLowerCase().includes(text.toLowerCase());

const focusOf = ({ reason, dataset, hops }: Focus): Answer<'LineageLayout'>['focus'] => ({
  ...{ reason, dataset, hops },
});

/** In the order in which a reader meets them. */
function leftToRight(edges: LineageLayout['edges']): LineageLayout['edges'] {
  const x = ({ points }: LineageLayout['edges'][number]): number => points[0]?.x ?? 0;
  return edges.toSorted((a, b) => x(a) - x(b) || (a.from + a.to < b.from + b.to ? -1 : 1));
}

function picture(
  call: Call<unknown, unknown>,
  shown: readonly DatasetEntry[],
  { states, leadsThrough }: LineageStates,
): Pick<Answer<'LineageLayout'>, 'width' | 'height' | 'layers' | 'nodes' | 'edges'> {
  const { deps, link } = call;
  const keys = new Set(shown.map(({ key }) => key));
  const sized = shown.map(({ key, layer }) => ({ key, layer, ...cardSize(key) }));
  const edges = shown.flatMap(({ key, upstream }) =>
    upstream.filter((from) => keys.has(from)).map((from) => ({ from, to: key })),
  );
  const { layers } = deps.service.project();
  const laid = deps.service.layOutLineage({ nodes: sized, edges, layers });
  const may = (key: string): boolean => maySee(call, key);
  return {
    width: laid.width,
    height: laid.height,
    layers: laid.layers,
    nodes: shown.map((entry) => {
      const place = { ...(laid.nodes.get(entry.key) ?? { x: 0, y: 0 }), ...cardSize(entry.key) };
      return showNode(entry, place, states.get(entry.key), may, link);
    }),
    edges: leftToRight(laid.edges).map(({ from, to, points }) => {
      const roots = (states.get(to)?.roots ?? []).filter((root) => leadsThrough(root.dataset, from));
      return { from, to, blocked: roots.length > 0, reason: showBlock(roots, may), points };
    }),
  };
}
