/** The command line: registers the commands, and turns whatever goes wrong into a sentence and an exit code. */
import { Command, CommanderError } from 'commander';
import { FaultError } from '../model/fault.js';
import { VERSION } from '../app/version.js';
import { registerBreaker } from './commands/breaker.js';
import { registerCheck } from './commands/check.js';
import { registerCompile } from './commands/compile.js';
import { registerCompletion } from './commands/completion.js';
import { registerDoctor } from './commands/doctor.js';
import { registerExplain } from './commands/explain.js';
import { registerGate } from './commands/gate.js';
import { registerHistory } from './commands/history.js';
import { registerLint } from './commands/lint.js';
import { registerOverride } from './commands/override.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { Exit } from './exit.js';
import { say } from './output.js';
import { faultLines } from './fault-lines.js';

/** The whole command tree. */
export function program(): Command {
  const root = new Command('assay')
    .description(
      'Data contracts that hold the gate: checks data where it lives, and blocks what breaks its contract.',
    )
    .version(VERSION)
    .showSuggestionAfterError()
    .showHelpAfterError('(assay --help lists the commands)')
    .exitOverride();
  const registers = [
    registerLint, registerCompile, registerExplain, registerCheck, registerGate, registerBreaker, registerOverride,
    registerHistory, registerDoctor, registerCompletion,
  ]; // prettier-ignore
  for (const register of registers) register(root);
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
    await program().parseAsync([...argv], { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof Exit) return error.code;
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (error instanceof FaultError) {
      say(faultLines(error.faults));
      return EXIT.usage;
    }
    say(
      `assay: something went wrong that should not have: ${error instanceof Error ? error.message : 'unknown error'}`,
    );
    if (process.env['ASSAY_DEBUG'] !== undefined && error instanceof Error) say(error.stack ?? '');
    return EXIT.notEvaluated;
  }
}
