/** Every dataset at a glance: what its checks found, by dimension, how its gate stands, and how its last runs went. */
import type { ApiSchemas } from '../../generated/api.js';
import type { Verdict } from '../../model/verdict.js';
import type { Overview } from '../../service/overview.js';
import { keyedWish } from '../list-wish.js';
import { pageByKey } from '../paging.js';
import { answer, route, type Answer, type Call } from '../route.js';
import { showOverviewRow, showTotals, type ShownRow } from '../show/overview.js';
import { maySee } from '../visible-datasets.js';

export const overviewRoutes = [
  route<'OverviewQuery'>({
    method: 'get',
    path: '/v1/overview',
    scope: 'read',
    tag: 'Datasets',
    summary: 'Every dataset at a glance: health by dimension, gate, last runs',
    description:
      'By layer in the order of the project, then the worst health first (fail, unknown, warn, never run, pass), then by key. Counted are the checks of the suite in force by the latest run; runs of a `--where` do not count. A run is overdue where a schedule of `assay.yaml` says so; without one, where nothing was recorded of the dataset for longer than its last runs let expect: twice their median gap, and more than the second longest.',
    query: 'OverviewQuery',
    answers: { 200: { description: 'A page of datasets, with totals.', schema: 'OverviewPage' } },
    problems: ['invalid-cursor'],
    async handle(call) {
      const { c, deps, query, link } = call;
      const wish = keyedWish(c, query);
      if (!wish.ok) return wish.problem;
      const project = deps.service.project();
      const seen = (dataset: string): boolean => maySee(call, dataset);
      const overview = await deps.service.overview();
      const visible = visibleRows(overview, call);
      const wide = visible.filter((shown) => passes(shown, query));
      const wanted = wide.filter(({ row }) => inLayer(row.entry.layer, query.layer));
      const order = orderOf(project.layers);
      const { items, next } = pageByKey(wanted, order, wish.value);
      return answer(c, 'OverviewPage', {
        items: items.map((shown) => showOverviewRow(shown, seen, link)),
        next,
        totals: showTotals(wanted),
        layers: byLayer(wide, project.layers),
        domains: distinct(visible.flatMap(({ row }) => row.entry.domain ?? [])),
        owners: distinct(
          visible.flatMap(({ row }) => row.entry.contract.owners.map(({ username }) => username)),
        ),
        asOf: overview.at,
      });
    },
  }),
];

/** Rows of other domains do not exist. */
export function visibleRows(
  { rows, gates, overdue }: Overview,
  call: Call<unknown, unknown>,
): readonly ShownRow[] {
  return rows
    .filter(({ entry }) => maySee(call, entry.key))
    .map((row) => {
      const { key } = row.entry;
      const gate = gates.get(key) ?? { state: null, blocked: false, blockedBy: [] };
      return { row, gate, overdue: overdue.get(key) ?? null };
    });
}

/** All filters but that of the layer. */
function passes({ row }: ShownRow, query: ApiSchemas['OverviewQuery']): boolean {
  const { domain, search, health, owner, dataset } = query;
  const { key, contract } = row.entry;
  const text = search?.toLowerCase() ?? '';
  return (
    (dataset === undefined || key === dataset) &&
    (domain === undefined || row.entry.domain === domain) &&
    (key.toLowerCase().includes(text) || row.name.toLowerCase().includes(text)) &&
    (health === undefined || health.length === 0 || health.includes(row.health ?? 'never_run')) &&
    (owner === undefined || contract.owners.some(({ username }) => username === owner))
  );
}

/** The empty text asks for datasets of no layer. */
const inLayer = (layer: string | null, wanted: string | undefined): boolean =>
  wanted === undefined || (layer ?? '') === wanted;

const WORST_FIRST: readonly (Verdict | null)[] = ['fail', 'unknown', 'warn', null, 'pass'];

/** A text that sorts as the list does; a cursor is made from it. */
function orderOf(layers: readonly string[]): (shown: ShownRow) => string {
  return ({ row }) => {
    const layer = String(layerRank(row.entry.layer, layers)).padStart(6, '0');
    return `${layer} ${String(WORST_FIRST.indexOf(row.health))} ${row.entry.key}`;
  };
}

/** A layer that the project does not list comes after those that it does, and no layer at the end. */
function layerRank(layer: string | null, layers: readonly string[]): number {
  if (layer === null) return layers.length + 1;
  const place = layers.indexOf(layer);
  return place === -1 ? layers.length : place;
}

function byLayer(
  rows: readonly ShownRow[],
  layers: readonly string[],
): readonly { readonly layer: string | null; readonly totals: Answer<'OverviewTotals'> }[] {
  const found = new Map<string | null, ShownRow[]>();
  for (const shown of rows) {
    const { layer } = shown.row.entry;
    found.set(layer, [...(found.get(layer) ?? []), shown]);
  }
  return [...found]
    .sort(([a], [b]) => layerRank(a, layers) - layerRank(b, layers))
    .map(([layer, own]) => ({ layer, totals: showTotals(own) }));
}

const distinct = (texts: readonly string[]): readonly string[] =>
  [...new Set(texts)].sort((a, b) => (a < b ? -1 : 1));
