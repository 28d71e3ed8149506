/** `assay doctor`: is everything that a run needs in place? Contracts, servers, store; touches no rows. */
import type { Command } from 'commander';
import { examine } from '../../app/examine.js';
import { EXIT } from '../exit-code.js';
import { Exit } from '../exit.js';
import { print } from '../output.js';

export function registerDoctor(root: Command): void {
  root
    .command('doctor')
    .description('check the installation and the project: Node, contracts, servers, store')
    .option('--env <name>', 'environment of assay.yaml')
    .action(async (options: { readonly env?: string }) => {
      const findings = await examine(options.env ?? null);
      const lines = findings.map(
        ({ what, problem }) =>
          `${problem === null ? 'ok  ' : 'FAIL'}  ${what}${problem === null ? '' : `: ${problem}`}`,
      );
      const bad = findings.filter((finding) => finding.problem !== null).length;
      await print(
        [...lines, bad === 0 ? 'All is in place.' : `${bad} of ${findings.length} need attention.`].join(
          '\n',
        ),
      );
      if (bad > 0) throw new Exit(EXIT.usage);
    });
}
