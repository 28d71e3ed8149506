/** The API, typed from its own description. */
import createFetchClient from 'openapi-fetch';
import createQueryClient from 'openapi-react-query';
import type { components, paths } from '../generated/api.js';
import { BASE } from './base.js';
import { ApiProblem, readProblem } from './problem.js';

/** A record of the API by its name: `Schema<'Decision'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

export const client = createFetchClient<paths>({ baseUrl: BASE });

client.use({
  async onResponse({ response }) {
    if (!response.ok) throw await readProblem(response);
  },
  onError({ error }) {
    return error instanceof ApiProblem ? error : ApiProblem.unreachable(error);
  },
});

/**
 * Questions and actions for React: `useQuery(api.queryOptions('get', '/v1/datasets/{key}', { params: { path: { key } } }))`. What goes wrong
 * is thrown as an `ApiProblem`.
 */
export const api = createQueryClient(client);
