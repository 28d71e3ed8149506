/** Service levels from what was recorded: how often checks passed, by dimension, and how often the gate let data through. */
import type { ObjectiveState } from '../../model/objective.js';
import type { Summary } from '../../model/verdict.js';
import { daysBefore } from '../../gate/objective-standing.js';
import {
  DEFAULT_DAYS,
  objectivesWithin,
  serviceLevels,
  type ServiceLevels,
} from '../../service/service-levels.js';
import type { DatasetEntry } from '../../service/service.js';
import { keyedWish } from '../list-wish.js';
import type { Link } from '../links.js';
import { pageByKey } from '../paging.js';
import { answer, route, type Answer } from '../route.js';
import { findVisible, visibleDatasets } from '../visible-datasets.js';
import { showObjective } from './slo-answers.js';
import { readUntil } from './slo-window.js';

export const sloRoutes = [
  route<'SloQuery'>({
    method: 'get',
    path: '/v1/slo',
    scope: 'read',
    tag: 'Datasets',
    summary: 'Service levels of datasets over a window of days',
    description:
      'Checks: pass ÷ all results of the runs whose as-of lies in the window, so that what could not be told counts as not attained, and a warning too. Decisions: allowed (with or without warnings) ÷ all that were recorded in the window, each at the as-of of its run (without a run, when it was made); answers given again are not recorded again. Runs of a `--where` do not count. `objectives` are those that the contract states, each over its own window.',
    query: 'SloQuery',
    answers: { 200: { description: 'A page of service levels, by dataset.', schema: 'SloPage' } },
    problems: ['unknown-dataset', 'ambiguous-dataset', 'invalid-cursor', 'bad-time'],
    async handle(call) {
      const { c, deps, query, link } = call;
      const wish = keyedWish(c, query);
      if (!wish.ok) return wish.problem;
      const until = readUntil(c, query.until, deps.now());
      if (!until.ok) return until.problem;
      const one = query.dataset === undefined ? null : findVisible(call, query.dataset, 'read');
      if (one?.ok === false) return one.problem;
      const all = (one === null ? visibleDatasets(call) : [one.value]).filter((entry) =>
        isWanted(entry, query),
      );
      const days = query.days ?? null;
      const ask = (entries: readonly DatasetEntry[]) =>
        serviceLevels(deps.service.store.listings, entries, { until: until.value, days });
      const { items, next } = await pageOf(all, query.state, wish.value, ask);
      const period = {
        since: daysBefore(until.value, days ?? DEFAULT_DAYS),
        until: daysBefore(until.value, 0),
      };
      const shown = items.map(({ entry, levels }) => showSlo(entry, levels, period, link));
      return answer(c, 'SloPage', { items: shown, next });
    },
  }),
];

interface Told {
  readonly entry: DatasetEntry;
  readonly levels: ServiceLevels;
}

/** In which state an objective is must be told of all before the page is cut; else only what is on it. */
async function pageOf(
  all: readonly DatasetEntry[],
  state: ObjectiveState | undefined,
  wish: { readonly limit: number; readonly after: string | null },
  ask: (entries: readonly DatasetEntry[]) => Promise<readonly ServiceLevels[]>,
): Promise<{ readonly items: readonly Told[]; readonly next: string | null }> {
  const tell = async (entries: readonly DatasetEntry[]): Promise<readonly Told[]> => {
    const levels = await ask(entries);
    return entries.flatMap((entry, place) => {
      const its = levels[place];
      return its === undefined ? [] : [{ entry, levels: its }];
    });
  };
  if (state === undefined) {
    const { items, next } = pageByKey(all, (entry) => entry.key, wish);
    return { items: await tell(items), next };
  }
  const told = await tell(all.filter((entry) => isWanted(entry, { objectives: 'some' })));
  const fit = told.filter(({ levels }) => levels.objectives.some((one) => one.state === state));
  return pageByKey(fit, ({ entry }) => entry.key, wish);
}

function isWanted(
  entry: DatasetEntry,
  { objectives, search }: { readonly objectives?: 'some' | 'none'; readonly search?: string },
): boolean {
  return (
    (objectives === undefined || objectivesWithin(entry, null).length > 0 === (objectives === 'some')) &&
    (search === undefined || entry.key.toLowerCase().includes(search.toLowerCase()))
  );
}

function showSlo(
  entry: DatasetEntry,
  { attainment, objectives }: ServiceLevels,
  period: { readonly since: string; readonly until: string },
  link: Link,
): Answer<'Slo'> {
  const { key, layer } = entry;
  const { runs, dimensions, decisions, lastRunAt, lastAllowedAt, lastAsOf } = attainment;
  const { total, allowed } = decisions;
  const sum = [...dimensions.values()].reduce(plus, { pass: 0, warn: 0, fail: 0, unknown: 0 });
  return {
    dataset: key,
    layer,
    from: period.since,
    to: period.until,
    checks: level(sum),
    dimensions: Object.fromEntries([...dimensions].map(([dimension, counts]) => [dimension, level(counts)])),
    decisions: { total, allowed, attainment: share(allowed, total) },
    runs,
    lastRunAt,
    lastSuccessAt: lastAllowedAt,
    lastAsOf,
    objectives: objectives.map((standing) => showObjective(standing, entry)),
    links: {
      self: link('/v1/slo/{dataset}', key),
      dataset: link('/v1/datasets/{key}', key),
      runs: link('/v1/datasets/{key}/runs', key),
    },
  };
}

function plus(a: Summary, b: Summary): Summary {
  return {
    pass: a.pass + b.pass,
    warn: a.warn + b.warn,
    fail: a.fail + b.fail,
    unknown: a.unknown + b.unknown,
  };
}

function level(counts: Summary): Answer<'SloChecks'> {
  const total = counts.pass + counts.warn + counts.fail + counts.unknown;
  return { total, ...counts, attainment: share(counts.pass, total) };
}

const share = (part: number, total: number): number | null => (total === 0 ? null : part / total);
