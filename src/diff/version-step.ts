/** Which part of a contract's version its changes ask for, and whether the written one moves as far. */
import semver from 'semver';
import type { VersionStep } from '../model/change.js';
import type { Finding } from './finding.js';

const STEPS: readonly VersionStep[] = ['major', 'minor', 'patch', 'none'];

/** Major where a promise to readers breaks; minor where producers must do more, or readers may be touched; else patch. */
export function stepOf(findings: readonly Finding[]): VersionStep {
  const steps = findings.map(ownStep);
  return STEPS.find((step) => steps.includes(step)) ?? 'none';
}

function ownStep({ producer, consumer, step }: Finding): VersionStep {
  if (step === 'none') return 'none';
  const asked =
    consumer === 'breaking' ? 'major' : producer === 'safe' && consumer === 'safe' ? 'patch' : 'minor';
  return STEPS.find((one) => one === asked || one === step) ?? asked;
}

export interface VersionDue {
  /** Null where base has no semantic version. */
  readonly suggested: string | null;
  readonly holds: boolean;
}

/** Before 1.0.0 the standard lets anything change; by habit the minor part then moves where something breaks. Source: semver.org, item 4. */
export function versionDue(base: string, written: string, step: VersionStep): VersionDue {
  const [before, after] = [parse(base), parse(written)];
  if (before === null || after === null)
    return {
      suggested: before === null || step === 'none' ? null : next(before, step),
      holds: step === 'none' || base !== written,
    };
  if (semver.lt(after, before))
    return { suggested: step === 'none' ? base : next(before, step), holds: false };
  if (step === 'none') return { suggested: base, holds: true };
  const suggested = next(before, step);
  return { suggested, holds: semver.gte(after, suggested) };
}

const parse = (version: string): semver.SemVer | null => semver.parse(version);

function next(before: semver.SemVer, step: Exclude<VersionStep, 'none'>): string {
  const early =
    before.major === 0 ? ({ major: 'minor', minor: 'patch', patch: 'patch' } as const)[step] : step;
  return semver.inc(before.version, early) ?? before.version;
}
