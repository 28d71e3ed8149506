/** Changes as findings: what the formats of code review (annotations, code scanning, JUnit, code quality) have in common. */
import type { Change, ChangeLevel } from '../model/change.js';
import type { Fault } from '../model/fault.js';

/** Something at a line of a file that a reviewer should see. */
export interface Finding {
  readonly level: 'error' | 'warning' | 'note';
  /** Stable: the code of a change, or of a fault. */
  readonly rule: string;
  /** The rule in words: `column-removed`. */
  readonly name: string;
  /** A few words, for a heading. */
  readonly title: string;
  readonly text: string;
  /** What to do; null where nothing is to be done, or it is not mechanical. */
  readonly fix: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly dataset: string | null;
  /** Tells a finding of this run and of the next one to be the same. */
  readonly fingerprint: string;
  /** Page about the rule; null where there is none. */
  readonly help: string | null;
}

const LEVELS: { readonly [level in ChangeLevel]: Finding['level'] } = {
  breaking: 'error',
  risky: 'warning',
  safe: 'note',
};

/** A change as it is by itself, whoever approved it. */
export function changeFinding(change: Change): Finding {
  return {
    level: LEVELS[change.level],
    rule: change.code,
    name: change.name,
    title: `${change.level}: ${change.name} (${subjectOf(change)})`,
    text: change.message,
    fix: change.fix,
    file: change.file,
    line: change.line,
    dataset: change.dataset,
    fingerprint: change.fingerprint,
    help: helpOf(change.code),
  };
}

/** A fault of a contract, the configuration or the approvals. */
export function faultFinding(fault: Fault): Finding {
  return {
    level: 'error',
    rule: fault.code,
    name: fault.code,
    title: fault.code,
    text: fault.message,
    fix: fault.hint ?? null,
    file: fault.file ?? null,
    line: fault.line ?? null,
    dataset: null,
    fingerprint: `${fault.code} ${fault.file ?? ''} ${fault.path ?? ''}`,
    help: null,
  };
}

/** What a change is about: the column of its dataset, the dataset, or the contract. */
export function subjectOf(change: Change): string {
  if (change.dataset === null) return change.contract;
  return change.column === null ? change.dataset : `${change.dataset}.${change.column}`;
}

/** Where the catalogue of changes speaks of a code. */
export const helpOf = (code: string): string => `docs/changes.md#${code.toLowerCase()}`;
