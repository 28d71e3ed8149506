/** What was learned and tested → the suggestion: the draft with its grounds, and what was left out of it. */
import { contractText } from '../exchange/contract-text.js';
import { aboutLines } from './about.js';
import { draftDocument, type DraftSubject } from './draft-document.js';
import type { Profile } from './profile.js';
import type { Proposal } from './proposal.js';
import type { DroppedRule, HeldOutSplit, SuggestedRule, Suggestion } from './suggestion.js';

export interface Learned {
  readonly subject: Omit<DraftSubject, 'about'>;
  readonly profile: Profile;
  /** Of the whole table. */
  readonly rows: number;
  /** Where the rows lie, for people. */
  readonly source: string;
  readonly isSample: boolean;
  /** All that was proposed from the profile. */
  readonly proposals: readonly Proposal[];
  /** Those that stay. */
  readonly kept: readonly Proposal[];
  /** Id of a proposal → why it does not stay. */
  readonly failed: ReadonlyMap<string, string>;
  /** Ids that were learned from one part of the rows and held on another. */
  readonly passed: ReadonlySet<string>;
  readonly splits: readonly HeldOutSplit[];
  readonly notes: readonly string[];
  readonly cost: Suggestion['cost'];
  readonly version: string;
}

/** The whole record, its YAML included. */
export function assemble(learned: Learned): Suggestion {
  const { profile, subject, kept, cost } = learned;
  const facts = {
    source: learned.source,
    rows: learned.rows,
    sample: learned.isSample ? profile.rows : null,
    heldOut: learned.splits,
    dropped: droppedOf(learned),
    notes: learned.notes,
  };
  const draft = draftDocument({ ...subject, about: aboutLines(facts) }, profile.columns, kept);
  return {
    kind: 'AssaySuggestion',
    schemaVersion: 1,
    assay: learned.version,
    dataset: subject.layer === null ? subject.object : `${subject.layer}.${subject.object}`,
    ...facts,
    rules: rulesOf(learned, draft.origins),
    cost: { ...cost },
    contract: draft.document,
    text: contractText(draft.document, draft.comments),
  };
}

function droppedOf({ proposals, failed, profile }: Learned): readonly DroppedRule[] {
  return proposals.flatMap(({ id, kind, column }) => {
    const reason = failed.get(id);
    return reason === undefined ? [] : [{ kind, column: nameOf(profile, column), reason }];
  });
}

function rulesOf(
  { kept, passed, profile }: Learned,
  origins: ReadonlyMap<string, readonly string[]>,
): readonly SuggestedRule[] {
  const pathsOf = (id: string): readonly string[] =>
    [...origins].filter(([, ids]) => ids.includes(id)).map(([path]) => path);
  return kept
    .map(({ id, kind, column, evidence, confidence }): SuggestedRule => ({
      kind,
      column: nameOf(profile, column),
      paths: pathsOf(id),
      evidence,
      confidence,
      heldOut: passed.has(id) ? 'passed' : 'untested',
    }))
    .filter(({ paths }) => paths.length > 0);
}

const nameOf = ({ columns }: Profile, column: number | null): string | null =>
  column === null ? null : (columns[column]?.name ?? null);
