/** The bodies of `/v1/me` and `/v1/tokens` as JSON Schema (2020-12), for the description of the API. */
import { TOKEN_PATTERN } from '../auth/token-secret.js';
import { SCOPES } from '../model/access.js';

const scope = { type: 'string', enum: SCOPES } as const;

const grant = {
  type: 'object',
  description: 'Scopes, for the datasets of some domains or of all.',
  properties: {
    scopes: { type: 'array', items: scope },
    domains: {
      type: ['array', 'null'],
      items: { type: 'string' },
      description: 'Domains of contracts; null: all, and what belongs to none.',
    },
  },
  required: ['scopes', 'domains'],
  additionalProperties: false,
} as const;

const me = {
  type: 'object',
  description: 'Who makes this request.',
  properties: {
    name: { type: 'string', description: 'As it is written into decisions and the audit log.' },
    via: { type: 'string', enum: ['token', 'session', 'loopback'] },
    grants: { type: 'array', items: grant },
  },
  required: ['name', 'via', 'grants'],
  additionalProperties: false,
} as const;

const apiToken = {
  type: 'object',
  description: 'An API token without its secret.',
  properties: {
    kind: { type: 'string', const: 'ApiToken' },
    id: { type: 'string', pattern: '^[0-9a-z]{12}$' },
    name: { type: 'string' },
    grant,
    createdBy: { type: 'string' },
    createdAt: { type: 'string', format: 'date-time' },
    expiresAt: { type: 'string', format: 'date-time' },
    revokedAt: { type: ['string', 'null'], format: 'date-time' },
  },
  required: ['kind', 'id', 'name', 'grant', 'createdBy', 'createdAt', 'expiresAt', 'revokedAt'],
  additionalProperties: false,
} as const;

const tokenRequest = {
  type: 'object',
  description: 'A wish for an API token.',
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 100, description: 'The program that will use it.' },
    scopes: { type: 'array', items: scope, minItems: 1 },
    domains: {
      type: ['array', 'null'],
      items: { type: 'string', minLength: 1, maxLength: 200 },
      minItems: 1,
      maxItems: 500,
      description: 'Only for datasets of these domains; null or absent: all.',
    },
    expires: {
      type: ['string', 'null'],
      description: 'A length of time (90d) or an ISO 8601 moment, one year ahead at most; default 90 days.',
    },
  },
  required: ['name', 'scopes'],
  additionalProperties: false,
} as const;

const newToken = {
  type: 'object',
  description: 'A token that was just made. The secret is shown this once.',
  properties: {
    token: apiToken,
    secret: { type: 'string', pattern: `^${TOKEN_PATTERN}$` },
  },
  required: ['token', 'secret'],
  additionalProperties: false,
} as const;

const tokenList = {
  type: 'object',
  description: 'All tokens, newest first, also those that have ended.',
  properties: { items: { type: 'array', items: apiToken } },
  required: ['items'],
  additionalProperties: false,
} as const;

export const tokenSchemas = {
  Me: me,
  ApiToken: apiToken,
  TokenRequest: tokenRequest,
  NewToken: newToken,
  TokenList: tokenList,
} as const;
