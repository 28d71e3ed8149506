/** A wish for an API token, checked: its name, what it may do and until when. */
import { SCOPES, type Grant } from '../model/access.js';
import { nearHint } from '../model/did-you-mean.js';
import { fault, type Fault, type Outcome } from '../model/fault.js';
import { parseDuration, parseMoment, toInstant } from '../model/time.js';

const DAY_MS = 86_400_000;
const DEFAULT_TOKEN_MS = 90 * DAY_MS;
/** A year, whichever: a token that lives longer is one that nobody remembers. */
const LONGEST_TOKEN_MS = 366 * DAY_MS;
const LONGEST_NAME = 100;
const LONGEST_DOMAIN = 200;
const MOST_DOMAINS = 500;
/** A list of a thousand mistakes helps nobody. */
const MOST_FAULTS = 20;

/** As a caller wrote it. */
export interface WrittenTokenWish {
  readonly name: string;
  readonly scopes: readonly string[];
  /** Null: every domain, and what belongs to none. */
  readonly domains: readonly string[] | null;
  /** A length of time (`90d`) or a moment, ISO 8601; null: 90 days. */
  readonly expires: string | null;
}

export interface TokenWish {
  readonly name: string;
  readonly grant: Grant;
  readonly expiresAt: string;
}

/** The wish with its defaults, or every fault in it. @param now ms since 1970 */
export function tokenWish(written: WrittenTokenWish, now: number): Outcome<TokenWish> {
  const name = written.name.trim();
  const expiresAt = expiryOf(written.expires, now);
  const faults = [
    ...nameFaults(name),
    ...scopeFaults(written.scopes),
    ...domainFaults(written.domains),
    ...(typeof expiresAt === 'string' ? [] : [expiresAt]),
  ];
  if (typeof expiresAt !== 'string' || faults.length > 0) return { ok: false, faults };
  const scopes = SCOPES.filter((scope) => written.scopes.includes(scope));
  const domains = written.domains === null ? null : [...new Set(written.domains)];
  return { ok: true, value: { name, grant: { scopes, domains }, expiresAt } };
}

/** A name stands in the audit log and on screens, so nothing invisible and nothing that turns the line around. */
function nameFaults(name: string): readonly Fault[] {
  const length = [...name].length;
  if (length > 0 && length <= LONGEST_NAME && !/[\p{C}\p{Zl}\p{Zp}]/u.test(name)) return [];
  const hint = 'Name the program that will use it, such as airflow-production.';
  return [
    fault(
      'bad-name',
      `A token needs a name of 1 to ${LONGEST_NAME} visible characters on one line.`,
      {},
      hint,
    ),
  ];
}

function scopeFaults(scopes: readonly string[]): readonly Fault[] {
  const all = `The scopes are ${SCOPES.join(', ')}.`;
  if (scopes.length === 0) return [fault('no-scope', 'A token needs at least one scope.', {}, all)];
  return scopes
    .filter((scope) => !(SCOPES as readonly string[]).includes(scope))
    .slice(0, MOST_FAULTS)
    .map((scope) =>
      fault(
        'unknown-scope',
        `There is no scope ${quoted(scope)}.`,
        {},
        nearHint(scope.slice(0, 60), SCOPES) ?? all,
      ),
    );
}

function domainFaults(domains: readonly string[] | null): readonly Fault[] {
  if (domains === null) return [];
  const named = domains.every((domain) => domain.trim() !== '' && domain.length <= LONGEST_DOMAIN);
  if (domains.length > 0 && domains.length <= MOST_DOMAINS && named) return [];
  const hint = 'Name domains as the contracts write them, or none at all for every domain.';
  return [fault('bad-domain', 'The list of domains is empty, too long, or holds a name that is.', {}, hint)];
}

function expiryOf(written: string | null, now: number): string | Fault {
  const duration = written === null ? { ms: DEFAULT_TOKEN_MS } : parseDuration(written);
  const moment = duration === null ? parseMoment(written ?? '') : null;
  if (duration === null && moment === null) {
    const hint = 'Write a length of time such as 90d, or a date such as 2030-01-31.';
    return fault('bad-expiry', `${quoted(written ?? '')} is no end of a token's life.`, {}, hint);
  }
  const lasts = duration?.ms ?? Date.parse(moment ?? '') - now;
  if (lasts <= 0) return fault('expiry-in-the-past', 'The end of a token must lie in the future.');
  if (lasts <= LONGEST_TOKEN_MS) return toInstant(now + lasts);
  return fault('expiry-too-far', 'A token lives for one year at most.', {}, 'Make a new one before it ends.');
}

/** What a caller wrote, safe to print. */
const quoted = (text: string): string => JSON.stringify(text.slice(0, 60));
