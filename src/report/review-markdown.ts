/** A review as one comment in Markdown: the verdict first, then whom it affects, what changes, today's data, and how to proceed. */
import { digestText } from '../model/digest.js';
import type { Review } from '../review/review.js';
import { NO_LINKS, type ReviewLinks } from './review-links.js';
import { headline } from './review-words.js';
import {
  affectedSection,
  approvalsSection,
  changesSection,
  drySection,
  faultsSection,
  proceedSection,
  type Bounds,
} from './review-sections.js';
import { code, sentence } from './review-escape.js';

export interface ReviewPage {
  readonly links: ReviewLinks;
  /** The most bytes (UTF-8) that the host takes. */
  readonly limit: number;
}

/** Tried in order, until the page fits. */
const SIZES: readonly Pick<Bounds, 'rows' | 'text'>[] = [
  { rows: Number.POSITIVE_INFINITY, text: 2000 },
  ...[400, 200, 100, 50, 25, 10, 5, 1].map((rows) => ({ rows, text: 300 })),
  { rows: 0, text: 120 },
];

const MARKS: { readonly [verdict in Review['verdict']]: string } = {
  faulty: '❌',
  blocked: '❌',
  approved: '✅',
  noted: '⚠️',
  clean: '✅',
};

/** By which a later run finds its own comment: one for each project of a repository. */
export function reviewMarker(review: Pick<Review, 'prefix'>): string {
  return `<!-- assay:review:${digestText(review.prefix).slice(7, 19)} -->`;
}

/** The page, cut so that it fits; what is left out is counted and said. */
export function reviewMarkdown(review: Review, { links, limit }: Partial<ReviewPage> = {}): string {
  const most = limit ?? Number.POSITIVE_INFINITY;
  let page = '';
  for (const size of SIZES) {
    page = pageOf(review, { ...size, links: links ?? NO_LINKS, left: { count: 0 } });
    if (bytesOf(page) <= most) return page;
  }
  return page;
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

function pageOf(review: Review, bounds: Bounds): string {
  const others = review.reasons.slice(1).map((reason) => `- ${sentence(reason, bounds.text)}`);
  const sections = [
    faultsSection(review, bounds),
    affectedSection(review, bounds),
    changesSection(review, bounds),
    drySection(review, bounds),
    proceedSection(review, bounds),
    approvalsSection(review, bounds),
  ].filter((section) => section !== '');
  return `${[
    reviewMarker(review),
    `### ${MARKS[review.verdict]} ${sentence(headline(review), bounds.text)}`,
    ...(others.length === 0 ? [] : [others.join('\n')]),
    ...sections,
    ...(bounds.left.count === 0 ? [] : [leftText(review, bounds.left.count)]),
    footer(review),
  ].join('\n\n')}\n`;
}

function leftText({ base }: Review, left: number): string {
  return `**Not all fits here:** ${String(left)} more ${left === 1 ? 'entry is' : 'entries are'} left out. The whole is in the summary of the job, and in ${code(`assay ci --base ${base.ref} --format markdown`)}.`;
}

function footer({ base, head, project, assay, untrusted }: Review): string {
  const now = head.commit === null ? 'the working tree' : head.commit.slice(0, 10);
  const who = untrusted
    ? ' The change comes from a fork: configuration, check kinds and approvals are those of the base branch.'
    : '';
  return `<sub>${sentence(`${project}: ${now} compared with ${base.ref} (${base.commit.slice(0, 10)}) by Assay ${assay}.${who}`)}</sub>`;
}
