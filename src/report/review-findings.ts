/** A review as findings at lines: faults, changes with what became of their approval, versions that are too low, data that would fail. */
import type { DryDataset, Review, ReviewedChange } from '../review/review.js';
import { changeFinding, faultFinding, type Finding } from './diff-finding.js';
import { needsText } from './review-words.js';
import { versionText } from './diff-words.js';

/** Files are told from the top of the repository, as hosts want them. */
export function reviewFindings(review: Review): readonly Finding[] {
  const blocked = review.verdict === 'blocked';
  const found = [
    ...review.faults.map(faultFinding),
    ...review.changes.map(reviewedFinding),
    ...review.contracts.flatMap((one) => versionFindings(one, blocked)),
    ...review.dryRun.datasets.flatMap(dryFindings),
    ...review.notCompared.map(({ file, reason }): Finding => ({
      ...PLAIN,
      level: 'warning',
      rule: 'not-compared',
      name: 'not-compared',
      title: 'not compared',
      text: `The file was not compared: ${reason}.`,
      file,
      fingerprint: `not-compared ${file}`,
    })),
  ];
  return found.map((finding) =>
    finding.file === null ? finding : { ...finding, file: `${review.prefix}${finding.file}` },
  );
}

const PLAIN = { fix: null, file: null, line: null, dataset: null, help: null } as const;

/** What is approved is told, and is no error any more. */
function reviewedFinding(reviewed: ReviewedChange): Finding {
  const plain = changeFinding(reviewed.change);
  const asked = needsText(reviewed);
  if (reviewed.state === 'open') return { ...plain, level: 'error', text: `${plain.text} ${asked}` };
  if (reviewed.state === 'approved') return { ...plain, level: 'note', text: `${plain.text} ${asked}` };
  return { ...plain, level: plain.level === 'error' ? 'warning' : plain.level };
}

function versionFindings(one: Review['contracts'][number], blocked: boolean): readonly Finding[] {
  if (one.versionHolds || one.status !== 'changed') return [];
  return [
    {
      ...PLAIN,
      level: blocked ? 'error' : 'warning',
      rule: 'version-too-low',
      name: 'version-too-low',
      title: `version of ${one.contract}`,
      text: `The version is ${versionText({ ...one, changes: [] })}.`,
      fix: one.suggestedVersion === null ? null : `Write \`version: ${one.suggestedVersion}\`.`,
      file: one.file,
      line: 1,
      fingerprint: `version-too-low ${one.contract}`,
    },
  ];
}

function dryFindings({ checks, dataset }: DryDataset): readonly Finding[] {
  return checks
    .filter(({ before, after }) => after === 'fail' && before !== 'fail')
    .map(({ id, message, clause }) => ({
      ...PLAIN,
      level: 'warning',
      rule: 'data-would-fail',
      name: 'data-would-fail',
      title: `today's data of ${dataset} would fail`,
      text: message,
      file: clause.file,
      line: clause.line,
      dataset,
      fingerprint: `data-would-fail ${id}`,
    }));
}
