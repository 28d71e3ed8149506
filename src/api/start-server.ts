/** The whole server, composed: the service, who may call it, the API, and a port. */
import { setMaxListeners } from 'node:events';
import type { Logger } from 'pino';
import { resolveReferences } from '../app/secrets.js';
import { openAccess } from '../auth/open-access.js';
import type { ConfigFile } from '../generated/config.js';
import { fault, FaultError } from '../model/fault.js';
import { openService, type OpenedService } from '../service/open-service.js';
import { isLoopback, type ServiceOverrides } from '../service/settings.js';
import { startTelemetry, wantsTraces } from '../service/telemetry.js';
import { createApi } from './create-api.js';
import { listen } from './listen.js';

export interface ServerOptions {
  /** Where to look for `assay.yaml`, upwards. */
  readonly cwd: string;
  readonly environment: string | null;
  /** Server of the contracts to use. */
  readonly server: string | null;
  readonly byHand: ServiceOverrides;
  readonly log: Logger;
}

export interface RunningServer {
  readonly url: string;
  /** Requests and runs end first, for a while; what runs longer goes back to the queue. */
  readonly close: () => Promise<void>;
}

/** @throws FaultError for faults of the project, an address that can not be had, a store that can not be opened */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const opened = await openService(options);
  const { service } = opened;
  let stopTelemetry = (): Promise<void> => Promise.resolve();
  try {
    stopTelemetry = await startTelemetry(service.version);
    const listening = await openPort(opened, options.log);
    return {
      url: listening.url,
      close: async () => {
        await listening.close();
        await service.close();
        await stopTelemetry();
      },
    };
  } catch (error) {
    await service.close();
    await stopTelemetry();
    throw error;
  }
}

async function openPort({ service, settings, metrics, written, root }: OpenedService, log: Logger) {
  const { host, port, publicUrl } = settings;
  const oidc = written.service?.oidc ?? null;
  const now = (): Date => new Date();
  const loopbackOnly = isLoopback(host);
  const parts = { access: service.store.access, oidc, root, publicUrl, loopbackOnly, now };
  const access = openAccess(parts);
  if (!access.ok) throw new FaultError(access.faults);
  if (!loopbackOnly && oidc === null && !(await service.store.access.hasTokens()))
    throw new FaultError([openToAll(host)]);
  const closing = new AbortController();
  // Every request that waits listens to it, however many they are.
  setMaxListeners(0, closing.signal);
  const app = createApi({
    service,
    access: access.value,
    log,
    metrics: metrics.registry,
    config: settings,
    slackSecrets: slackSecrets(written, root),
    traced: wantsTraces(process.env),
    now,
    closing: closing.signal,
  });
  return listen(app, { host, port, log, closing });
}

const openToAll = (host: string) =>
  fault(
    'no-authentication',
    `Anybody who reaches ${host} could act on the gates: there is no API token and no sign-in.`,
    {},
    'Make a token with `assay token create`, or listen on 127.0.0.1.',
  );

function slackSecrets(written: ConfigFile, root: string): readonly string[] {
  return Object.entries(written.alerts?.channels ?? {}).flatMap(([name, channel]) => {
    const signing: unknown = channel['signingSecret'];
    if (channel.type !== 'slack' || typeof signing !== 'string') return [];
    const secret = resolveReferences(signing, root, `signingSecret of the channel ${name}`);
    if (!secret.ok) throw new FaultError(secret.faults);
    return [secret.value];
  });
}
