/** `ci` of `assay.yaml` with its defaults. */
import type { ConfigFile } from '../../generated/config.js';
import { fixedDurationMs } from '../../model/fixed-duration.js';
import type { ReviewPolicy } from '../../review/review.js';

export interface DryRunSettings {
  readonly enabled: boolean;
  /** Larger datasets are not scanned. */
  readonly maxRows: number;
  readonly maxBytes: number;
  /** Of the whole dry run. */
  readonly timeoutMs: number;
  /** Also for changes from forks. */
  readonly untrusted: boolean;
}

export interface CiSettings {
  readonly policy: ReviewPolicy;
  readonly dryRun: DryRunSettings;
}

const MAX_ROWS = 10_000_000;
const MAX_BYTES = 1_000_000_000;
const TIMEOUT_MS = 120_000;

/** Everything resolved. @param written of the base branch, as the schema has found it valid */
export function ciSettings(written: ConfigFile['ci']): CiSettings {
  const { failOn, approvals, groups, approvalsFrom, require, dryRun } = written ?? {};
  return {
    policy: {
      failOn: failOn ?? 'breaking',
      rules: (approvals ?? []).map((rule) => ({
        level: rule.level ?? 'breaking',
        breaks: rule.breaks ?? null,
        layer: rule.layer ?? null,
        dataset: rule.dataset ?? null,
        change: rule.change ?? null,
        from: rule.from ?? [],
        count: rule.count ?? 1,
      })),
      groups: groups ?? {},
      approvalsFrom: approvalsFrom ?? 'head',
      require: { version: require?.version ?? 'warn', dryRun: require?.dryRun ?? 'warn' },
    },
    dryRun: {
      enabled: dryRun?.enabled ?? true,
      maxRows: dryRun?.maxRows ?? MAX_ROWS,
      maxBytes: bytesOf(dryRun?.maxBytes) ?? MAX_BYTES,
      timeoutMs: fixedDurationMs(dryRun?.timeout) ?? TIMEOUT_MS,
      untrusted: dryRun?.untrusted ?? false,
    },
  };
}

/** `2GB` is 2 · 10⁹ bytes, `2GiB` 2 · 2³⁰. */
function bytesOf(written: string | undefined): number | null {
  const [, amount, unit = '', binary] = /^([0-9.]+) ?([KMGT]?)(i?)B$/.exec(written ?? '') ?? [];
  if (amount === undefined) return null;
  return Number(amount) * (binary === 'i' ? 1024 : 1000) ** ('KMGT'.indexOf(unit) + (unit === '' ? 0 : 1));
}
