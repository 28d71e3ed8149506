/** Comments on a host that behaves as GitHub's and GitLab's do: pages, editing, refusing. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommentError, postComment, type CommentWish } from '../../src/app/review/review-comment.js';
import { startHttp, type HttpStandIn, type StandInRequest } from '../support/http-stand-in.js';

interface Kept {
  readonly id: number;
  body: string;
  readonly mine: boolean;
}

const MARKER = '<!-- assay:review:abc -->';
let http: HttpStandIn;
let kept: Kept[];

beforeEach(async () => {
  http = await startHttp();
  kept = [];
  http.answer(answer);
});
afterEach(() => http.close());

function answer({ method, path, body }: StandInRequest) {
  const url = new URL(path, 'http://host');
  const page = Number(url.searchParams.get('page'));
  const size = Number(url.searchParams.get('per_page'));
  const json = (status: number, value: unknown) => ({ status, body: JSON.stringify(value) });
  if (method === 'GET') return json(200, kept.slice((page - 1) * size, page * size));
  const text = (JSON.parse(body) as { body: string }).body;
  if (method === 'POST') {
    kept.push({ id: kept.length + 1, body: text, mine: true });
    return json(201, kept.at(-1));
  }
  const id = Number(url.pathname.split('/').at(-1));
  const one = kept.find((each) => each.id === id);
  if (one === undefined) return json(404, {});
  if (!one.mine) return json(403, { message: 'Resource not accessible by integration' });
  one.body = text.replaceAll('\n', '\r\n');
  return json(200, one);
}

const wish = (parts: Partial<CommentWish> = {}): CommentWish => ({
  host: 'github',
  comments: `http://127.0.0.1:${String(http.port)}/repos/o/r/issues/7/comments`,
  token: 'secret-token',
  marker: MARKER,
  body: `${MARKER}\n\nblocked\n`,
  quiet: false,
  ...parts,
});
const others = (n: number): void => {
  for (let i = 0; i < n; i += 1) kept.push({ id: kept.length + 1, body: `hello, ${MARKER}`, mine: false });
};
const methods = () => http.requests.map(({ method }) => method);

describe('the comment of a review', () => {
  it('is made once, and edited in place from then on', async () => {
    others(250);
    expect(await postComment(wish())).toBe('created');
    expect(await postComment(wish({ body: `${MARKER}\n\nstill\n` }))).toBe('updated');
    expect(await postComment(wish({ body: `${MARKER}\n\nstill\n` }))).toBe('unchanged');
    expect(kept).toHaveLength(251);
    expect(kept.at(-1)?.body).toContain('still');
    expect(methods().filter((method) => method !== 'GET')).toEqual(['POST', 'PATCH']);
    const edit = http.requests.find(({ method }) => method === 'PATCH');
    expect(edit?.path).toBe('/repos/o/r/issues/comments/251');
    expect(edit?.headers['authorization']).toBe('Bearer secret-token');
  });

  it('is not made for nothing, and an old one turns green', async () => {
    expect(await postComment(wish({ quiet: true }))).toBe('none');
    await postComment(wish());
    expect(await postComment(wish({ quiet: true, body: `${MARKER}\n\nclean\n` }))).toBe('updated');
    expect(kept.map(({ body }) => body)).toEqual([expect.stringContaining('clean')]);
  });

  it('leaves comments of others alone that bear its mark', async () => {
    kept.push({ id: 1, body: `${MARKER} mine, says mallory`, mine: false });
    expect(await postComment(wish())).toBe('created');
    expect(kept[0]?.body).toContain('mallory');
  });

  it('goes to notes of a merge request on GitLab', async () => {
    const comments = `http://127.0.0.1:${String(http.port)}/api/v4/projects/3/merge_requests/7/notes`;
    await postComment(wish({ host: 'gitlab', comments }));
    expect(await postComment(wish({ host: 'gitlab', comments, body: `${MARKER} x` }))).toBe('updated');
    const edit = http.requests.at(-1);
    expect([edit?.method, edit?.path, edit?.headers['private-token']]).toEqual([
      'PUT',
      '/api/v4/projects/3/merge_requests/7/notes/1',
      'secret-token',
    ]);
  });

  it.each([
    ['a refusal', { status: 403, body: '{"message":"secret-token"}' }, /status 403 .*pull-requests: write/],
    ['what is no list', { status: 200, body: '<html>' }, /read the comments: status 200/],
    [
      'another host',
      { status: 302, headers: { location: 'http://evil.example/' }, body: '' },
      /did not answer/,
    ],
    ['a closed connection', 'cut' as const, /did not answer/],
  ])('ends with a sentence without the token at %s', async (_name, reply, message) => {
    http.answer(reply);
    const error = await postComment(wish()).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(CommentError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toContain('secret-token');
  });

  it('does not read pages without end', async () => {
    const full = JSON.stringify(Array.from({ length: 100 }, (_, id) => ({ id, body: 'x' })));
    http.answer(({ method }) => ({
      status: method === 'GET' ? 200 : 201,
      body: method === 'GET' ? full : '{}',
    }));
    expect(await postComment(wish())).toBe('created');
    expect(http.requests).toHaveLength(101);
  });
});
