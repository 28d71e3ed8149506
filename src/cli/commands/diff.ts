/** `assay diff`: what two versions of the contracts differ in, and whom each difference may hurt. */
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { loadDiffSide, sideOnDisk, type LoadedSide } from '../../app/review/load-diff-side.js';
import { ProjectMemory } from '../../app/project-memory.js';
import { VERSION } from '../../app/version.js';
import { diffProjects } from '../../diff/diff-projects.js';
import type { AssayDiff } from '../../model/change.js';
import { FaultError } from '../../model/fault.js';
import { changeFinding } from '../../report/diff-finding.js';
import { findingsGithub } from '../../report/diff-github.js';
import { findingsJunit } from '../../report/diff-junit.js';
import { diffMarkdown } from '../../report/diff-markdown.js';
import { findingsSarif } from '../../report/diff-sarif.js';
import { diffText } from '../../report/diff-text.js';
import { diffVerdict } from '../../report/diff-words.js';
import { withCommonOptions, type CommonOptions } from '../common-options.js';
import { EXIT } from '../exit-code.js';
import { Exit } from '../exit.js';
import { deliver, FORMATS, parseFormat, type Format } from '../output.js';
import { parseMoment } from '../parse-options.js';

/** From which level on a difference is a finding. */
export type FailOn = 'breaking' | 'risky' | 'never';

interface DiffFlags extends CommonOptions {
  readonly failOn: FailOn;
  readonly asOf?: string;
}

export function registerDiff(root: Command): void {
  const command = root
    .command('diff')
    .argument('<base>', 'git ref, folder or contract file: how it was')
    .argument('[head]', 'the same: how it is now (default: the files of the project as they lie here)')
    .description('compare two versions of the contracts: what breaks, for whom, and which version is due')
    .option('--as-of <time>', 'the day that deprecations are judged at, ISO 8601 (default: now)')
    .addOption(failOn('breaking'));
  withCommonOptions(command, FORMATS).action(diff);
}

/** `--fail-on`. */
export function failOn(preset?: FailOn): Option {
  const option = new Option('--fail-on <level>', 'exit 1 from this level on');
  const choices = option.choices(['breaking', 'risky', 'never']);
  return preset === undefined ? choices : choices.default(preset);
}

async function diff(base: string, head: string | undefined, options: DiffFlags): Promise<void> {
  const cwd = resolve(process.cwd());
  const asOf = parseMoment('--as-of', options.asOf ?? new Date().toISOString());
  const environment = options.env ?? null;
  const sides: LoadedSide[] = [];
  try {
    // The one that is on disk is read first: the other takes from it what is the same.
    const how = { environment, memory: new ProjectMemory() };
    sides.push(
      await (head === undefined
        ? sideOnDisk({ cwd, memory: how.memory }, environment)
        : loadDiffSide(head, cwd, how)),
    );
    sides.push(await loadDiffSide(base, cwd, how));
    const [after, before] = sides;
    if (before === undefined || after === undefined) return;
    refuseFaulty(before, base);
    refuseFaulty(after, head ?? 'the working tree');
    const catalogue = new Map([...before.project.catalogue, ...after.project.catalogue]);
    const found = diffProjects(before.diff, after.diff, { asOf, assay: VERSION, catalogue });
    await deliver(
      (format, color) => render(found, format, color),
      parseFormat(options.format),
      options.output,
    );
    if (breaks(found, options.failOn)) throw new Exit(EXIT.findings);
  } finally {
    for (const side of sides) side.remove();
  }
}

/** Contracts with faults promise nothing that could be compared. @throws FaultError that says of which side they are */
function refuseFaulty({ project, skipped }: LoadedSide, name: string): void {
  const links = skipped.map(({ file, reason }) => ({
    code: 'not-compared',
    message: `The file can not be compared: ${reason}.`,
    file,
  }));
  const faults = [...project.faults, ...links];
  if (faults.length > 0)
    throw new FaultError(faults.map((one) => ({ ...one, message: `${name}: ${one.message}` })));
}

function breaks({ summary }: AssayDiff, level: FailOn): boolean {
  if (level === 'never') return false;
  return summary.breaking > 0 || (level === 'risky' && summary.risky > 0);
}

function render(found: AssayDiff, format: Format, color: boolean): string {
  const findings = found.changes.map(changeFinding);
  const verdict = diffVerdict(found);
  switch (format) {
    case 'pretty':
      return diffText(found, { color, width: process.stdout.columns ?? 100 });
    case 'json':
      return JSON.stringify(found, null, 2);
    case 'markdown':
      return diffMarkdown(found);
    case 'github':
      return findingsGithub(findings, verdict);
    case 'sarif':
      return findingsSarif({ assay: found.assay, verdict, successful: true, findings });
    case 'junit':
      return findingsJunit(findings, 'assay diff');
  }
}
