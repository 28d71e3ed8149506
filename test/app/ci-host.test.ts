import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ciHost, linksOf } from '../../src/app/review/ci-host.js';

const folder = mkdtempSync(join(tmpdir(), 'assay-host-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SHA = 'c'.repeat(40);
function github(event: unknown, more: Record<string, string> = {}) {
  const path = join(folder, 'event.json');
  writeFileSync(path, typeof event === 'string' ? event : JSON.stringify(event));
  return ciHost({
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: path,
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_BASE_REF: 'main',
    ...more,
  });
}
const pull = (head: unknown) => ({
  pull_request: { number: 7, head, base: { repo: { full_name: 'acme/shop' } } },
});

describe('on GitHub', () => {
  it('a branch of the same repository is trusted', () => {
    expect(github(pull({ sha: SHA, repo: { full_name: 'Acme/Shop' } }))).toEqual({
      host: 'github',
      untrusted: null,
      baseRef: 'origin/main',
      blobs: 'https://github.com/acme/shop/blob/',
      headCommit: SHA,
      comments: 'https://api.github.com/repos/acme/shop/issues/7/comments',
    });
  });

  it.each([
    ['a fork', pull({ sha: SHA, repo: { full_name: 'mallory/shop' } })],
    ['a fork that was deleted', pull({ sha: SHA, repo: null })],
    ['an event without a pull request', {}],
    ['an event that can not be read', '{'],
    ['an event with odd types', { pull_request: [1], number: {} }],
  ])('%s is not', (_name, event) => {
    expect(github(event).untrusted).not.toBeNull();
    expect(github(event, { GITHUB_EVENT_NAME: 'pull_request_target' }).untrusted).not.toBeNull();
  });

  it('a push is no change of a stranger, and has no comments', () => {
    const host = github({}, { GITHUB_EVENT_NAME: 'push', GITHUB_BASE_REF: '' });
    expect([host.untrusted, host.baseRef, host.comments]).toEqual([null, null, null]);
  });

  it('a repository name that is none makes no address', () => {
    const host = github(pull({ sha: SHA, repo: { full_name: 'acme/shop' } }), {
      GITHUB_REPOSITORY: 'a/b/c d',
    });
    expect([host.blobs, host.comments]).toEqual([null, null]);
  });
});

describe('on GitLab', () => {
  const variables = {
    GITLAB_CI: 'true',
    CI_API_V4_URL: 'https://git.example/api/v4',
    CI_PROJECT_URL: 'https://git.example/acme/shop',
    CI_MERGE_REQUEST_IID: '7',
    CI_MERGE_REQUEST_PROJECT_ID: '3',
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '3',
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    CI_COMMIT_SHA: SHA,
  };

  it('a branch of the same project is trusted, all else is not', () => {
    const host = ciHost(variables);
    expect(host.untrusted).toBeNull();
    expect(host.comments).toBe('https://git.example/api/v4/projects/3/merge_requests/7/notes');
    expect(ciHost({ ...variables, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '4' }).untrusted).not.toBeNull();
    const silent = { ...variables, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: undefined };
    expect(ciHost(silent).untrusted).not.toBeNull();
  });

  it('links lead to the commits', () => {
    expect(linksOf(ciHost(variables), null, 'b'.repeat(40))).toEqual({
      head: `https://git.example/acme/shop/-/blob/${SHA}/`,
      base: `https://git.example/acme/shop/-/blob/${'b'.repeat(40)}/`,
    });
  });
});

it('elsewhere nothing is known', () => {
  expect(ciHost({})).toEqual({
    host: null,
    untrusted: null,
    baseRef: null,
    blobs: null,
    headCommit: null,
    comments: null,
  });
});
