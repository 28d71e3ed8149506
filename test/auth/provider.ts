/** A real OpenID provider on loopback, whose sign-in page signs in whomever the test says. */
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';
import { providerMemory } from './provider-memory.js';

export const CLIENT_ID = 'assay';
/** With letters that a header must encode. */
export const CLIENT_SECRET = 'a secret: of +the% test';

export interface TestProvider {
  readonly issuer: string;
  /** Who signs in next, with the claims of that person. */
  person: { readonly id: string; readonly claims: Record<string, unknown> };
  /** Paths that were asked for, without their queries. */
  readonly asked: string[];
  /** Answers everything with this status; null: works. */
  broken: number | null;
  close(): Promise<void>;
}

/**
 * @param redirectUri of the client
 * @param inIdToken whether claims stand in the id token; else a client must ask for them
 */
export async function startProvider(
  redirectUri: string,
  options: {
    readonly inIdToken?: boolean;
    readonly method?: 'client_secret_basic' | 'client_secret_post';
  } = {},
): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const state: TestProvider = {
    issuer,
    person: { id: 'nobody', claims: {} },
    asked: [],
    broken: null,
    close: () => closed(server),
  };
  const provider = new Provider(issuer, configuration(state, redirectUri, options));
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    state.asked.push(path);
    if (state.broken !== null) return void response.writeHead(state.broken).end('out of order');
    if (path.startsWith('/interaction/')) return void signIn(provider, state, request, response);
    void answer(request, response);
  });
  return state;
}

function configuration(
  state: TestProvider,
  redirectUri: string,
  { inIdToken = false, method = 'client_secret_basic' }: NonNullable<Parameters<typeof startProvider>[1]>,
): Configuration {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'test' };
  return {
    adapter: providerMemory(),
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: method,
        id_token_signed_response_alg: 'ES256',
      },
    ],
    clientAuthMethods: [method],
    jwks: { keys: [jwk] },
    cookies: { keys: ['only for tests'] },
    claims: {
      openid: ['sub', 'groups'],
      email: ['email', 'email_verified'],
      profile: ['preferred_username'],
    },
    conformIdTokenClaims: !inIdToken,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Grant: 60, Interaction: 60, Session: 60 },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, ...(state.person.id === id ? state.person.claims : {}) }),
    }),
    // Nobody is asked for consent.
    loadExistingGrant: async (context) => {
      const { client, session, provider, params } = context.oidc;
      const grant = new provider.Grant({
        ...(client === undefined ? {} : { clientId: client.clientId }),
        ...(session?.accountId === undefined ? {} : { accountId: session.accountId }),
      });
      grant.addOIDCScope(String(params?.['scope']));
      await grant.save();
      return grant;
    },
  };
}

async function signIn(
  provider: Provider,
  state: TestProvider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const result =
    state.person.id === 'refuses'
      ? { error: 'access_denied', error_description: '<script>the person said no</script>' }
      : { login: { accountId: state.person.id } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
