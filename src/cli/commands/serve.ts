/** `assay serve`: the gate as a service, until it is told to stop. */
import { InvalidArgumentError, type Command } from 'commander';
import { EXIT } from '../exit-code.js';
import { Exit } from '../exit.js';
import { print, say } from '../output.js';

interface Options {
  readonly host?: string;
  readonly port?: number;
  readonly workers?: number;
  readonly env?: string;
  readonly server?: string;
  readonly logLevel: string;
}

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'];

export function registerServe(root: Command): void {
  root
    .command('serve')
    .description('answer orchestrators and people over HTTP, run what is scheduled, tell the owners')
    .option('--host <address>', 'address to listen on (default: service.host, else 127.0.0.1)')
    .option('--port <number>', 'port, 0 for any free one (default: service.port, else 8080)', whole(65_535))
    .option(
      '--workers <number>',
      'asks to work on at once, 0 for none (default: service.workers, else 4)',
      whole(1_000),
    )
    .option('--env <name>', 'environment of assay.yaml')
    .option('--server <name>', 'server of the contracts to use')
    .option('--log-level <level>', LEVELS.join(', '), level, 'info')
    .action(serve);
}

async function serve(options: Options): Promise<void> {
  // Large, and not needed by the help, which loads every command.
  const [{ startServer }, { openLog }] = await Promise.all([
    import('../../api/start-server.js'),
    import('../../service/log.js'),
  ]);
  const { host, port, workers } = options;
  const server = await startServer({
    cwd: process.cwd(),
    environment: options.env ?? process.env['ASSAY_ENV'] ?? null,
    server: options.server ?? null,
    byHand: {
      ...(host === undefined ? {} : { host }),
      ...(port === undefined ? {} : { port }),
      ...(workers === undefined ? {} : { workers }),
    },
    log: openLog(options.logLevel),
  });
  await print(`Assay listens on ${server.url}\n`);
  const signal = await told();
  say(`${signal}: finishing what runs; again to stop at once.`);
  process.once('SIGINT', () => process.exit(EXIT.interrupted));
  process.once('SIGTERM', () => process.exit(EXIT.interrupted));
  await server.close();
  // Drivers may keep a timer or a socket; nothing is left to wait for.
  setImmediate(() => process.exit());
  throw new Exit(EXIT.ok);
}

function told(): Promise<string> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve('SIGINT'));
    process.once('SIGTERM', () => resolve('SIGTERM'));
  });
}

const whole =
  (most: number) =>
  (text: string): number => {
    const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    if (value <= most) return value;
    throw new InvalidArgumentError(`Write a whole number from 0 to ${String(most)}.`);
  };

function level(text: string): string {
  if (LEVELS.includes(text)) return text;
  throw new InvalidArgumentError(`Write one of ${LEVELS.join(', ')}.`);
}
