/** A review for a person at a terminal; the verdict is the last line. */
import type { Review } from '../review/review.js';
import { changeLines } from './diff-text.js';
import { versionText } from './diff-words.js';
import {
  approvalLines,
  consumersText,
  dryCheckText,
  dryText,
  gateText,
  headline,
  needsText,
  ownersText,
  tieText,
  untilDay,
} from './review-words.js';
import { type Colors, type TextOptions, colorsOf, columnsOf } from './text-options.js';
import { clean, wrap } from './text-width.js';
import { placeText } from './words.js';

interface Page {
  readonly color: Colors;
  readonly width: number;
}

/** The whole review as text; no trailing newline. */
export function reviewText(review: Review, options: TextOptions): string {
  const page = { color: colorsOf(options), width: columnsOf(options) };
  const bad = review.verdict === 'faulty' || review.verdict === 'blocked';
  const paint = bad ? page.color.red : review.verdict === 'noted' ? page.color.yellow : page.color.green;
  const sections = [faults, changes, impact, dryRun, others, proceed].map((section) => section(review, page));
  return [
    ...sections.filter((lines) => lines.length > 0).flatMap((lines) => [...lines, '']),
    ...review.reasons.slice(1).flatMap((reason) => paragraph(reason, 0, page)),
    ...wrap(clean(headline(review)), page.width).map((line) => paint(page.color.bold(line))),
  ].join('\n');
}

const paragraph = (text: string, indent: number, { width }: Page): readonly string[] =>
  wrap(clean(text), width - indent).map((line) => ' '.repeat(indent) + line);

function faults(review: Review, page: Page): readonly string[] {
  return review.faults.flatMap((fault) => [
    ...paragraph(`✗ ${placeText(fault)} ${fault.code}: ${fault.message}`, 0, page),
    ...paragraph(fault.hint ?? '', 2, page).filter((line) => line.trim() !== ''),
  ]);
}

function changes(review: Review, page: Page): readonly string[] {
  return review.contracts.flatMap((one) => [
    page.color.bold(clean(one.contract)) +
      page.color.dim(clean(`  ${one.file} · ${versionText({ ...one, changes: [] })}`)),
    ...review.changes
      .filter(({ change }) => change.contract === one.contract)
      .flatMap((reviewed) => [
        ...changeLines(reviewed.change, page),
        ...(reviewed.state === 'free' ? [] : paragraph(needsText(reviewed), 4, page)),
      ]),
  ]);
}

function impact(review: Review, page: Page): readonly string[] {
  const { datasets, unknown } = review.impact;
  if (datasets.length === 0) return [];
  return [
    page.color.bold('Who is affected'),
    ...datasets.flatMap((each) =>
      paragraph(
        `${each.dataset} ${tieText(each)} · consumers: ${consumersText(each)} · owners: ${ownersText(each)} · its gate ${gateText(each)}`,
        2,
        page,
      ),
    ),
    ...unknown.flatMap((text) => paragraph(text, 2, page)),
  ];
}

function dryRun({ dryRun: { reason, datasets } }: Review, page: Page): readonly string[] {
  if (reason === null && datasets.length === 0) return [];
  return [
    page.color.bold("Today's data under the new contracts"),
    ...(reason === null ? [] : paragraph(`Not tried: ${reason}.`, 2, page)),
    ...datasets.flatMap((each) => [
      ...paragraph(`${each.dataset}: ${each.verdict ?? 'not known'} (${dryText(each)})`, 2, page),
      ...each.checks
        .filter(({ after }) => after !== 'pass')
        .flatMap((check) => paragraph(`${dryCheckText(check)}: ${check.message}`, 4, page)),
    ]),
  ];
}

function others(review: Review, page: Page): readonly string[] {
  const approvals = review.approvals.filter(({ state, added }) => state !== 'unused' || added);
  return [
    ...review.notCompared.flatMap(({ file, reason }) =>
      paragraph(`${file} was not compared: ${reason}.`, 0, page),
    ),
    ...approvals.flatMap((each) =>
      paragraph(
        `approval by ${each.by} until ${each.until} (${each.file}:${String(each.line)}): ${each.state}${each.added ? ', added here' : ''}`,
        0,
        page,
      ),
    ),
  ];
}

function proceed(review: Review, page: Page): readonly string[] {
  if (!review.changes.some(({ state }) => state === 'open')) return [];
  return [
    ...paragraph(`To approve, add to ${review.approvalsFile}:`, 0, page),
    ...approvalLines(review.changes, untilDay(review.asOf)).split('\n'),
  ];
}
