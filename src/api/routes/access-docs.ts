/** The routes about access, which `authRoutes` serves, for the description of the API. A test compares the two. */
import type { RouteDoc } from '../route.js';

/** Browsers are shown a page where it goes wrong. */
const PAGE = { type: 'text/html' };
const NOT_SIGNED_IN = {
  403: { description: 'Not signed in: refused, or without a role.', ...PAGE },
  404: { description: 'The service has no identity provider.', ...PAGE },
  503: { description: 'The provider does not answer.', ...PAGE },
};

const TOKEN_ID = { id: 'The part of the token between its two underscores.' };

export const ACCESS_DOCS: readonly RouteDoc[] = [
  {
    method: 'get',
    path: '/auth/login',
    scope: null,
    tag: 'Access',
    summary: 'For browsers: begins the sign-in at the identity provider',
    answers: {
      303: { description: 'On to the provider.', headers: { Location: 'The provider.' } },
      ...NOT_SIGNED_IN,
    },
  },
  {
    method: 'get',
    path: '/auth/callback',
    scope: null,
    tag: 'Access',
    summary: 'For browsers: back from the identity provider',
    answers: {
      303: { description: 'Signed in, and back to the page.', headers: { Location: 'The page.' } },
      400: { description: 'Not signed in: the attempt is over or was not begun here.', ...PAGE },
      ...NOT_SIGNED_IN,
    },
  },
  {
    method: 'post',
    path: '/auth/logout',
    scope: null,
    tag: 'Access',
    summary: 'Ends the sign-in of this browser',
    answers: { 204: { description: 'Signed out.' } },
    problems: ['cross-site-request'],
  },
  {
    method: 'post',
    path: '/auth/token',
    scope: 'any',
    tag: 'Access',
    summary: 'Signs this browser in with the API token of `Authorization`',
    description:
      'The dashboard asks it where people have no identity provider. The answer sets a cookie that no script can read; it is worth what the token is worth, ends with it, and after 8 hours at the latest.',
    answers: { 204: { description: 'Signed in.' } },
    problems: ['cross-site-request'],
  },
  {
    method: 'get',
    path: '/v1/me',
    scope: 'any',
    tag: 'Access',
    summary: 'Who makes this request, and what may they do?',
    answers: { 200: { description: 'The caller.', schema: 'Me' } },
  },
  {
    method: 'get',
    path: '/v1/tokens',
    scope: 'admin',
    tag: 'Access',
    summary: 'API tokens, newest first',
    answers: { 200: { description: 'All tokens, without their secrets.', schema: 'TokenList' } },
  },
  {
    method: 'post',
    path: '/v1/tokens',
    scope: 'admin',
    tag: 'Access',
    summary: 'Makes an API token; its secret is shown this once',
    body: 'TokenRequest',
    answers: { 201: { description: 'The token.', schema: 'NewToken' } },
  },
  {
    method: 'delete',
    path: '/v1/tokens/{id}',
    scope: 'admin',
    tag: 'Access',
    summary: 'Revokes an API token',
    parameters: TOKEN_ID,
    answers: { 200: { description: 'The token as it is now.', schema: 'ApiToken' } },
    problems: ['unknown-token', 'already-revoked'],
  },
];
