/** What each clause of a contract became: the text of `assay compile`. */
import type { Coverage, Suite } from '../model/check.js';
import { table } from './table-text.js';
import { type TextOptions, colorsOf, columnsOf } from './text-options.js';
import { clean, wrap } from './text-width.js';
import { count, placeText } from './words.js';

/** A table a dataset: line, clause, checks; what nothing executes stands below it with its reason. The counts are the last line. */
export function suiteText(suites: readonly Suite[], options: TextOptions): string {
  const { bold } = colorsOf(options);
  const checks = suites.reduce((sum, suite) => sum + suite.checks.length, 0);
  const idle = suites.reduce((sum, suite) => sum + suite.notExecuted.length, 0);
  const last = `${count(suites.length, 'dataset')}, ${count(checks, 'check')}, ${count(idle, 'clause')} not executed`;
  return [...suites.flatMap((suite) => [...suiteLines(suite, options), '']), bold(last)].join('\n');
}

function suiteLines(suite: Suite, options: TextOptions): readonly string[] {
  const color = colorsOf(options);
  const width = columnsOf(options);
  const rows = suite.coverage.flatMap((entry) => coverageRows(entry, suite.dataset));
  const paint = (cell: string, row: number, column: number) =>
    column === 0 ? color.dim(cell) : rows[row]?.[2] === IDLE ? color.yellow(cell) : cell;
  const idle = suite.notExecuted.flatMap(({ clause, reason }) =>
    wrap(clean(`${placeText(clause)} ${clause.path}: ${reason}`), width - 4).map(
      (line) => `    ${color.dim(line)}`,
    ),
  );
  return [
    `${color.bold(clean(suite.dataset))}  ${color.dim(clean(fileOf(suite)))}`,
    ...table(rows, { indent: 2, width, paint }),
    ...(idle.length === 0
      ? []
      : [`  ${color.yellow('–')} ${count(suite.notExecuted.length, 'clause')} not executed`, ...idle]),
  ];
}

const IDLE = 'not executed';

/** A row a check, the clause in the first of them. */
function coverageRows(entry: Coverage, dataset: string): readonly (readonly string[])[] {
  const line = String(entry.clause.line);
  if (entry.checks.length === 0) return [[line, entry.text, IDLE]];
  return entry.checks.map((id, i) => [i === 0 ? line : '', i === 0 ? entry.text : '', shortId(id, dataset)]);
}

/** Under the heading of its dataset an id needs no dataset. */
function shortId(id: string, dataset: string): string {
  return id.startsWith(`${dataset}/`) ? id.slice(dataset.length + 1) : id;
}

function fileOf(suite: Suite): string {
  return suite.coverage[0]?.clause.file ?? suite.checks[0]?.clause.file ?? '';
}
