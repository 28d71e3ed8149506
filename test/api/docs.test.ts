/** What docs/api.md says is what there is: its addresses, its codes, its scopes. */
import { describe, expect, test } from 'vitest';
import { PROBLEM_TYPES } from '../../src/api/problem-types.js';
import { ACCESS_DOCS } from '../../src/api/routes/access-docs.js';
import { routes } from '../../src/api/routes/routes.js';
import { SCOPES } from '../../src/model/access.js';
import { blocksOf, readPage } from '../docs/read-markdown.js';

const page = readPage('docs/api.md');
const served = [...routes, ...ACCESS_DOCS];

const isServed = (path: string, method?: string): boolean =>
  served.some(
    (route) =>
      new RegExp(`^${route.path.replace(/\./g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(path) &&
      (method === undefined || route.method === method),
  );

describe('docs/api.md', () => {
  test('shows calls that there are', () => {
    const shell = blocksOf(page).filter(({ language }) => language === 'sh');
    const calls = shell
      .flatMap(({ text }) => text.split(/^curl /m).slice(1))
      .map((call) => ({
        path: /\$ASSAY([^\s"?]+)/.exec(call)?.[1] ?? '',
        method: call.includes('-X POST') ? 'post' : 'get',
        body: /-d '([^']+)'/.exec(call)?.[1],
      }));
    expect(calls.length).toBeGreaterThan(10);
    for (const { path, method, body } of calls) {
      expect(isServed(path, method), `${method} ${path}`).toBe(true);
      if (body !== undefined) expect(() => JSON.parse(body) as unknown, body).not.toThrow();
    }
  });

  test('names addresses that there are', () => {
    const named = [...page.matchAll(/`(\/[\w./{}-]+)(?:\?[^`]*)?`/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(20);
    for (const path of named) expect(isServed(path), path).toBe(true);
  });

  test('lists every code with its status, meaning and cure', () => {
    const listed = [...page.matchAll(/^\| (\d{3}) \| `([\w-]+)` \| (.+?) \| (.+) \|$/gm)].map(
      ([, status, code, title, cure]) => [code, { status: Number(status), title, cure }],
    );
    expect(listed).toEqual([...PROBLEM_TYPES]);
  });

  test('tells of every scope', () => {
    for (const scope of SCOPES) expect(page).toMatch(new RegExp(`^\\| \`${scope}\` \\| `, 'm'));
  });
});
