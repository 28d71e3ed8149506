/** Datasets as one caller sees them: what it may not see is as if it were not there, in lists, in hints and by id. */
import { findDataset } from '../app/find-dataset.js';
import { visible } from '../auth/authorise.js';
import type { Scope } from '../model/access.js';
import { nearHint } from '../model/did-you-mean.js';
import type { DatasetEntry, ProjectView } from '../service/service.js';
import { domainProblem } from './require-principal.js';
import { problem } from './problem.js';
import type { Call } from './route.js';

/** Something that was looked for, or the answer to give in its place. */
export type Found<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Response };

type AnyCall = Call<unknown, unknown>;

/** Of a name that is shown back. */
const LONGEST_NAME = 200;

/** All that the caller may see, in the order of the project. */
export function visibleDatasets({ deps, principal }: AnyCall): readonly DatasetEntry[] {
  return deps.service.project().datasets.filter((entry) => visible(principal, entry.domain));
}

/** Whether the caller may see a dataset that is spoken of. One that the project no longer has takes a grant for all domains. */
export function maySee({ deps, principal }: AnyCall, key: string): boolean {
  return visible(principal, domainOf(deps.service.project(), key));
}

/** The domain of a dataset that is spoken of; null also for one that the project no longer has. */
export function domainOfDataset({ deps }: AnyCall, key: string): string | null {
  return domainOf(deps.service.project(), key);
}

/** Keys of all that the caller may see; null: everything, what the project no longer has included. */
export function visibleKeys(call: AnyCall): readonly string[] | null {
  return seesEverything(call) ? null : visibleDatasets(call).map(({ key }) => key);
}

/** True for a caller whose rights end at no domain: it may also see what is of no dataset. */
export function seesEverything({ principal }: AnyCall): boolean {
  return visible(principal, null);
}

/**
 * The dataset of this key or bare name. The answers instead: 404 where there is none that the caller may see, 403 where its
 * rights there are too small.
 */
export function findVisible(call: AnyCall, name: string, scope: Scope): Found<DatasetEntry> {
  const project = call.deps.service.project();
  const exact = project.find(name);
  const entry = exact.ok && maySee(call, exact.value.key) ? exact.value : byVisibleName(call, name);
  if (entry === null) return { ok: false, problem: unknownDataset(call, name) };
  if (typeof entry === 'string')
    return { ok: false, problem: problem(call.c, 404, 'ambiguous-dataset', entry) };
  const refused = domainProblem(call.c, scope, entry.domain, () => unknownDataset(call, name));
  return refused === null ? { ok: true, value: entry } : { ok: false, problem: refused };
}

/**
 * What stands in the way of a request about a record of a dataset; null: nothing.
 * @param unknown the answer where there is no such record
 */
export function recordProblem(
  call: AnyCall,
  dataset: string,
  scope: Scope,
  unknown: () => Response,
): Response | null {
  return domainProblem(call.c, scope, domainOf(call.deps.service.project(), dataset), unknown);
}

/** A name may mean several datasets to the project and one to the caller. A sentence: it means several to the caller too. */
function byVisibleName(call: AnyCall, name: string): DatasetEntry | string | null {
  const seen = visibleDatasets(call);
  const key = findDataset(
    name,
    seen.map((entry) => entry.key),
  );
  if (key.ok) return seen.find((entry) => entry.key === key.value) ?? null;
  const [fault] = key.faults;
  return fault?.code === 'ambiguous-dataset' ? `${fault.message} ${fault.hint ?? ''}`.trim() : null;
}

function unknownDataset(call: AnyCall, name: string): Response {
  const near = nearHint(
    name.slice(0, LONGEST_NAME),
    visibleDatasets(call).map((entry) => entry.key),
  );
  const detail = `There is no dataset ${name.slice(0, LONGEST_NAME)}.${near === undefined ? '' : ` ${near}`}`;
  return problem(call.c, 404, 'unknown-dataset', detail);
}

function domainOf(project: ProjectView, key: string): string | null {
  const found = project.find(key);
  return found.ok && found.value.key === key ? found.value.domain : null;
}
