/** The section `hallmark` of `assay.yaml`, defaults filled in. */
import type { ConfigFile } from '../generated/config.js';
import { fixedDurationMs } from '../model/fixed-duration.js';
import type { ProjectConfig } from '../model/project.js';

export interface HallmarkSettings {
  readonly issuer: string;
  readonly rotateMs: number;
  /** `${env:NAME}` or `${file:PATH}`; null: a file of Assay's own. */
  readonly secret: string | null;
}

const THIRTY_DAYS_MS = 30 * 86_400_000;

/** @param written valid, as it was loaded */
export function hallmarkSettings(
  config: Pick<ProjectConfig, 'project'>,
  written: Pick<ConfigFile, 'hallmark'>,
): HallmarkSettings {
  const { issuer, rotate, secret } = written.hallmark ?? {};
  return {
    issuer: issuer ?? config.project,
    rotateMs: fixedDurationMs(rotate) ?? THIRTY_DAYS_MS,
    secret: secret ?? null,
  };
}
