/** The calls about hallmarks: does one hold, and which keys tell. */
import type { Assay } from './assay.js';
import type { Hallmarks } from './hallmarks.js';
import type { Sources } from './sources.js';
import type { DataVersionNow } from './verify-hallmark.js';

export type Vouching = Pick<Assay, 'verify' | 'jwks'>;

interface Parts {
  readonly sources: Pick<Sources, 'find'>;
  readonly environment: string | null;
  readonly hallmarks: Pick<Hallmarks, 'verify' | 'jwks'>;
}

/** @param dataVersion of the project as it is open: a hallmark of another environment does not come so far */
export function vouching(
  { sources, environment, hallmarks }: Parts,
  dataVersion: Assay['dataVersion'],
): Vouching {
  return {
    async verify(token, { dataset = null, batch, offline = false, jwks, signal } = {}) {
      const now: DataVersionNow = (key, _environment, its) =>
        dataVersion(key, { batch: its, ...(signal === undefined ? {} : { signal }) });
      return hallmarks.verify(token, {
        dataset: dataset === null ? null : sources.find(dataset),
        environment,
        ...(batch === undefined ? {} : { batch }),
        ...(jwks === undefined ? {} : { jwks }),
        dataVersionNow: offline ? null : now,
      });
    },
    jwks: () => hallmarks.jwks(),
  };
}
