/** `assay ci`: the review of a change of contracts, for a pull request and for a person before one. */
import { appendFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Option, type Command } from 'commander';
import { ciHost, linksOf, type CiHost } from '../../app/review/ci-host.js';
import { CommentError, postComment } from '../../app/review/review-comment.js';
import { codeQuality } from '../../report/code-quality.js';
import { findingsGithub } from '../../report/diff-github.js';
import { findingsJunit } from '../../report/diff-junit.js';
import { findingsSarif } from '../../report/diff-sarif.js';
import { reviewFindings } from '../../report/review-findings.js';
import { NO_LINKS, type ReviewLinks } from '../../report/review-links.js';
import { reviewMarkdown, reviewMarker } from '../../report/review-markdown.js';
import { reviewText } from '../../report/review-text.js';
import { headline } from '../../report/review-words.js';
import type { Review } from '../../review/review.js';
import { withCommonOptions, type CommonOptions } from '../common-options.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { Exit } from '../exit.js';
import { deliver, FORMATS, parseFormat, say, type Format } from '../output.js';
import { parseMoment, usage } from '../parse-options.js';
import { failOn, type FailOn } from './diff.js';

interface CiFlags extends CommonOptions {
  readonly base?: string;
  readonly head?: string;
  readonly failOn?: FailOn;
  readonly dryRun: boolean;
  readonly untrusted?: boolean;
  readonly comment?: 'github' | 'gitlab';
  readonly codeQuality?: string;
  readonly asOf?: string;
}

export function registerCi(root: Command): void {
  const command = root
    .command('ci')
    .description(
      'review a change of contracts: what breaks, for whom, who approved it, would the data of today pass',
    )
    .option('--base <ref>', 'branch that the change is to go into (default: what the CI system says)')
    .option('--head <ref>', 'the change (default: the files as they lie here)')
    .option('--no-dry-run', 'do not hold the new contracts against data')
    .option(
      '--untrusted',
      'the change comes from a stranger: use no token, and nothing of it but its contracts',
    )
    .addOption(
      new Option('--comment <host>', 'write a comment on the pull or merge request').choices([
        'github',
        'gitlab',
      ]),
    )
    .option('--code-quality <file>', "also write GitLab's code quality report there")
    .option('--as-of <time>', 'the moment to judge at, ISO 8601 (default: now)')
    .addOption(failOn());
  withCommonOptions(command, FORMATS).action(ci);
}

async function ci(options: CiFlags): Promise<void> {
  const host = ciHost();
  const base = options.base ?? host.baseRef;
  if (base === null)
    throw usage('no-base', 'It is not known what the change is compared with.', 'Add --base origin/main.');
  const untrusted = options.untrusted === true ? '--untrusted says so' : host.untrusted;
  const { reviewProject } = await import('../../app/review/review-project.js');
  const review = await reviewProject({
    cwd: process.cwd(),
    base,
    head: options.head ?? null,
    environment: options.env ?? null,
    asOf: parseMoment('--as-of', options.asOf ?? new Date().toISOString()),
    untrusted: untrusted !== null,
    failOn: options.failOn ?? null,
    noDryRun: options.dryRun ? null : '--no-dry-run says so',
  });
  const links = host.host === null ? NO_LINKS : linksOf(host, review.head.commit, review.base.commit);
  await deliver(
    (format, color) => render(review, format, { color, links }),
    parseFormat(options.format),
    options.output,
  );
  await writeCodeQuality(review, options.codeQuality);
  writeSummary(review, links);
  if (options.comment !== undefined) await comment(review, { links, host, untrusted, on: options.comment });
  const code = exitOf(review);
  if (code !== EXIT.ok) throw new Exit(code);
}

function exitOf({ verdict }: Review): ExitCode {
  if (verdict === 'faulty') return EXIT.usage;
  return verdict === 'blocked' ? EXIT.findings : EXIT.ok;
}

function render(
  review: Review,
  format: Format,
  { color, links }: { readonly color: boolean; readonly links: ReviewLinks },
): string {
  const findings = reviewFindings(review);
  switch (format) {
    case 'pretty':
      return reviewText(review, { color, width: process.stdout.columns ?? 100 });
    case 'json':
      return JSON.stringify(review, null, 2);
    case 'markdown':
      return reviewMarkdown(review, { links });
    case 'github':
      return findingsGithub(findings, headline(review));
    case 'sarif': {
      const { assay, verdict, faults } = review;
      return findingsSarif({ assay, verdict, successful: faults.length === 0, findings });
    }
    case 'junit':
      return findingsJunit(findings, 'assay ci');
  }
}

async function writeCodeQuality(review: Review, file: string | undefined): Promise<void> {
  if (file === undefined) return;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${codeQuality(reviewFindings(review))}\n`);
  } catch {
    throw usage('not-writable', `${file} could not be written.`);
  }
}

/** GitHub shows it on the page of the job, up to 1 MiB a step. */
const SUMMARY_LIMIT = 1_000_000;

function writeSummary(review: Review, links: ReviewLinks): void {
  const file = process.env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return;
  try {
    appendFileSync(file, reviewMarkdown(review, { links, limit: SUMMARY_LIMIT }));
  } catch {
    say('assay: the summary of the job could not be written.');
  }
}

/** The most that a host takes in one comment, in bytes: GitHub counts 65,536 characters, GitLab 1,000,000. */
const COMMENT_LIMIT = { github: 65_536, gitlab: 1_000_000 } as const;
const TOKENS = { github: 'GITHUB_TOKEN', gitlab: 'GITLAB_TOKEN' } as const;

interface Commenting {
  readonly links: ReviewLinks;
  readonly host: CiHost;
  readonly untrusted: string | null;
  readonly on: 'github' | 'gitlab';
}

/** A comment that can not be written does not change the verdict. */
async function comment(review: Review, { links, host, untrusted, on }: Commenting): Promise<void> {
  if (untrusted !== null) return say(`assay: no comment is written, since ${untrusted}.`);
  const token = process.env[TOKENS[on]] ?? '';
  if (host.host !== on || host.comments === null)
    return say(`assay: no comment is written: this is no pull or merge request of ${on}.`);
  if (token === '') return say(`assay: no comment is written: ${TOKENS[on]} is not set.`);
  try {
    const posted = await postComment({
      host: on,
      comments: host.comments,
      token,
      marker: reviewMarker(review),
      body: reviewMarkdown(review, { links, limit: COMMENT_LIMIT[on] }),
      quiet: review.verdict === 'clean',
    });
    if (posted === 'created' || posted === 'updated') say(`assay: comment ${posted}.`);
  } catch (error) {
    if (!(error instanceof CommentError)) throw error;
    say(`assay: no comment is written: ${error.message}.`);
  }
}
