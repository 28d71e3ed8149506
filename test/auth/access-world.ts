/** A small service with real sockets and a real store: the routes about access, and a few that need a scope. */
import { mkdtempSync, rmSync } from 'node:fs';
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import type { ApiEnv } from '../../src/api/api-env.js';
import { authRoutes } from '../../src/api/auth-routes.js';
import { problem } from '../../src/api/problem.js';
import { domainProblem, requirePrincipal, requireScope } from '../../src/api/require-principal.js';
import { openAccess, type Access } from '../../src/auth/open-access.js';
import type { Oidc } from '../../src/generated/config.js';
import { accessStore } from '../../src/store/access.js';
import type { AccessStore } from '../../src/store/access-store.js';
import { readAudit } from '../../src/store/audit-log.js';
import { openPglite } from '../../src/store/open-pglite.js';
import { apiTokens, sessions } from '../../src/store/schema-access.js';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Parsed; null where the body is no JSON. */
  readonly json: Record<string, unknown> | null;
}

export interface Question {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

/** One request over a socket of its own. Every header is as the test wants it, `Host` too. */
export function ask(url: string, question: Question = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = question;
    const sent = request(url, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        const isJson = /json/.test(response.headers['content-type'] ?? '');
        const json = isJson ? (JSON.parse(text) as Record<string, unknown>) : null;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export interface StoreFolder {
  readonly folder: string;
  readonly store: AccessStore;
  readonly audit: () => ReturnType<typeof readAudit>;
  /** As if no token had ever been made and nobody had signed in. */
  readonly empty: () => Promise<void>;
  /** Closes the database; the folder stays. */
  readonly close: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** A store in a folder of its own. */
export async function storeFolder(): Promise<StoreFolder> {
  const root = mkdtempSync(join(tmpdir(), 'assay-auth-'));
  const folder = join(root, 'store');
  const { db, close } = await openPglite(folder);
  let open = true;
  const closeOnce = async (): Promise<void> => {
    if (open) await close();
    open = false;
  };
  return {
    folder,
    store: accessStore(db),
    audit: () => readAudit(db, 100),
    empty: async () => {
      await db.delete(apiTokens);
      await db.delete(sessions);
    },
    close: closeOnce,
    remove: async () => {
      await closeOnce();
      rmSync(root, { recursive: true });
    },
  };
}

export interface Clock {
  readonly now: () => Date;
  /** Moves it forward. */
  readonly pass: (ms: number) => void;
}

/** The time as it is, moved by what a test says. */
export function movableClock(): Clock {
  let moved = 0;
  return { now: () => new Date(Date.now() + moved), pass: (ms) => void (moved += ms) };
}

export interface WorldOptions {
  readonly store: AccessStore;
  readonly clock?: Clock;
  /** Called with the service's own address, which the provider must know. */
  readonly oidc?: (url: string) => Promise<Oidc>;
  /** Default with `oidc`: the service's own address. */
  readonly publicUrl?: string;
  readonly loopbackOnly?: boolean;
}

export interface World {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly access: Access;
  readonly close: () => Promise<void>;
}

/** Domains of the datasets that the service of the tests knows. */
export const DOMAINS: Readonly<Record<string, string | null>> = {
  'gold.sales': 'sales',
  'gold.wages': 'people',
  'gold.misc': null,
};

/** Starts the service on a free loopback port. */
export async function startWorld(options: WorldOptions): Promise<World> {
  let app = new Hono<ApiEnv>();
  const server = serve({ fetch: (...all) => app.fetch(...all), hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const opened = openAccess({
    access: options.store,
    oidc: (await options.oidc?.(url)) ?? null,
    root: '/',
    publicUrl: options.publicUrl ?? (options.oidc === undefined ? null : url),
    loopbackOnly: options.loopbackOnly ?? true,
    now: options.clock?.now ?? (() => new Date()),
  });
  if (!opened.ok) throw new Error(opened.faults.map((fault) => fault.message).join(' '));
  app = appOf(opened.value);
  return {
    url,
    access: opened.value,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function appOf(access: Access): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.use(async (c, next) => {
    c.set('address', getConnInfo(c).remote.address ?? '');
    await next();
  });
  app.route('/', authRoutes(access));
  app.use('/v1/datasets/*', requirePrincipal(access));
  const unknown = (c: Parameters<typeof domainProblem>[0]) =>
    problem(c, 404, 'unknown-dataset', `There is no dataset ${c.req.param('key') ?? ''}.`);
  for (const [method, scope] of [
    ['get', 'read'],
    ['post', 'run'],
  ] as const)
    app[method]('/v1/datasets/:key', requireScope(scope), (c) => {
      const domain = DOMAINS[c.req.param('key')];
      if (domain === undefined) return unknown(c);
      return domainProblem(c, scope, domain, () => unknown(c)) ?? c.json({ key: c.req.param('key') });
    });
  return app;
}
