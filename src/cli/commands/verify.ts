/** `assay verify`: does a hallmark hold, here and now? */
import type { Command } from 'commander';
import { openAssay } from '../../app/open-assay.js';
import { readJwks } from '../../app/read-jwks.js';
import type { JwkSet, Verification } from '../../model/hallmark.js';
import type { Batch } from '../../model/measure.js';
import { repeatable, withCommonOptions, type CommonOptions } from '../common-options.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { Exit } from '../exit.js';
import { onInterrupt } from '../interrupt.js';
import { deliver, parseFormat } from '../output.js';
import { parseBatch, usage } from '../parse-options.js';
import { renderVerification } from '../render.js';

interface Options extends CommonOptions {
  readonly server?: string;
  readonly batch: readonly string[];
  readonly jwks?: string;
  readonly offline?: boolean;
}

export function registerVerify(root: Command): void {
  const command = root
    .command('verify')
    .argument('<token>', 'the hallmark; - reads it from standard input')
    .argument('[dataset]', 'what it is wanted for: a hallmark of another dataset is refused')
    .description('tell whether a hallmark holds: its signature, its time, and the data as they are now')
    .option('--jwks <file|url>', 'verify with these published keys, without the store')
    .option('--offline', 'signature and time only: the data are not looked at')
    .option('--server <name>', 'server of the contract')
    .addOption(
      repeatable('--batch <column=value>', 'what it is wanted for; a composite key takes one for each'),
    );
  withCommonOptions(command, ['pretty', 'json']).action(verify);
}

async function verify(given: string, dataset: string | undefined, options: Options): Promise<void> {
  const token = given === '-' ? await standardInput() : given.trim();
  if (token === '')
    throw usage('no-token', 'There is no hallmark to verify.', 'Give it, or pipe it in with -.');
  const batch = parseBatch(options.batch);
  const wish = { dataset: dataset ?? null, ...(batch === null ? {} : { batch }) };
  const jwks = options.jwks === undefined ? null : await readJwks(options.jwks);
  const found =
    jwks !== null && options.offline === true
      ? await withoutProject(token, wish, jwks, options)
      : await withProject(token, wish, jwks, options);
  await deliver(
    (format, color) => renderVerification(found, format, color),
    parseFormat(options.format),
    options.output,
  );
  throw new Exit(exitOf(found));
}

interface Wish {
  readonly dataset: string | null;
  readonly batch?: Batch;
}

async function withProject(
  token: string,
  wish: Wish,
  jwks: JwkSet | null,
  { env, server, offline = false }: Options,
): Promise<Verification> {
  const assay = await openAssay({ environment: env ?? null, server: server ?? null });
  const interrupt = onInterrupt();
  try {
    const keys = jwks === null ? {} : { jwks };
    const found = await assay.verify(token, { ...wish, ...keys, offline, signal: interrupt.signal });
    if (interrupt.asked()) throw new Exit(EXIT.interrupted);
    return found;
  } finally {
    interrupt.done();
    await assay.close();
  }
}

/** Where there is nothing but the token and the keys: on the machine of whoever uses the data. The dataset is then named by its key. */
async function withoutProject(
  token: string,
  wish: Wish,
  jwks: JwkSet,
  { env }: Options,
): Promise<Verification> {
  const { verifyHallmark } = await import('../../app/verify-hallmark.js');
  const { keysOf } = await import('../../hallmark/public-keys.js');
  const environment = env === undefined ? {} : { environment: env };
  const use = { ...wish, ...environment, dataVersionNow: null };
  return verifyHallmark(token, keysOf(jwks), use, () => new Date());
}

/** 2 for what is no hallmark at all, 3 where nobody could look, else 1. */
function exitOf(found: Verification): ExitCode {
  if (found.valid) return EXIT.ok;
  if (found.reason === 'malformed') return EXIT.usage;
  return found.reason === 'data_unreadable' ? EXIT.notEvaluated : EXIT.findings;
}

/** More than a hallmark can be long. */
const LONGEST = 64 * 1024;

async function standardInput(): Promise<string> {
  let text = '';
  for await (const part of process.stdin.setEncoding('utf8')) {
    text += String(part);
    if (text.length > LONGEST) break;
  }
  return text.trim();
}
