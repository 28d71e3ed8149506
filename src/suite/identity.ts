/** Ids of checks: from what they ask, never from the limit or the place in the file, so that history survives an edit. */
import type { Severity } from '../model/check.js';
import { digest, shortDigest } from '../model/digest.js';
import { fault, type Fault } from '../model/fault.js';
import type { Draft } from './draft.js';

/** UTF-16 units. The store keeps series by id, and PostgreSQL's index takes 2,704 bytes of a row. */
const LONGEST_ID = 800;

/** A draft with its id; two clauses that ask exactly the same share one check. */
export interface Identified {
  readonly id: string;
  readonly draft: Draft;
  /** Every draft that this check stands for. */
  readonly drafts: readonly Draft[];
}

/**
 * Names the checks of one dataset: `<dataset>/<column>/` and the author's `id`, else the kind with a short digest of its arguments where
 * there are some. (The standard asks for ids that are unique in one list only, so they need the dataset and column before them.) Checks of
 * one derived id get the suffix `:warn` or `:fail`; what is still equal and asks the same is one
 * check; what asks something else needs an `id`.
 */
export function identify(
  dataset: string,
  drafts: readonly Draft[],
): { readonly checks: readonly Identified[]; readonly faults: readonly Fault[] } {
  const byBase = groupBy(drafts, (draft) => baseId(dataset, draft));
  const named = [...byBase].flatMap(([base, group]) => suffixed(base, group));
  const faults: Fault[] = [];
  const checks: Identified[] = [];
  for (const [id, group] of groupBy(named, (one) => one.id)) {
    const drafts = group.map((one) => one.draft);
    const [first] = drafts;
    if (first === undefined) continue;
    faults.push(...clashes(id, drafts, first));
    if (id.length > LONGEST_ID) faults.push(tooLong(id, first));
    // A rule says more than a clause: it may have a name, a dimension, tags.
    const draft = drafts.find((each) => each.isRule) ?? first;
    checks.push({ id, draft, drafts });
  }
  return { checks, faults };
}

/** `<dataset>/<column>/<kind>@<digest>` or `<dataset>/<column>/<id>`; without column or digest where there is none. A slash within a name is written `%2F`. */
export function baseId(
  dataset: string,
  draft: Pick<Draft, 'property' | 'kind' | 'identity' | 'givenId'>,
): string {
  const column = draft.property === null ? [] : [draft.property.path];
  const args = Object.keys(draft.identity).length === 0 ? '' : `@${shortDigest(digest(draft.identity))}`;
  const own = draft.givenId ?? `${draft.kind.kind}${args}`;
  return [dataset, ...column, own].map(segment).join('/');
}

const segment = (name: string): string => name.replaceAll('%', '%25').replaceAll('/', '%2F');

/** Rules of one derived id that differ in severity are told apart by it. */
function suffixed(base: string, group: readonly Draft[]): readonly { id: string; draft: Draft }[] {
  const severities = new Set<Severity>(group.map((draft) => draft.severity));
  const suffix = (draft: Draft): string =>
    severities.size > 1 && draft.givenId === null ? `:${draft.severity}` : '';
  return group.map((draft) => ({ id: `${base}${suffix(draft)}`, draft }));
}

/** Drafts of one id that ask for something else than the first, and rules that repeat a rule. */
function clashes(id: string, drafts: readonly Draft[], first: Draft): readonly Fault[] {
  const firstRule = drafts.find((draft) => draft.isRule);
  return drafts
    .filter((draft) => draft !== first)
    .flatMap((draft) => {
      if (demand(draft) !== demand(first)) return [duplicate(id, draft, first)];
      const repeated = draft.isRule && firstRule !== undefined && draft !== firstRule;
      return repeated ? [duplicate(id, draft, firstRule)] : [];
    });
}

/** All that decides a verdict. */
const demand = ({ kind, property, args, limit, unit, severity }: Draft): string =>
  digest([kind.kind, property?.path ?? null, args, limit, unit, severity]);

function tooLong(id: string, draft: Draft): Fault {
  return fault(
    'long-id',
    `The id of this check, of dataset, column and rule, has ${String(id.length)} characters; ${String(LONGEST_ID)} are the most.`,
    draft.clause,
    'Give it a shorter `id` or `name`.',
  );
}

function duplicate(id: string, draft: Draft, other: Draft): Fault {
  const line = `line ${String(other.clause.line)}`;
  if (draft.givenId !== null)
    return fault(
      'duplicate-id',
      `The id ${id} is taken by another rule (${line}).`,
      draft.clause,
      'Choose another id.',
    );
  const hint = draft.isRule
    ? 'Give it an `id` of its own, or remove one of the two.'
    : `Remove one of the two, or give the rule of ${line} an \`id\`.`;
  return fault('duplicate-check', `${id} is asked for twice, first in ${line}.`, draft.clause, hint);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}
