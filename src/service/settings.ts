/** How a service listens and works: the section `service` of `assay.yaml` with its defaults, and what a call sets by hand. */
import type { ConfigFile } from '../generated/config.js';
import { fixedDurationMs } from '../model/fixed-duration.js';

export interface ServiceSettings {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly workers: number;
  readonly timeoutMs: number;
  readonly requestsPerMinute: number;
  readonly bodyLimit: number;
  readonly trustProxy: boolean;
}

/** What a call of `assay serve` sets by hand. */
export type ServiceOverrides = Partial<Pick<ServiceSettings, 'host' | 'port' | 'workers'>>;

const HOUR_MS = 3_600_000;

/** @param written validated */
export function serviceSettings(
  written: ConfigFile['service'],
  byHand: ServiceOverrides = {},
): ServiceSettings {
  const { host, port, publicUrl, workers, timeout, requestsPerMinute, bodyLimit, trustProxy } = written ?? {};
  return {
    host: byHand.host ?? host ?? '127.0.0.1',
    port: byHand.port ?? port ?? 8080,
    publicUrl: publicUrl?.replace(/\/+$/, '') ?? null,
    workers: byHand.workers ?? workers ?? 4,
    timeoutMs: durationOf(timeout) ?? HOUR_MS,
    requestsPerMinute: requestsPerMinute ?? 60_000,
    bodyLimit: bodyLimit ?? 262_144,
    trustProxy: trustProxy ?? false,
  };
}

/** Milliseconds of a validated length of time; null where none is written. */
export function durationOf(written: string | number | undefined): number | null {
  if (written === undefined || written === 0) return null;
  return fixedDurationMs(String(written));
}

/** True for the addresses that only this machine reaches. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
