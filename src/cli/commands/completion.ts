/** `assay completion`: a completion script for a shell, made from the commands as they are. */
import type { Command } from 'commander';
import { print } from '../output.js';
import { usage } from '../parse-options.js';

export function registerCompletion(root: Command): void {
  root
    .command('completion')
    .argument('<shell>', 'bash, zsh or fish')
    .description('print a completion script: eval "$(assay completion bash)"')
    .action(async (shell: string) => {
      const write = SCRIPTS[shell];
      if (write === undefined)
        throw usage('unknown-shell', `There is no completion for ${shell}.`, 'Choose bash, zsh or fish.');
      await print(write(wordsOf(root)));
    });
}

interface Words {
  readonly command: string;
  readonly description: string;
  readonly options: readonly string[];
}

const wordsOf = (root: Command): readonly Words[] =>
  root.commands.map((command) => ({
    command: command.name(),
    description: command.description(),
    options: command.options.flatMap((option) =>
      option.long === undefined || option.long === null ? [] : [option.long],
    ),
  }));

const SCRIPTS: Readonly<Record<string, (words: readonly Words[]) => string>> = { bash, zsh, fish };

function bash(words: readonly Words[]): string {
  const cases = words.map((each) => `    ${each.command}) words="${each.options.join(' ')}" ;;`).join('\n');
  return [
    '_assay() {',
    '  local words current="${COMP_WORDS[COMP_CWORD]}"',
    '  case "${COMP_WORDS[1]}" in',
    cases,
    `    *) words="${words.map((each) => each.command).join(' ')}" ;;`,
    '  esac',
    '  if [ "$COMP_CWORD" -gt 1 ] && [ "${current#-}" = "$current" ]; then COMPREPLY=($(compgen -f -- "$current"))',
    '  else COMPREPLY=($(compgen -W "$words" -- "$current")); fi',
    '}',
    'complete -F _assay assay',
  ].join('\n');
}

function zsh(words: readonly Words[]): string {
  return `autoload -U +X bashcompinit && bashcompinit\n${bash(words)}`;
}

function fish(words: readonly Words[]): string {
  return words
    .flatMap((each) => [
      `complete -c assay -n __fish_use_subcommand -f -a ${each.command} -d '${each.description.replaceAll("'", "\\'")}'`,
      ...each.options.map(
        (option) =>
          `complete -c assay -n '__fish_seen_subcommand_from ${each.command}' -l ${option.slice(2)}`,
      ),
    ])
    .join('\n');
}
