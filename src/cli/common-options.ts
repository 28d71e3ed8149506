/** Options that several commands share, and how they open the project. */
import { existsSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { FORMATS } from './output.js';

export interface CommonOptions {
  readonly env?: string;
  readonly format: string;
  readonly output: readonly string[];
  readonly quiet?: boolean;
}

/** An option that may stand several times: its values as a list. */
export function repeatable(flags: string, description: string): Option {
  const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
  return new Option(flags, `${description} (repeatable)`).argParser(collect).default([], 'none');
}

/** `--env`, `--format`, `-o`, `--quiet`. */
export function withCommonOptions(command: Command, formats: readonly string[] = FORMATS): Command {
  return command
    .option('--env <name>', 'environment of assay.yaml')
    .addOption(new Option('--format <format>', 'of what is printed').default('pretty').choices([...formats]))
    .addOption(repeatable('-o, --output <file>', 'also write to this file; the suffix tells the format'))
    .option('-q, --quiet', 'no progress');
}

/** `--server`, `--batch`, `--as-of`: which data, seen when. */
export function withDataOptions(command: Command): Command {
  return command
    .option('--server <name>', 'server of the contract')
    .addOption(repeatable('--batch <column=value>', 'only this batch; a composite key takes one for each'))
    .option('--as-of <time>', 'the moment to judge at, ISO 8601 (default: now)');
}

/** `--select`. */
export function withSelect(command: Command): Command {
  const what = 'only these checks: kind, column, dimension, id or tag';
  return command.addOption(repeatable('--select <key:value,…>', what));
}

/** Tells contract files from dataset names among the arguments of a command. A bare word is a dataset, whatever folder is called the same. */
export function splitArguments(names: readonly string[]): {
  readonly files: readonly string[];
  readonly datasets: readonly string[];
} {
  const isFile = (name: string): boolean =>
    /\.(ya?ml|json)$/i.test(name) || (/[/\\]/.test(name) && existsSync(name));
  return { files: names.filter(isFile), datasets: names.filter((name) => !isFile(name)) };
}
