/** The routes about access, which `authRoutes` serves, for the description of the API. A test compares the two. */
import type { RouteDoc } from '../route.js';

const TOKEN_ID = { id: 'The part of the token between its two underscores.' };

export const ACCESS_DOCS: readonly RouteDoc[] = [
  {
    method: 'get',
    path: '/auth/login',
    scope: null,
    tag: 'Access',
    summary: 'For browsers: begins the sign-in at the identity provider',
    answers: { 303: { description: 'On to the provider.', headers: { Location: 'The provider.' } } },
  },
  {
    method: 'get',
    path: '/auth/callback',
    scope: null,
    tag: 'Access',
    summary: 'For browsers: back from the identity provider',
    answers: { 303: { description: 'Signed in, and back to the page.', headers: { Location: 'The page.' } } },
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
