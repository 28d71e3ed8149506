/** The command line: registers the commands, and turns whatever goes wrong into a sentence and an exit code. */
import { Command, CommanderError } from 'commander';
import { FaultError } from '../model/fault.js';
import { StoreError } from '../store/store-error.js';
import { VERSION } from '../app/version.js';
import { EXIT, exitOfFaults, type ExitCode } from './exit-code.js';
import { Exit } from './exit.js';
import { say } from './output.js';
import { faultLines } from './fault-lines.js';

/** In the order of the help. A command loads what it stands on only when it is called: engines and store would triple the time of a `lint`. */
const COMMANDS: ReadonlyMap<string, () => Promise<(root: Command) => void>> = new Map([
  ['init', async () => (await import('./commands/init.js')).registerInit],
  ['lint', async () => (await import('./commands/lint.js')).registerLint],
  ['diff', async () => (await import('./commands/diff.js')).registerDiff],
  ['ci', async () => (await import('./commands/ci.js')).registerCi],
  ['compile', async () => (await import('./commands/compile.js')).registerCompile],
  ['explain', async () => (await import('./commands/explain.js')).registerExplain],
  ['types', async () => (await import('./commands/types.js')).registerTypes],
  ['check', async () => (await import('./commands/check.js')).registerCheck],
  ['gate', async () => (await import('./commands/gate.js')).registerGate],
  ['verify', async () => (await import('./commands/verify.js')).registerVerify],
  ['breaker', async () => (await import('./commands/breaker.js')).registerBreaker],
  ['override', async () => (await import('./commands/override.js')).registerOverride],
  ['serve', async () => (await import('./commands/serve.js')).registerServe],
  ['incident', async () => (await import('./commands/incident.js')).registerIncident],
  ['alert', async () => (await import('./commands/alert.js')).registerAlert],
  ['history', async () => (await import('./commands/history.js')).registerHistory],
  ['report', async () => (await import('./commands/report.js')).registerReport],
  ['token', async () => (await import('./commands/token.js')).registerToken],
  ['suggest', async () => (await import('./commands/suggest.js')).registerSuggest],
  ['import', async () => (await import('./commands/import.js')).registerImport],
  ['export', async () => (await import('./commands/export.js')).registerExport],
  ['doctor', async () => (await import('./commands/doctor.js')).registerDoctor],
  ['completion', async () => (await import('./commands/completion.js')).registerCompletion],
]);
/** Those that speak of the other commands. */
const NEED_ALL = ['completion'];
/** What no command has a part in. */
const ASK_NONE = ['--version', '-V'];

/** The command tree as far as a call of `named` needs it: that command alone, or all of them where it names none of its own. */
async function program(named: string | undefined): Promise<Command> {
  const root = new Command('assay')
    .description(
      'Data contracts that hold the gate: checks data where it lives, and blocks what breaks its contract.',
    )
    .version(VERSION)
    .showSuggestionAfterError()
    .showHelpAfterError('(assay --help lists the commands)')
    .exitOverride();
  const own = named === undefined || NEED_ALL.includes(named) ? undefined : COMMANDS.get(named);
  const loaders = own !== undefined ? [own] : ASK_NONE.includes(named ?? '') ? [] : [...COMMANDS.values()];
  for (const register of await Promise.all(loaders.map((load) => load()))) register(root);
  root.commands.forEach((command) => command.exitOverride());
  return root;
}

/** Runs one command and sets the process's exit code; never throws. */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
  });
  process.exitCode = await run(argv);
}

async function run(argv: readonly string[]): Promise<ExitCode> {
  try {
    const root = await program(argv[0]);
    await root.parseAsync([...argv], { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof Exit) return error.code;
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (error instanceof FaultError) {
      say(faultLines(error.faults));
      return exitOfFaults(error.faults);
    }
    if (error instanceof StoreError) {
      say(`assay: ${error.message}`);
      return EXIT.notEvaluated;
    }
    say(
      `assay: something went wrong that should not have: ${error instanceof Error ? error.message : 'unknown error'}`,
    );
    if (process.env['ASSAY_DEBUG'] !== undefined && error instanceof Error) say(error.stack ?? '');
    return EXIT.notEvaluated;
  }
}
