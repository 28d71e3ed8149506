/** Learns from one part of the rows and checks on the other, for each way to split them; and the check of a draft as such. */
import { draftDocument } from '../../suggest/draft-document.js';
import type { Profile, ProfiledColumn } from '../../suggest/profile.js';
import type { Proposal } from '../../suggest/proposal.js';
import { propose } from '../../suggest/propose.js';
import type { HeldOutSplit } from '../../suggest/suggestion.js';
import type { SuggestRequest } from './suggest.js';
import { loosened } from '../../suggest/loosen.js';
import { checkDraft, type Broken } from './suggest-check.js';
import { takeProfile, type Looked } from './suggest-scan.js';
import { splitsOf, type Split } from './suggest-splits.js';
import { both, type Subset } from './suggest-subset.js';

/** Below this a part says nothing. */
export const ENOUGH_TO_SPLIT = 100;

/** A profile with what it was taken from. */
export interface Look {
  readonly request: SuggestRequest;
  readonly looked: Looked;
  readonly columns: readonly ProfiledColumn[];
  readonly profile: Profile;
  readonly sample: Subset;
}

export interface Tested {
  readonly splits: readonly HeldOutSplit[];
  /** Id of a proposal → why. */
  readonly failed: ReadonlyMap<string, string>;
  /** Ids that were learned on one part and held on the other. */
  readonly passed: ReadonlySet<string>;
  /** Id → the same rule with room for a few strays. */
  readonly loose: ReadonlyMap<string, Proposal>;
}

export const NOTHING_TESTED: Tested = { splits: [], failed: new Map(), passed: new Set(), loose: new Map() };

/** What held on rows that it was not learned from, and what did not. A rule that failed in one split counts as failed. */
export async function holdOut(look: Look): Promise<Tested> {
  const { looked, columns, profile, sample, request } = look;
  if (profile.rows < ENOUGH_TO_SPLIT) return NOTHING_TESTED;
  const splits: HeldOutSplit[] = [];
  const failed = new Map<string, string>();
  const passed = new Set<string>();
  const loose = new Map<string, Proposal>();
  for (const split of await splitsOf(looked, columns, profile, sample)) {
    request.onStep?.(split.split === 'time' ? 'holding out the later half' : 'holding out half of the rows');
    const part = await takeProfile(looked, columns, both(sample, split.learn));
    if (part.rows < ENOUGH_TO_SPLIT / 4 || part.rows === profile.rows) continue;
    const proposals = proposalsOf(request, part);
    const bad = await brokenOn(look, proposals, both(sample, split.check));
    for (const [id, why] of reasons(bad, placeOf(split))) failed.set(id, why);
    for (const proposal of proposals) {
      passed.add(proposal.id);
      const rows = split.split === 'hash' ? bad.get(proposal.id)?.rows : undefined;
      const other = rows === null || rows === undefined ? null : loosened(proposal, rows.bad, rows.total);
      if (other !== null) loose.set(proposal.id, other);
      else if (bad.has(proposal.id)) loose.delete(proposal.id);
    }
    splits.push({
      split: split.split,
      learnedFrom: part.rows,
      checkedOn: profile.rows - part.rows,
      rules: proposals.filter(({ kind }) => kind !== 'classification').length,
      failed: bad.size,
    });
  }
  for (const id of failed.keys()) passed.delete(id);
  return { splits, failed, passed, loose };
}

export const proposalsOf = ({ subject, asOf }: SuggestRequest, profile: Profile): readonly Proposal[] =>
  propose(profile, { table: subject.object, asOf: Date.parse(asOf) });

/** Ids of the proposals that do not hold on a part of the rows, by the real engine, with what was seen. */
export async function brokenOn(
  { request, looked, profile }: Look,
  proposals: readonly Proposal[],
  where: Subset,
): Promise<ReadonlyMap<string, Broken>> {
  const { server, catalogue, layers, asOf, signal, subject } = request;
  const found = await checkDraft({
    draft: draftDocument({ ...subject, about: [] }, profile.columns, proposals),
    server,
    catalogue,
    layers,
    asOf,
    where,
    ...(signal === undefined ? {} : { signal }),
  });
  looked.cost.statements += found.cost.statements;
  looked.cost.scans += found.cost.scans;
  return found.failed;
}

/** What was seen, with where. */
export const reasons = (bad: ReadonlyMap<string, Broken>, where: string): ReadonlyMap<string, string> =>
  new Map([...bad].map(([id, { seen }]) => [id, `${where}: ${seen}`]));

const placeOf = ({ split }: Split): string =>
  split === 'time'
    ? 'learned from the earlier half, checked on the later one'
    : 'learned from one half, checked on the other';
