/** What travels with a request through the API, and what the API is made from. */
import type { HttpBindings } from '@hono/node-server';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Access } from '../auth/open-access.js';
import type { Principal } from '../model/access.js';
import type { Service } from '../service/service.js';
import type { StreamLimits } from './event-stream.js';

/** For Hono's contexts. Bindings are missing where a request did not come over a socket. */
export interface ApiEnv {
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    /** Address of the caller, as far as it is known; behind a trusted proxy the one that it names. */
    address: string;
    /** Path of the public address, without a slash at its end. */
    base: string;
    /** Set by `requirePrincipal`, on routes that have a scope. */
    principal?: Principal;
    /** Set with it: whether the caller would still be let in. Rejects where the store does not answer. */
    stillIn?: () => Promise<boolean>;
    /** Pattern of the route, for metrics and log: never a path, of which there are endlessly many. */
    route?: string;
  };
}

/** The part of `assay.yaml` that the API heeds. */
export interface ApiConfig {
  /** Where people reach the service; null: only by its own address. */
  readonly publicUrl: string | null;
  readonly requestsPerMinute: number;
  /** Bytes. */
  readonly bodyLimit: number;
  readonly trustProxy: boolean;
}

export interface ApiDeps {
  readonly service: Service;
  readonly access: Access;
  readonly log: Pick<Logger, 'info' | 'error' | 'debug'>;
  /** What /metrics shows; the API adds its own metrics to it. */
  readonly metrics: Registry;
  readonly config: ApiConfig;
  /** The signing secrets of the Slack channels whose messages have buttons. */
  readonly slackSecrets: readonly string[];
  /** Spans are wanted. */
  readonly traced?: boolean;
  readonly now: () => Date;
  /** Aborted when the server begins to close: streams end. */
  readonly closing: AbortSignal;
  /** Of event streams, where they differ from the usual ones. */
  readonly streams?: Partial<StreamLimits>;
}
