/** A check as one caller sees it: in force in a dataset that it may see, or as it was recorded last. */
import type { Scope } from '../model/access.js';
import type { Check } from '../model/check.js';
import type { DatasetEntry } from '../service/service.js';
import type { LastRecorded } from '../store/check-records.js';
import { problem } from './problem.js';
import type { Call } from './route.js';
import { recordProblem, visibleDatasets, type Found } from './visible-datasets.js';

type AnyCall = Call<unknown, unknown>;

export interface SeenCheck {
  readonly id: string;
  readonly dataset: string;
  /** Null where the project no longer has the dataset. */
  readonly entry: DatasetEntry | null;
  /** Null where the contract in force no longer has the check; then `recorded` is there. */
  readonly check: Check | null;
  readonly recorded: LastRecorded | null;
}

/** The check of this id. The answers instead: 404 where there is none that the caller may see, 403 where its rights there are too small. */
export async function seenCheck(call: AnyCall, id: string, scope: Scope): Promise<Found<SeenCheck>> {
  const unknown = (): Response => problem(call.c, 404, 'unknown-check', 'There is no check of this id.');
  const found = checkInForce(call, id) ?? (await recordedCheck(call, id));
  if (found === null) return { ok: false, problem: unknown() };
  const refused = recordProblem(call, found.dataset, scope, unknown);
  return refused === null ? { ok: true, value: found } : { ok: false, problem: refused };
}

/** A check's id begins with its dataset's key. */
function checkInForce(call: AnyCall, id: string): SeenCheck | null {
  for (const entry of visibleDatasets(call)) {
    if (!id.startsWith(`${entry.key}/`)) continue;
    const check = entry.suite.checks.find((each) => each.id === id);
    if (check !== undefined) return { id, dataset: entry.key, entry, check, recorded: null };
  }
  return null;
}

async function recordedCheck(call: AnyCall, id: string): Promise<SeenCheck | null> {
  const recorded = await call.deps.service.store.checks.lastRecorded(id);
  if (recorded === null) return null;
  const { dataset } = recorded;
  const entry = visibleDatasets(call).find(({ key }) => key === dataset) ?? null;
  return { id, dataset, entry, check: null, recorded };
}
