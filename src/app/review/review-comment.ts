/** One comment on a pull or merge request, written anew in place: found again by its marker. */
import { isObject, type Json } from '../../model/json.js';

export interface CommentWish {
  readonly host: 'github' | 'gitlab';
  /** Address of the request's comments. */
  readonly comments: string;
  readonly token: string;
  /** By which the comment is known. */
  readonly marker: string;
  readonly body: string;
  /** Nothing to tell: an old comment is brought up to date, a new one is not made. */
  readonly quiet: boolean;
}

export type Posted = 'created' | 'updated' | 'unchanged' | 'none';

/** The host refused, or did not answer. `message` has no token in it. */
export class CommentError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommentError';
  }
}

const TIMEOUT_MS = 20_000;
const PAGE = 100;
/** No request has more comments than this; a host that always has one more page must not hold up a build. */
const MOST_PAGES = 100;

interface Found {
  readonly id: number;
  readonly body: string;
}

/** Posts. Comments of others that carry the marker can not be written: the next one is tried, then a new one made. @throws CommentError */
export async function postComment(wish: CommentWish): Promise<Posted> {
  for (const { id, body } of await ownComments(wish)) {
    if (same(body, wish.body)) return 'unchanged';
    const { status } = await call(wish, editAddress(wish, id), EDIT[wish.host], { body: wish.body });
    if (status < 300) return 'updated';
    if (status !== 403 && status !== 404) throw refused('edit its comment', status);
  }
  if (wish.quiet) return 'none';
  const { status } = await call(wish, wish.comments, 'POST', { body: wish.body });
  if (status >= 300) throw refused('write a comment', status);
  return 'created';
}

const EDIT = { github: 'PATCH', gitlab: 'PUT' } as const;

/** GitHub keeps comments by their own number, GitLab below their request. */
function editAddress({ host, comments }: CommentWish, id: number): string {
  return host === 'github'
    ? `${comments.replace(/\/issues\/\d+\/comments$/, '/issues/comments')}/${String(id)}`
    : `${comments}/${String(id)}`;
}

async function ownComments(wish: CommentWish): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const { status, value } = await call(
      wish,
      `${wish.comments}?per_page=${String(PAGE)}&page=${String(page)}`,
      'GET',
    );
    if (status >= 300 || !Array.isArray(value)) throw refused('read the comments', status);
    const list = value as readonly Json[];
    for (const one of list) {
      const { id, body } = isObject(one) ? one : {};
      if (typeof id === 'number' && typeof body === 'string' && body.startsWith(wish.marker))
        found.push({ id, body });
    }
    if (list.length < PAGE) break;
  }
  return found;
}

/** Hosts change line ends and trim. */
const same = (a: string, b: string): boolean => a.replaceAll('\r\n', '\n').trim() === b.trim();

interface Answer {
  readonly status: number;
  readonly value: Json;
}

async function call(wish: CommentWish, url: string, method: string, body?: Json): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method,
      // A token must not follow to another host.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        ...headersOf(wish),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, value: parsed(text) };
  } catch {
    throw new CommentError(`${new URL(url).host} did not answer`);
  }
}

function headersOf({ host, token }: CommentWish): Record<string, string> {
  return host === 'github'
    ? {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        'user-agent': 'assay',
      }
    : { 'private-token': token, 'user-agent': 'assay' };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

function refused(what: string, status: number): CommentError {
  const hint =
    status === 401 || status === 403 || status === 404
      ? ' (may the token write there? GitHub: `permissions: pull-requests: write`; GitLab: a token with the scope api)'
      : '';
  return new CommentError(`the host would not let us ${what}: status ${String(status)}${hint}`);
}
