/** A real service over a small project, with its API on a port of this machine, and tokens to call it with. */
import { Writable } from 'node:stream';
import { setMaxListeners } from 'node:events';
import { pino } from 'pino';
import type { Registry } from 'prom-client';
import { createApi } from '../../src/api/create-api.js';
import type { ApiConfig } from '../../src/api/api-env.js';
import type { StreamLimits } from '../../src/api/event-stream.js';
import { listen, type Listening } from '../../src/api/listen.js';
import { openAccess, type Access } from '../../src/auth/open-access.js';
import { createToken } from '../../src/auth/token-by-hand.js';
import type { Grant, Scope } from '../../src/model/access.js';
import { openService } from '../../src/service/open-service.js';
import type { Json, JsonObject } from '../../src/model/json.js';
import type { Service } from '../../src/service/service.js';
import { ordersProject } from '../scenarios/orders-project.js';
import type { TestProject } from '../support/cli.js';
import { describe, type Description } from './described.js';

export const SLACK_SECRET = 'a-signing-secret-of-tests';

export interface ApiWorld {
  readonly project: TestProject;
  readonly service: Service;
  readonly metrics: Registry;
  readonly access: Access;
  readonly listening: Listening;
  /** Lines of the log so far. */
  readonly log: readonly string[];
  readonly closing: AbortController;
  /** A new token; its secret. */
  token(scopes: readonly Scope[], domains?: readonly string[] | null): Promise<string>;
  readonly description: Description;
  /** Calls the API, without a token as whoever sits at this machine. Fails where the answer is not as it is described. */
  call(path: string, options?: CallOptions): Promise<Called>;
  close(): Promise<void>;
}

export interface Called {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed where it is JSON. */
  readonly body: JsonObject;
}

export interface CallOptions {
  readonly method?: string;
  readonly token?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface WorldOptions {
  /** `assay.yaml` after its first line. */
  readonly config?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly api?: Partial<ApiConfig>;
  readonly streams?: Partial<StreamLimits>;
  /** Keeps no log. */
  readonly quiet?: boolean;
}

export async function apiWorld(options: WorldOptions = {}): Promise<ApiWorld> {
  const project = ordersProject(options.config ?? '');
  for (const [path, text] of Object.entries(options.files ?? {})) project.write(path, text);
  const log: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(chunk.toString());
      done();
    },
  });
  const logger = pino({ level: options.quiet === true ? 'silent' : 'debug' }, sink);
  const { service, metrics } = await openService({
    cwd: project.root,
    environment: null,
    server: null,
    byHand: {},
    log: logger,
  });
  const opened = openAccess({
    access: service.store.access,
    oidc: null,
    root: project.root,
    publicUrl: null,
    loopbackOnly: true,
    now: () => new Date(),
  });
  if (!opened.ok) throw new Error('no access');
  const access = opened.value;
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const app = createApi({
    service,
    access,
    log: logger,
    metrics: metrics.registry,
    config: {
      publicUrl: null,
      requestsPerMinute: 1_000_000,
      bodyLimit: 65_536,
      trustProxy: false,
      ...options.api,
    },
    slackSecrets: [SLACK_SECRET],
    now: () => new Date(),
    closing: closing.signal,
    ...(options.streams === undefined ? {} : { streams: options.streams }),
  });
  const listening = await listen(app, { host: '127.0.0.1', port: 0, log: logger, closing });
  const call = async (path: string, options: CallOptions = {}): Promise<Called> => {
    const response = await send(`${listening.url}${path}`, options);
    const text = await response.text();
    const method = options.method ?? (options.body === undefined ? 'GET' : 'POST');
    const wrong = description.check(method, path, response, text);
    if (wrong !== null) throw new Error(`${method} ${path}: ${wrong}`);
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text !== '' ? (JSON.parse(text) as JsonObject) : {},
    };
  };
  const description = describe(
    (await (await send(`${listening.url}/openapi.json`, {})).json()) as JsonObject,
  );
  let tokens = 0;
  return {
    ...{ project, service, access, listening, log, closing },
    metrics: metrics.registry,
    async token(scopes, domains = null) {
      tokens += 1;
      const grant: Grant = { scopes, domains };
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
      const wish = { name: `test-${tokens}`, grant, expiresAt };
      const made = await createToken(access.store, wish, { by: 'test', now: Date.now() });
      access.authenticator.changed();
      return made.secret;
    },
    description,
    call,
    async close() {
      await listening.close(1_000);
      await service.close();
      project.remove();
    },
  };
}

function send(url: string, { method, token, body, headers, signal }: CallOptions): Promise<Response> {
  return fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    redirect: 'manual',
    headers: {
      // So that the connections that a test counts are those that it makes itself.
      Connection: 'close',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** A member that must be text. */
export function textOf(value: Json | undefined): string {
  if (typeof value !== 'string') throw new Error(`not a text: ${JSON.stringify(value)}`);
  return value;
}
