/** `assay token`: make, list and revoke API tokens. */
import { Option, type Command } from 'commander';
import { openStoreOf, type OpenedStore } from '../../app/open-store-of.js';
import { createToken, revokeToken } from '../../auth/token-by-hand.js';
import { tokenWish, type TokenWish } from '../../auth/token-wish.js';
import { FaultError, type Outcome } from '../../model/fault.js';
import type { ApiToken } from '../../model/access.js';
import { tokenText } from '../../report/token-text.js';
import { deliver, parseFormat, print, say } from '../output.js';
import { usage } from '../parse-options.js';

interface Options {
  readonly name?: string;
  readonly scope?: string;
  readonly domain?: string;
  readonly expires?: string;
  readonly env?: string;
  readonly format: string;
}

const ACTIONS = ['create', 'list', 'revoke'];

export function registerToken(root: Command): void {
  root
    .command('token')
    .argument('<action>', 'create, list or revoke')
    .argument('[id]', 'of the token to revoke')
    .description('make, list and revoke the API tokens of the service')
    .option('--name <name>', 'for create: the program that will use it')
    .option('--scope <list>', 'for create: what it may do, of read, run, override, approve, admin')
    .option('--domain <list>', 'for create: only datasets of these domains (default: all)')
    .option('--expires <time>', 'for create: 90d (default), another length of time or a date, a year at most')
    .option('--env <name>', 'environment of assay.yaml')
    .addOption(
      new Option('--format <format>', 'of what is printed').default('pretty').choices(['pretty', 'json']),
    )
    .action(token);
}

async function token(action: string, id: string | undefined, options: Options): Promise<void> {
  const act = readAction(action, id, options);
  const opened = await openStoreOf(options.env ?? null);
  try {
    await act(opened);
  } finally {
    await opened.store.close();
  }
}

/** What to do, once everything that was written has been understood: a store is not opened for a typo. */
function readAction(
  action: string,
  id: string | undefined,
  options: Options,
): (on: OpenedStore) => Promise<void> {
  if (!ACTIONS.includes(action))
    throw usage('unknown-action', `assay token ${action} is not known.`, `Use one of ${ACTIONS.join(', ')}.`);
  if (action === 'revoke' && id === undefined)
    throw usage('no-token', 'Name the token to revoke by its id.', '`assay token list` shows it.');
  if (action !== 'revoke' && id !== undefined)
    throw usage('stray-argument', `assay token ${action} takes no id.`, 'A token is named with --name.');
  if (action === 'create') {
    const now = Date.now();
    const wish = readWish(options, now);
    return (on) => create(wish, now, options, on);
  }
  return action === 'list' ? (on) => list(options, on) : (on) => revoke(id ?? '', options, on);
}

async function create(
  wish: TokenWish,
  now: number,
  { format }: Options,
  { store, user }: OpenedStore,
): Promise<void> {
  const made = await createToken(store.access, wish, { by: user, now });
  const { id, expiresAt } = made.token;
  await print(format === 'json' ? JSON.stringify(made, null, 2) : made.secret);
  say(
    `Keep it now: it is not shown again. It ends ${expiresAt}; \`assay token revoke ${id}\` ends it sooner.`,
  );
}

async function list({ format }: Options, { store }: OpenedStore): Promise<void> {
  const items = await store.access.tokens();
  await show({ items }, items, format);
}

async function revoke(id: string, { format }: Options, { store, user }: OpenedStore): Promise<void> {
  const revoked = unwrap(await revokeToken(store.access, id, { by: user, now: Date.now() }));
  await show(revoked, [revoked], format);
}

async function show(document: unknown, tokens: readonly ApiToken[], format: string): Promise<void> {
  const width = process.stdout.columns ?? 100;
  const text = (chosen: string, color: boolean): string =>
    chosen === 'json' ? JSON.stringify(document, null, 2) : tokenText(tokens, Date.now(), { color, width });
  await deliver(text, parseFormat(format), []);
}

function readWish({ name, scope, domain, expires }: Options, now: number): TokenWish {
  if (name === undefined) throw usage('no-name', 'A token needs a name.', 'Add --name airflow-production.');
  if (scope === undefined) throw usage('no-scope', 'A token needs a scope.', 'Add --scope read,run.');
  const domains = domain === undefined ? null : listOf(domain);
  return unwrap(tokenWish({ name, scopes: listOf(scope), domains, expires: expires ?? null }, now));
}

const listOf = (text: string): readonly string[] => text.split(',').map((part) => part.trim());

function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new FaultError(outcome.faults);
  return outcome.value;
}
