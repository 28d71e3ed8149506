/** What a check would run: the text of `assay explain`. */
import type { Plan, Statement } from '../model/plan.js';
import type { Unknown } from '../model/reading.js';
import { type TextOptions, colorsOf, columnsOf } from './text-options.js';
import { clean, wrap } from './text-width.js';
import { count } from './words.js';

/** A plan with its statements, one a scan, in the plan's order; a scan that can not be written says why. */
export interface ExplainedPlan {
  readonly plan: Plan;
  readonly statements: readonly (Statement | { readonly unknown: Unknown })[];
}

/** Each statement as it would be sent, after the checks that it serves. The count of statements is the last line. */
export function planText(plans: readonly ExplainedPlan[], options: TextOptions): string {
  const { bold } = colorsOf(options);
  const statements = plans.reduce((sum, { plan }) => sum + plan.scans.length, 0);
  const free = plans.reduce((sum, { plan }) => sum + plan.answered.filter((reading) => reading.ok).length, 0);
  const last = `${count(statements, 'statement')}; ${count(free, 'measure')} answered from metadata`;
  return [...plans.flatMap((each) => planLines(each, options)), bold(last)].join('\n');
}

function planLines({ plan, statements }: ExplainedPlan, options: TextOptions): readonly string[] {
  const color = colorsOf(options);
  const width = columnsOf(options);
  const known = plan.answered.filter((reading) => reading.ok).length;
  const open = plan.answered.flatMap((reading) => (reading.ok ? [] : [reading.unknown]));
  const scans = plan.scans.flatMap((scan, i) => [
    '',
    color.bold(
      `-- ${String(i + 1)}. ${scan.purpose}: ${count(scan.measures.length, 'measure')} for ${count(scan.serves.length, 'check')}`,
    ),
    ...wrap(clean(scan.serves.join(', ')), width - 3).map((line) => color.dim(`-- ${line}`)),
    ...statementLines(statements[i], options),
  ]);
  return [
    color.bold(`-- ${clean(plan.dataset)}`),
    ...(known > 0 ? [`-- ${count(known, 'measure')} from metadata, without a statement`] : []),
    ...open.map((unknown) =>
      color.magenta(clean(`-- can not be measured: ${unknown.reason}: ${unknown.message}`)),
    ),
    ...scans,
    '',
  ];
}

/** SQL keeps its own lines and tabs: it is there to be copied. */
function statementLines(
  statement: Statement | { readonly unknown: Unknown } | undefined,
  options: TextOptions,
): readonly string[] {
  if (statement === undefined) return [];
  if ('unknown' in statement)
    return [
      colorsOf(options).magenta(
        clean(`-- can not be written: ${statement.unknown.reason}: ${statement.unknown.message}`),
      ),
    ];
  const lines = statement.sql.split('\n').map((line) => line.split('\t').map(clean).join('\t'));
  const end = statement.sql.trimEnd().endsWith(';') ? '' : ';';
  return lines.map((line, i) => (i === lines.length - 1 ? line + end : line));
}
