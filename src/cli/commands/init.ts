/** `assay init`: from data to a working project: a contract draft, a configuration, and the next command. */
import { basename, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { contractPath } from '../../app/init/init-plan.js';
import { planProject, type InitWish, type PlannedProject } from '../../app/init/init-project.js';
import { filesExist, filesInTheWay, writeFiles } from '../../app/init/init-write.js';
import { FaultError } from '../../model/fault.js';
import { EXIT } from '../exit-code.js';
import { Exit } from '../exit.js';
import { faultLines } from '../fault-lines.js';
import { initText } from '../init/told.js';
import { askOverwrite, askWishes, type Answers } from '../init/wizard.js';
import { onInterrupt } from '../interrupt.js';
import { print, say } from '../output.js';
import { parseCount, usage } from '../parse-options.js';

interface Options {
  readonly yes?: boolean;
  readonly dir: string;
  readonly table?: string;
  readonly name?: string;
  readonly layer?: string;
  readonly ci?: boolean;
  readonly sample?: string;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

export function registerInit(root: Command): void {
  root
    .command('init')
    .argument(
      '[source]',
      'your data: a file, a glob in quotes, a folder, postgres://…, a DuckDB file (default: a sample)',
    )
    .description('start a project: a contract drafted from your data, and all it takes to check it')
    .option('-y, --yes', 'ask nothing')
    .option('--dir <folder>', 'where the project is to be', '.')
    .option('--table <name>', 'table of a database: table, or schema.table')
    .option('--name <name>', 'name of the project (default: that of the folder)')
    .option('--layer <name>', 'layer of the dataset: bronze, silver or gold')
    .option('--ci', 'also write a GitHub workflow for pull requests')
    .option('--sample <rows>', 'look at about so many rows only')
    .option('--force', 'overwrite files that are there already')
    .option('-q, --quiet', 'no progress')
    .action(init);
}

async function init(source: string | undefined, options: Options): Promise<void> {
  const root = resolve(options.dir);
  const asks = options.yes !== true;
  if (asks && !(process.stdin.isTTY && process.stdout.isTTY))
    throw usage(
      'no-terminal',
      'There is no terminal to ask on.',
      'Say --yes to take the defaults: assay init [SOURCE] --yes.',
    );
  const known = {
    source: source ?? null,
    table: options.table ?? null,
    name: options.name ?? null,
    ci: options.ci ?? null,
    cwd: process.cwd(),
    folder: basename(root) || 'data',
  };
  const answers: Answers | null = asks
    ? await askWishes(known)
    : { ...known, name: known.name ?? known.folder, ci: known.ci ?? false };
  if (answers === null) return left();
  const plan = await looked(answers, root, options);
  const force = options.force === true || (asks && (await mayOverwrite(root, plan)));
  const written = await writeFiles(root, plan.files, force);
  const here = relative(process.cwd(), root);
  await print(
    initText({
      suggestion: plan.suggestion,
      written,
      contract: contractPath(plan.suggestion),
      folder: here === '' ? null : here,
      needs: plan.needs,
      // Called from a project's own packages, or from npx's: the bare name would not be found.
      program: /[/\\]node_modules[/\\]\.bin[/\\]/.test(process.argv[1] ?? '') ? 'npx assay' : 'assay',
    }),
  );
}

/** Nothing was written yet. */
function left(): never {
  say('Nothing was written.');
  throw new Exit(EXIT.interrupted);
}

/** With files in the way and nobody to ask, the fault comes before the long look. */
async function looked(answers: Answers, root: string, options: Options): Promise<PlannedProject> {
  if (options.yes === true && options.force !== true) {
    const config = { path: 'assay.yaml', text: '', mode: 'create' } as const;
    const inTheWay = await filesInTheWay(root, [config]);
    if (inTheWay.length > 0) throw filesExist(inTheWay);
  }
  const interrupt = onInterrupt();
  try {
    return await planProject({ ...wishOf(answers, root, options), signal: interrupt.signal });
  } catch (error) {
    if (interrupt.asked()) return left();
    if (!(error instanceof FaultError) || error.faults.some(({ code }) => code !== 'source-not-read'))
      throw error;
    say(faultLines(error.faults));
    throw new Exit(EXIT.notEvaluated);
  } finally {
    interrupt.done();
  }
}

function wishOf(answers: Answers, root: string, { layer, sample, quiet }: Options): InitWish {
  return {
    ...answers,
    layer: layer ?? null,
    cwd: process.cwd(),
    root,
    sample: sample === undefined ? null : Math.max(1, parseCount('--sample', sample, 1_000_000_000)),
    asOf: new Date().toISOString(),
    ...(quiet === true ? {} : { onStep: (step: string) => say(`… ${step}`) }),
  };
}

/** False where nothing is in the way; a no ends it. */
async function mayOverwrite(root: string, plan: PlannedProject): Promise<boolean> {
  const paths = await filesInTheWay(root, plan.files);
  if (paths.length === 0) return false;
  return (await askOverwrite(paths)) || left();
}
