/** `slaProperties` → the clauses of each dataset that they speak of. */
import type { OdcsV31, Sla as Written } from '../generated/odcs-v3.1.js';
import type { Dataset, Sla } from '../model/contract.js';
import { fault, type Fault } from '../model/fault.js';
import type { JsonObject } from '../model/json.js';
import { isZone } from './custom-properties.js';
import { findColumn } from './find-column.js';
import { findElement, isElement, type Element, type NoElement } from './find-element.js';
import { innerPlaces } from './inner-places.js';
import { pointer } from './pointer.js';
import type { Places } from './places.js';

export interface ResolvedSlas {
  /** By key of the dataset. */
  readonly slas: ReadonlyMap<string, readonly Sla[]>;
  readonly faults: readonly Fault[];
}

/** A clause without an element (and without a default one) speaks of every dataset of the contract. */
export function resolveSlas(document: OdcsV31, datasets: readonly Dataset[], places: Places): ResolvedSlas {
  const slas = new Map<string, Sla[]>(datasets.map((dataset) => [dataset.key, []]));
  const faults: Fault[] = [];
  (document.slaProperties ?? []).forEach((written, i) => {
    const path = pointer('/slaProperties', i);
    const place = places.at(path);
    const inner = innerPlaces(written, path, places);
    const words = written.element ?? document.slaDefaultElement;
    const at = written.element === undefined ? '/slaDefaultElement' : pointer(path, 'element');
    for (const found of words === undefined ? everyDataset(datasets) : elements(words, datasets)) {
      if (isElement(found))
        slas.get(found.dataset.key)?.push({ ...clause(written, found), place, places: inner });
      else faults.push(fault(found.code, found.message, places.valueAt(at), found.hint));
    }
  });
  return { slas, faults: oncePerPlace(faults) };
}

function everyDataset(datasets: readonly Dataset[]): readonly Element[] {
  return datasets.map((dataset) => ({ dataset, column: null }));
}

function elements(words: string, datasets: readonly Dataset[]): readonly (Element | NoElement)[] {
  const names = words.split(',').map((word) => word.trim());
  return names.map((name) => bareColumn(name, datasets) ?? findElement(name, datasets));
}

/** `updated_at` alone: the one dataset that has such a column. Null where the name is none of a column. */
function bareColumn(name: string, datasets: readonly Dataset[]): Element | NoElement | null {
  const owners = datasets.flatMap((dataset) => {
    const column = findColumn(dataset, name);
    return column === null ? [] : [{ dataset, column }];
  });
  if (owners.length < 2) return owners[0] ?? null;
  const hint = `Write \`${owners[0]?.dataset.name ?? ''}.${name}\`, or several by comma.`;
  return { code: 'ambiguous-reference', message: `Several datasets have a column \`${name}\`.`, hint };
}

function clause(written: Written, { dataset, column }: Element): Omit<Sla, 'place' | 'places'> {
  return {
    id: written.id ?? null,
    property: written.property,
    value: written.value,
    valueExt: written.valueExt ?? null,
    unit: written.unit ?? null,
    column: column?.path ?? null,
    timezone: timezoneOf(written, dataset.custom),
    schedule: written.schedule ?? null,
    description: written.description ?? null,
  };
}

/** Of the clause (`valueExt`), else of the dataset or contract (custom property), else the one zone that its description names. */
function timezoneOf(written: Written, custom: JsonObject): string | null {
  const { valueExt, description } = written;
  if (typeof valueExt === 'string' && isZone(valueExt)) return valueExt;
  // `09:00-08:00` says it by itself: what stands elsewhere is not about this clause.
  if (typeof written.value === 'string' && /^\d{1,2}:\d{2}(:\d{2})?\s*[^\s:\d]/.test(written.value))
    return null;
  if (typeof custom['timezone'] === 'string') return custom['timezone'];
  const words = (description ?? '').match(/\bUTC\b|\b[A-Z][A-Za-z]+(?:\/[A-Z][A-Za-z_-]+)+/g) ?? [];
  const zones = [...new Set(words.filter(isZone))];
  return zones.length === 1 ? (zones[0] ?? null) : null;
}

/** A default element that is wrong is said once, not once a clause. */
function oncePerPlace(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Set<string>();
  return faults.filter((f) => {
    const id = `${f.path ?? ''} ${f.message}`;
    return seen.has(id) ? false : seen.add(id);
  });
}
