/** All datasets at a glance as an HTML page: what stands against what the contracts promise, by layer. */
import type { ObjectiveStanding } from '../../model/objective.js';
import type { QualityDimension } from '../../model/quality-dimension.js';
import { QUALITY_DIMENSIONS } from '../../model/quality-dimension.js';
import { html, type Markup, type Part } from './html.js';
import { htmlPage, momentText } from './page.js';
import { facts, strip, table, tag, type Health, type StripMark } from './parts.js';

export interface OverviewLine {
  readonly dataset: string;
  readonly layer: string | null;
  readonly owners: readonly string[];
  readonly health: Health;
  readonly dimensions: readonly {
    readonly dimension: QualityDimension;
    readonly health: Health;
    /** Checks that did not pass, those that never ran included. */
    readonly bad: number;
    readonly total: number;
  }[];
  readonly blocked: boolean;
  /** Upstream roots of an inherited block. */
  readonly blockedBy: readonly string[];
  readonly incident: string | null;
  /** Oldest first. */
  readonly runs: readonly StripMark[];
  readonly lastRunAt: string | null;
  readonly objectives: readonly ObjectiveStanding[];
}

export interface OverviewReport {
  readonly project: string;
  readonly environment: string | null;
  readonly version: string;
  readonly at: string;
  readonly layers: readonly string[];
  readonly lines: readonly OverviewLine[];
}

const WORST_FIRST: readonly Health[] = ['fail', 'unknown', 'warn', null, 'pass'];

export function overviewPage(report: OverviewReport): string {
  const { project, version, at, environment, lines } = report;
  const count = (health: Health): number => lines.filter((line) => line.health === health).length;
  const body = html` <h1>${project}</h1>
    <p class="dim">
      ${environment === null ? 'Data quality at a glance' : `Data quality in ${environment} at a glance`}
    </p>
    ${facts([
      ['Datasets', lines.length],
      ['Blocked', lines.filter(({ blocked }) => blocked).length],
      ['Open incidents', lines.filter(({ incident }) => incident !== null).length],
      ...WORST_FIRST.filter((health) => count(health) > 0).map(
        (health) => [`Datasets: ${health ?? 'never run'}`, count(health)] as const,
      ),
    ])}
    ${lines.length === 0 ? html`<p>There is no contract yet: <code>assay init</code> writes the first one.</p>` : layersOf(report).map(layerOf)}
    ${objectivesOf(lines)}`;
  return htmlPage({ title: `Data quality of ${project}`, body, at, version });
}

interface Layer {
  readonly name: string;
  readonly lines: readonly OverviewLine[];
}

/** In the order of the project; a layer that it does not list comes after those, and no layer at the end. */
function layersOf({ layers, lines }: OverviewReport): readonly Layer[] {
  const others = [...new Set(lines.flatMap(({ layer }) => layer ?? []))].filter(
    (layer) => !layers.includes(layer),
  );
  return [...layers, ...others.sort(), null]
    .map((layer) => ({ name: layer ?? 'no layer', lines: lines.filter((line) => line.layer === layer) }))
    .filter((layer) => layer.lines.length > 0);
}

function layerOf({ name, lines }: Layer): Markup {
  const has = QUALITY_DIMENSIONS.filter((dimension) =>
    lines.some((line) => line.dimensions.some((each) => each.dimension === dimension)),
  );
  const sorted = lines.toSorted(
    (a, b) =>
      WORST_FIRST.indexOf(a.health) - WORST_FIRST.indexOf(b.health) || (a.dataset < b.dataset ? -1 : 1),
  );
  const rows = sorted.map((line): readonly Part[] => [
    html`${line.dataset}${line.owners.length === 0 ? null : html`<br /><span class="dim">${line.owners.join(', ')}</span>`}`,
    tag(line.health),
    gateOf(line),
    ...has.map((dimension) => cellOf(line, dimension)),
    html`${strip(line.runs, `Runs of ${line.dataset}`)}${line.lastRunAt === null ? null : html`<br /><span class="dim">${momentText(line.lastRunAt)}</span>`}`,
  ]);
  return html`<h2>${name}</h2>
    ${table(`Datasets of ${name}`, ['Dataset', 'Health', 'Gate', ...has, 'Last runs'], rows)} `;
}

function gateOf({ blocked, blockedBy, incident }: OverviewLine): Markup {
  const from = blockedBy.length === 0 ? '' : ` from ${blockedBy.join(', ')}`;
  return html`${tag(blocked ? 'fail' : 'pass', blocked ? `blocked${from}` : 'open to data')}${incident === null ? null : html`<br />${incident}`}`;
}

function cellOf({ dimensions }: OverviewLine, dimension: QualityDimension): Part {
  const found = dimensions.find((each) => each.dimension === dimension);
  if (found === undefined) return html`<span class="dim">–</span>`;
  const { health, bad, total } = found;
  return html`${tag(health)}<br /><span class="dim"
      >${bad === 0 ? total : `${String(bad)} of ${String(total)}`}</span
    >`;
}

const STATES = {
  spent: { health: 'fail', word: 'missed' },
  burning: { health: 'warn', word: 'burning' },
  met: { health: 'pass', word: 'met' },
  no_data: { health: null, word: 'no data' },
} as const;

function objectivesOf(lines: readonly OverviewLine[]): Part {
  const rows = lines.flatMap(({ objectives }) =>
    objectives.map(({ objective, state, attained, good, total, budgetLeft }): readonly Part[] => [
      objective.dataset,
      objective.text,
      tag(STATES[state].health, STATES[state].word),
      attained === null ? '–' : `${percentText(attained)} (${String(good)} of ${String(total)})`,
      budgetLeft === null ? '–' : percentText(budgetLeft),
    ]),
  );
  if (rows.length === 0) return null;
  const headers = ['Dataset', 'Objective', 'State', 'Attained', 'Error budget left'];
  return html`<h2>Service levels</h2>
    ${table('Objectives of the contracts', headers, rows)}`;
}

/** Cut, not rounded: only all of it is 100 %. */
const percentText = (share: number): string =>
  `${String(Math.floor(Number((share * 1e5).toFixed(6))) / 1e3)} %`;
