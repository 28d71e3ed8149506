/** A finding: one difference, before it has its code, its fingerprint and its place in the list. */
import type { Change, ChangeLevel, ChangeParty, VersionStep } from '../model/change.js';
import { digest } from '../model/digest.js';
import type { Place } from '../model/fault.js';
import type { Json } from '../model/json.js';
import { withoutSecrets } from '../model/without-secrets.js';
import { CODES, type ChangeName } from './code.js';

export interface Finding {
  readonly name: ChangeName;
  readonly producer: ChangeLevel;
  readonly consumer: ChangeLevel;
  readonly dataset: string | null;
  readonly column: string | null;
  /** Where it stands in head; null where nothing of it is left there. */
  readonly at: Place | null;
  readonly was: Place | null;
  readonly before: Json;
  readonly after: Json;
  readonly message: string;
  readonly fix?: string | null;
  /** What tells it from another of the same name on the same column: the key of a rule. */
  readonly subject?: string;
  /** The least part of the version that moves, where the levels alone would ask for less. */
  readonly step?: VersionStep;
}

const WORST: readonly ChangeLevel[] = ['breaking', 'risky', 'safe'];

/** The worse of some levels; safe where there are none. */
export const worstLevel = (...levels: readonly ChangeLevel[]): ChangeLevel =>
  WORST.find((level) => levels.includes(level)) ?? 'safe';

/** For sorting: 0 is the worst. */
export const levelRank = (level: ChangeLevel): number => WORST.indexOf(level);

/** @param fallback where in head, or of base, it is shown when nothing of it is left */
export function changeOf(finding: Finding, contract: string, fallback: Place): Change {
  const { name, producer, consumer, dataset, column, at, was, message, fix = null } = finding;
  const [before, after] = [withoutSecrets(finding.before), withoutSecrets(finding.after)];
  const { code } = CODES[name];
  const breaks: readonly ChangeParty[] = [
    ...(producer === 'breaking' ? (['producer'] as const) : []),
    ...(consumer === 'breaking' ? (['consumer'] as const) : []),
  ];
  const place = at ?? fallback;
  return {
    code,
    name,
    level: worstLevel(producer, consumer),
    producer,
    consumer,
    breaks,
    contract,
    dataset,
    column,
    path: place.path,
    file: place.file,
    line: place.line,
    base: was === null ? null : { file: was.file, line: was.line, path: was.path },
    message,
    fix,
    before,
    after,
    fingerprint: digest([contract, code, dataset, column, finding.subject ?? null, before, after]),
  };
}
