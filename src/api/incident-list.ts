/** Incidents page by page: what the caller may see of them and asked for, newest first. */
import type { ApiSchemas } from '../generated/api.js';
import type { Incident } from '../model/incident.js';
import type { IncidentFilter } from '../store/incident-store.js';
import { cursorOf } from './paging.js';
import type { Call } from './route.js';
import { maySee, visibleKeys } from './visible-datasets.js';

/** Incidents of one question to the store, and most questions for one page of a caller who wants few of them. */
const AT_ONCE = 200;
const MOST_QUESTIONS = 20;

type Wish = Omit<ApiSchemas['IncidentsQuery'], 'dataset' | 'limit' | 'cursor'>;
type StoreFilter = Omit<IncidentFilter, 'limit' | 'before'>;

/** @param dataset key of the one that is asked about; null: of all that the caller may see */
export function incidentFilter(
  call: Call<unknown, unknown>,
  dataset: string | null,
  { state, layer, assigned }: Wish,
): StoreFilter {
  const datasets = dataset === null ? visibleKeys(call) : null;
  return {
    ...(dataset === null ? {} : { dataset }),
    ...(datasets === null ? {} : { datasets }),
    ...(state === undefined ? {} : { states: state }),
    ...(layer === undefined ? {} : { layer }),
    ...(assigned === undefined ? {} : { assigned: assigned === 'true' }),
  };
}

/** What the store can not tell from the outside of a document. */
export function isWantedIncident(
  { severity, owner, dataset, title, causes }: Incident,
  { severity: severities, owner: wanted, search }: Wish,
): boolean {
  const text = search?.toLowerCase();
  const texts = [
    dataset,
    title,
    owner ?? '',
    ...causes.flatMap(({ check, message }) => [check ?? '', message]),
  ];
  return (
    (severities === undefined || severities.includes(severity)) &&
    (wanted === undefined || (owner ?? '').toLowerCase().includes(wanted.toLowerCase())) &&
    (text === undefined || texts.some((each) => each.toLowerCase().includes(text)))
  );
}

/** Passes over what is not wanted; after so many in a row it answers with what it has. */
export async function incidentPage(
  call: Call<unknown, unknown>,
  filter: StoreFilter,
  isWanted: (incident: Incident) => boolean,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<{ readonly found: readonly Incident[]; readonly next: string | null }> {
  const found: Incident[] = [];
  let asked = Math.min(AT_ONCE, limit + 1);
  let before = after;
  for (let question = 0; question < MOST_QUESTIONS; question += 1) {
    const some = await call.deps.service.store.incidents.list({
      ...filter,
      limit: asked,
      ...(before === null ? {} : { before }),
    });
    for (const incident of some) {
      if (found.length === limit) return { found, next: before === null ? null : cursorOf([before]) };
      before = incident.id;
      if (maySee(call, incident.dataset) && isWanted(incident)) found.push(incident);
    }
    if (some.length < asked) return { found, next: null };
    asked = AT_ONCE;
  }
  return { found, next: before === null ? null : cursorOf([before]) };
}
