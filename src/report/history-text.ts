/** What was found before: the text of `assay history`. */
import type { Decision } from '../model/decision.js';
import { isNumeric, toNumber } from '../model/exact.js';
import type { HistoryPoint } from '../model/history.js';
import type { JsonScalar } from '../model/json.js';
import type { Run, Verdict } from '../model/verdict.js';
import { table } from './table-text.js';
import { type Colors, type TextOptions, colorsOf, columnsOf } from './text-options.js';
import { clean } from './text-width.js';
import { batchText, count, summaryText, valueText } from './words.js';

export interface HistoryPage {
  readonly dataset: string;
  /** Null: runs and decisions of the dataset; else the points of this check. */
  readonly check: string | null;
  readonly points: readonly HistoryPoint[];
  readonly runs: readonly Run[];
  readonly decisions: readonly Decision[];
}

/** Newest first, as given; the values of a check also as a line of bars, oldest first. */
export function historyText(page: HistoryPage, options: TextOptions): string {
  const color = colorsOf(options);
  const title = color.bold(clean(page.check ?? page.dataset));
  const body = page.check === null ? runLines(page, options) : pointLines(page.points, options);
  return [title, ...body].join('\n');
}

function runLines(page: HistoryPage, options: TextOptions): readonly string[] {
  const color = colorsOf(options);
  if (page.runs.length === 0 && page.decisions.length === 0) return ['  no runs recorded'];
  const first = firstDecisions(page.decisions);
  const outcomes = new Map([...first.values()].map((one) => [one.runId, one.outcome]));
  const rows = page.runs.map((run) => [
    run.asOf,
    batchText(run.batch),
    run.verdict,
    summaryText(run.summary),
    outcomes.get(run.runId) ?? '',
    run.runId,
  ]);
  const unseen = page.decisions.filter((one) => one.runId === null || first.get(one.runId) !== one);
  const later = unseen.map((one) => [
    one.decidedAt,
    batchText(one.batch),
    one.outcome,
    one.reasons.some((each) => each.overriddenBy !== null) ? 'override' : (one.reasons[0]?.code ?? ''),
    one.id,
  ]);
  const set = { indent: 2, width: columnsOf(options) };
  const head = ['as of', 'batch', 'verdict', 'checks', 'decision', 'run'];
  const runTable =
    rows.length === 0 ? [] : table([head, ...rows], { ...set, paint: painter(rows, 2, color) });
  const laterTable = later.length === 0 ? [] : ['', '  decided without a scan', ...table(later, set)];
  return [
    ...runTable,
    ...laterTable,
    `${count(page.runs.length, 'run')}, ${count(page.decisions.length, 'decision')}`,
  ];
}

/** By run, the decision that it was made for: the oldest. Those after it stand on the same run, an override between them. */
function firstDecisions(newestFirst: readonly Decision[]): ReadonlyMap<string, Decision> {
  return new Map(newestFirst.flatMap((one) => (one.runId === null ? [] : [[one.runId, one] as const])));
}

function pointLines(points: readonly HistoryPoint[], options: TextOptions): readonly string[] {
  const color = colorsOf(options);
  if (points.length === 0) return ['  no values recorded'];
  const rows = points.map((point) => [
    point.asOf,
    valueText(point.observed),
    point.verdict,
    point.reason ?? (point.accepted ? '' : 'no baseline'),
    point.runId,
  ]);
  const bars = sparkline(
    points
      .map((point) => point.observed)
      .reverse()
      .slice(-(columnsOf(options) - 4)),
  );
  const head = ['as of', 'observed', 'verdict', '', 'run'];
  const set = { indent: 2, width: columnsOf(options), paint: painter(rows, 2, color) };
  return [
    ...(bars === '' ? [] : [`  ${color.cyan(bars)}`]),
    ...table([head, ...rows], set),
    count(points.length, 'value'),
  ];
}

function painter(rows: readonly (readonly string[])[], verdictColumn: number, color: Colors) {
  const paints: { readonly [verdict in Verdict]: (text: string) => string } = {
    fail: color.red,
    unknown: color.magenta,
    warn: color.yellow,
    pass: color.green,
  };
  return (cell: string, row: number, column: number): string => {
    if (row === 0) return color.dim(cell);
    if (column !== verdictColumn) return cell;
    const verdict = (Object.keys(paints) as Verdict[]).find((each) => each === rows[row - 1]?.[column]);
    return verdict === undefined ? cell : paints[verdict](cell);
  };
}

const BARS = '▁▂▃▄▅▆▇█';

/** A bar a value between the lowest and the highest; a dot where there is no number. Empty below two numbers. */
export function sparkline(values: readonly JsonScalar[]): string {
  const numbers = values.map((value) => (isNumeric(value) ? toNumber(value) : null));
  const known = numbers.filter((value) => value !== null);
  if (known.length < 2) return '';
  const low = known.reduce((a, b) => Math.min(a, b));
  const high = known.reduce((a, b) => Math.max(a, b));
  const bar = (value: number) =>
    BARS[high === low ? 0 : Math.round(((value - low) / (high - low)) * (BARS.length - 1))] ?? '·';
  return numbers.map((value) => (value === null ? '·' : bar(value))).join('');
}
