/** The parts of a review's comment, each empty where there is nothing to say. */
import type { DryCheck, DryDataset, Review, ReviewedChange } from '../review/review.js';
import { partiesText, versionText } from './diff-words.js';
import { subjectOf } from './diff-finding.js';
import { code, sentence } from './review-escape.js';
import { impactGraph } from './review-graph.js';
import { lineLink, type ReviewLinks } from './review-links.js';
import {
  approvalLines,
  consumersText,
  dryCheckText,
  dryText,
  gateText,
  needsText,
  ownersText,
  tieText,
  untilDay,
} from './review-words.js';
import { placeText } from './words.js';

/** How much of each list is shown; `left` counts what is not. */
export interface Bounds {
  readonly rows: number;
  /** Characters of a sentence. */
  readonly text: number;
  readonly links: ReviewLinks;
  readonly left: { count: number };
}

const LEVEL_MARKS = { breaking: '🔴', risky: '🟡', safe: '🟢' } as const;

/** As many as there is room for; the rest is counted. */
function bounded<T>(list: readonly T[], { rows, left }: Bounds): readonly T[] {
  left.count += Math.max(0, list.length - rows);
  return list.slice(0, rows);
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`#### ${title}`, '', ...lines].join('\n');
}

/** Cells are Markdown already. */
function rowsTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return rows.length === 0 ? [] : [line(head), `|${head.map(() => ' --- ').join('|')}|`, ...rows.map(line)];
}

/** A place as code, as a link where the host is known. */
function where(file: string, line: number, root: string | null, review: Review): string {
  const shown = code(`${file}:${String(line)}`);
  const link = lineLink(root, `${review.prefix}${file}`, line);
  return link === null ? shown : `[${shown}](${link})`;
}

/** What keeps the contracts from being read. */
export function faultsSection(review: Review, bounds: Bounds): string {
  const faults = bounded(review.faults, bounds).map(
    (fault) =>
      `- ${fault.file === undefined ? '' : `${code(placeText(fault))} `}${code(fault.code)} ${sentence(fault.message, bounds.text)}${fault.hint === undefined ? '' : ` ${sentence(fault.hint, bounds.text)}`}`,
  );
  const skipped = bounded(review.notCompared, bounds).map(
    ({ file, reason }) => `- ${code(file)} was not compared: ${sentence(reason, bounds.text)}.`,
  );
  return [section('Faults', faults), section('Not compared', skipped)]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Who is affected, as a table, with a picture of how. */
export function affectedSection(review: Review, bounds: Bounds): string {
  const { impact } = review;
  const rows = bounded(impact.datasets, bounds).map((each) => [
    code(each.dataset),
    tieText(each),
    sentence(consumersText(each), bounds.text),
    sentence(ownersText(each), bounds.text),
    gateText(each),
  ]);
  const graph = bounds.rows === 0 ? null : impactGraph(impact);
  const lines = rowsTable(['Dataset', '', 'Consumers', 'Owners', 'Its gate, when data fail'], rows);
  const unknown = impact.unknown.map((text) => `- ${sentence(text, bounds.text)}`);
  return section('Who is affected', [
    ...lines,
    ...(unknown.length === 0 ? [] : ['', ...unknown]),
    ...(graph === null ? [] : ['', '```mermaid', graph, '```']),
  ]);
}

/** Every change, the worst first. */
export function changesSection(review: Review, bounds: Bounds): string {
  const order = ['breaking', 'risky', 'safe'];
  const sorted = [...review.changes].sort(
    (a, b) => order.indexOf(a.change.level) - order.indexOf(b.change.level),
  );
  const rows = bounded(sorted, bounds).map((reviewed) => changeRow(reviewed, review, bounds));
  return section('Changes', rowsTable(['', 'Change', 'Of', 'What follows', 'Where', 'Approval'], rows));
}

function changeRow(reviewed: ReviewedChange, review: Review, bounds: Bounds): readonly string[] {
  const { change, state } = reviewed;
  const isGone = review.contracts.some(
    ({ contract, status }) => contract === change.contract && status === 'removed',
  );
  const root = isGone ? bounds.links.base : bounds.links.head;
  return [
    `${LEVEL_MARKS[change.level]} ${change.level}`,
    `${change.code} ${sentence(change.name)}`,
    code(subjectOf(change)),
    `${sentence(change.message, bounds.text)} (${partiesText(change)})`,
    where(change.file, change.line, root, review),
    state === 'free'
      ? 'not needed'
      : `${state === 'open' ? '❌' : '✅'} ${sentence(needsText(reviewed), bounds.text)}`,
  ];
}

/** Whether today's data would pass. */
export function drySection(review: Review, bounds: Bounds): string {
  const { reason, datasets } = review.dryRun;
  if (reason !== null)
    return section("Today's data under the new contracts", [`Not tried: ${sentence(reason, bounds.text)}.`]);
  const lines = bounded(datasets, bounds).flatMap((each) => dryLines(each, bounds));
  return section("Today's data under the new contracts", lines);
}

const VERDICTS = {
  pass: '✅ would pass',
  warn: '⚠️ would warn',
  fail: '❌ would fail',
  unknown: '❓ unknown',
};

function dryLines(dataset: DryDataset, bounds: Bounds): readonly string[] {
  const verdict = dataset.verdict === null ? '❓ unknown' : VERDICTS[dataset.verdict];
  const told = dataset.checks.filter(({ after }) => after !== 'pass');
  return [
    `- ${code(dataset.dataset)} ${verdict}: ${sentence(dryText(dataset), bounds.text)}`,
    ...bounded(told, bounds).map((check) => `  - ${checkText(check, bounds)}`),
  ];
}

function checkText(check: DryCheck, bounds: Bounds): string {
  return `${dryCheckText(check)}: ${sentence(check.message, bounds.text)} (${code(check.id)})`;
}

/** What to do: mend, raise the version, or have it approved. */
export function proceedSection(review: Review, bounds: Bounds): string {
  const open = review.changes.filter(({ state }) => state === 'open');
  const fixes = open.flatMap(({ change }) =>
    change.fix === null
      ? []
      : [`- ${code(`${change.file}:${String(change.line)}`)} ${sentence(change.fix, bounds.text)}`],
  );
  const versions = review.contracts
    .filter(({ versionHolds, status }) => status === 'changed' && !versionHolds)
    .map((one) =>
      one.suggestedVersion === null
        ? `- ${code(one.file)}: ${sentence(versionText({ ...one, changes: [] }))}.`
        : `- ${code(one.file)}: write ${code(`version: ${one.suggestedVersion}`)} (now ${code(one.writtenVersion ?? 'none')}).`,
    );
  const asked = bounded(open, bounds);
  const approve =
    asked.length === 0
      ? []
      : [
          `- Or have ${open.length === 1 ? 'it' : 'them'} approved: whoever may (see the table) adds to ${code(review.approvalsFile)} on this branch`,
          '',
          '```yaml',
          approvalLines(asked, untilDay(review.asOf)),
          '```',
        ];
  return section('How to proceed', [...bounded(fixes, bounds), ...bounded(versions, bounds), ...approve]);
}

const STATES = {
  used: 'counts',
  expired: 'has expired',
  unused: 'is for no change that is here',
  ignored: 'does not count: the policy takes approvals from the base branch only',
} as const;

/** Approvals that come with the change, or speak of it. Old ones that the base branch keeps are no news. */
export function approvalsSection(review: Review, bounds: Bounds): string {
  const told = review.approvals.filter(({ state, added }) => added || state !== 'unused');
  const lines = bounded(told, bounds).map(
    (each) =>
      `- ${code(each.by)} until ${each.until}: ${sentence(each.reason, bounds.text)} (${code(each.change.slice(0, 19))}, ${each.added ? '**added here**' : 'on the base branch'}; ${STATES[each.state]})`,
  );
  return section('Approvals', lines);
}
