/** Where `assay ci` runs: GitHub Actions, GitLab CI or elsewhere, and what the host says of the change. */
import { readFileSync } from 'node:fs';
import { isObject, type Json } from '../../model/json.js';
import type { ReviewLinks } from '../../report/review-links.js';
import type { Variables } from '../config-variables.js';

export interface CiHost {
  readonly host: 'github' | 'gitlab' | null;
  /** Why the author of the change is not to be trusted; null where they may write to the repository anyway. */
  readonly untrusted: string | null;
  /** The branch that the change is to go into, as a remote ref; null where the host does not say. */
  readonly baseRef: string | null;
  /** Address under which files of a commit are shown, up to the commit; null where not known. */
  readonly blobs: string | null;
  /** Commit of the change as the host knows it: on GitHub, HEAD is a merge that nobody can look at later. */
  readonly headCommit: string | null;
  /** Where comments of this change are kept; null outside of a change. */
  readonly comments: string | null;
}

/** What is not known is distrusted: an event that can not be read counts as one from a fork. */
export function ciHost(variables: Variables = process.env): CiHost {
  if (variables['GITHUB_ACTIONS'] === 'true') return github(variables);
  if (variables['GITLAB_CI'] === 'true') return gitlab(variables);
  return { host: null, untrusted: null, baseRef: null, blobs: null, headCommit: null, comments: null };
}

function github(variables: Variables): CiHost {
  const repository = variables['GITHUB_REPOSITORY'] ?? '';
  const server = variables['GITHUB_SERVER_URL'] ?? 'https://github.com';
  const api = variables['GITHUB_API_URL'] ?? 'https://api.github.com';
  const isChange = /^(pull_request|merge_group)/.test(variables['GITHUB_EVENT_NAME'] ?? '');
  const pull = at(readEvent(variables['GITHUB_EVENT_PATH']), 'pull_request');
  const number = at(pull, 'number');
  const branch = variables['GITHUB_BASE_REF'] ?? '';
  const head = at(at(pull, 'head'), 'sha');
  const known = /^[^/\s]+\/[^/\s]+$/.test(repository);
  return {
    host: 'github',
    untrusted: isChange ? githubDistrust(pull, variables['GITHUB_EVENT_NAME'] ?? '') : null,
    baseRef: branch === '' ? null : `origin/${branch}`,
    blobs: known ? `${server}/${repository}/blob/` : null,
    headCommit: typeof head === 'string' && /^[0-9a-f]{40,64}$/.test(head) ? head : null,
    comments:
      known && typeof number === 'number' && Number.isInteger(number)
        ? `${api}/repos/${repository}/issues/${String(number)}/comments`
        : null,
  };
}

/** A merge queue holds what was reviewed already, and its event names no pull request. */
function githubDistrust(pull: Json | undefined, event: string): string | null {
  if (event === 'merge_group') return null;
  const [from, to] = ['head', 'base'].map((side) => at(at(at(pull, side), 'repo'), 'full_name'));
  if (typeof from !== 'string' || typeof to !== 'string')
    return 'the event does not say which repository the change comes from';
  return from.toLowerCase() === to.toLowerCase() ? null : 'the change comes from a fork';
}

function gitlab(variables: Variables): CiHost {
  const target = variables['CI_MERGE_REQUEST_PROJECT_ID'];
  const source = variables['CI_MERGE_REQUEST_SOURCE_PROJECT_ID'];
  const number = variables['CI_MERGE_REQUEST_IID'];
  const branch = variables['CI_MERGE_REQUEST_TARGET_BRANCH_NAME'] ?? '';
  const api = variables['CI_API_V4_URL'];
  const url = variables['CI_MERGE_REQUEST_PROJECT_URL'] ?? variables['CI_PROJECT_URL'];
  return {
    host: 'gitlab',
    untrusted:
      number === undefined || (source !== undefined && source === target)
        ? null
        : 'the change comes from a fork',
    baseRef: branch === '' ? null : `origin/${branch}`,
    blobs: url === undefined ? null : `${url}/-/blob/`,
    headCommit: variables['CI_COMMIT_SHA'] ?? null,
    comments:
      api === undefined || target === undefined || number === undefined
        ? null
        : `${api}/projects/${encodeURIComponent(target)}/merge_requests/${encodeURIComponent(number)}/notes`,
  };
}

/** Links to both sides of a review. @param base commit */
export function linksOf({ blobs, headCommit }: CiHost, head: string | null, base: string): ReviewLinks {
  const commit = headCommit ?? head;
  return {
    head: blobs === null || commit === null ? null : `${blobs}${commit}/`,
    base: blobs === null ? null : `${blobs}${base}/`,
  };
}

function readEvent(path: string | undefined): Json {
  if (path === undefined) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Json;
  } catch {
    return null;
  }
}

const at = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
