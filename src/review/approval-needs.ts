/** Changes and rules → who must approve what, and who has. */
import type { Change, ChangeLevel } from '../model/change.js';
import type { Contract, Dataset } from '../model/contract.js';
import type {
  ApprovalEntry,
  ApprovalRule,
  JudgedApproval,
  NeededApproval,
  ReviewedChange,
  ReviewPolicy,
} from './review.js';

export interface NeedsInput {
  readonly policy: ReviewPolicy;
  readonly base: readonly Contract[];
  readonly head: readonly Contract[];
  readonly approvals: readonly ApprovalEntry[];
  /** The day that approvals are judged at, `2026-01-31`. */
  readonly today: string;
  /** Only approvals that are on the base branch already count. */
  readonly baseOnly: boolean;
}

/** Each change with what it needs. Everything that a rule is about is told from base and from head: a change can not move itself out of a rule. */
export function reviewChanges(changes: readonly Change[], input: NeedsInput): readonly ReviewedChange[] {
  const valid = input.approvals.filter((entry) => stateOf(entry, input) === 'used');
  return changes.map((change) => {
    const given = valid.filter((entry) => entry.change === change.fingerprint);
    const needs = rulesFor(change, input).map(({ from, count }): NeededApproval => {
      const people = peopleOf(from, change, input);
      const names = given.map(({ by }) => by).filter((by) => people === null || people.has(plain(by)));
      return { from, count, given: [...new Map(names.map((by) => [plain(by), by])).values()] };
    });
    const asked = needs.filter(({ count }) => count > 0);
    const isOpen = asked.some(({ count, given: names }) => names.length < count);
    return { change, state: isOpen ? 'open' : asked.length > 0 ? 'approved' : 'free', needs: asked };
  });
}

/** Every approval with what became of it. */
export function judgeApprovals(
  changes: readonly Change[],
  input: Pick<NeedsInput, 'approvals' | 'today' | 'baseOnly'>,
): readonly JudgedApproval[] {
  const fingerprints = new Set(changes.map(({ fingerprint }) => fingerprint));
  return input.approvals.map((entry) => {
    const state = fingerprints.has(entry.change) ? stateOf(entry, input) : 'unused';
    return { ...entry, state };
  });
}

function stateOf(
  entry: ApprovalEntry,
  { today, baseOnly }: Pick<NeedsInput, 'today' | 'baseOnly'>,
): 'used' | 'expired' | 'ignored' {
  if (baseOnly && entry.added) return 'ignored';
  return entry.until < today ? 'expired' : 'used';
}

const ANYBODY: Pick<ApprovalRule, 'from' | 'count'> = { from: [], count: 1 };

/** All rules that speak of the change. One that none speaks of, and that is bad enough to fail, needs somebody's approval. */
function rulesFor(change: Change, input: NeedsInput): readonly Pick<ApprovalRule, 'from' | 'count'>[] {
  const found = input.policy.rules.filter((rule) => speaksOf(rule, change, input));
  if (found.length > 0) return found;
  const { failOn } = input.policy;
  return failOn !== 'never' && reaches(change.level, failOn) ? [ANYBODY] : [];
}

function speaksOf(rule: ApprovalRule, change: Change, input: NeedsInput): boolean {
  const level = rule.breaks === null ? change.level : change[rule.breaks];
  if (!reaches(level, rule.level)) return false;
  if (rule.change !== null && rule.change !== change.code && rule.change !== change.name) return false;
  if (rule.dataset === null && rule.layer === null) return true;
  return datasetsOf(change, input).some(
    ({ key, layer }) =>
      (rule.dataset === null || rule.dataset === key) && (rule.layer === null || rule.layer === layer),
  );
}

const reaches = (level: ChangeLevel, least: 'breaking' | 'risky'): boolean =>
  level === 'breaking' || (level === 'risky' && least === 'risky');

/** What a change is about, as it was and as it is; of a change of the whole contract all its datasets. */
export function datasetsOf(
  change: Change,
  { base, head }: Pick<NeedsInput, 'base' | 'head'>,
): readonly Dataset[] {
  const all = [...base, ...head]
    .filter(({ id }) => id === change.contract)
    .flatMap(({ datasets }) => datasets);
  if (change.dataset === null) return all;
  const names = new Set(all.filter(({ key }) => key === change.dataset).map(({ name }) => name));
  return all.filter(({ key, name }) => key === change.dataset || names.has(name));
}

/** The people behind the names of a rule; null: anybody. The owners are those of the base branch: a change can not name its own. */
function peopleOf(
  from: readonly string[],
  change: Change,
  { policy, base }: NeedsInput,
): ReadonlySet<string> | null {
  if (from.length === 0) return null;
  const owners = base.filter(({ id }) => id === change.contract).flatMap((contract) => contract.owners);
  return new Set(
    from
      .flatMap((name) => {
        if (Object.hasOwn(policy.groups, name)) return policy.groups[name] ?? [];
        return name === 'owners' ? owners.map(({ username }) => username) : [name];
      })
      .map(plain),
  );
}

/** `@Jane` and `jane` are one person on every host. */
const plain = (name: string): string => name.trim().replace(/^@/, '').toLowerCase();
