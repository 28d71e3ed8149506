/** `transformSourceObjects` → the datasets that feed each dataset; the lineage has no cycle. */
import type { Dataset, Property } from '../model/contract.js';
import { fault, type Fault } from '../model/fault.js';
import { findElement, isElement, type NoElement, type Element } from './find-element.js';
import { pointer } from './pointer.js';
import type { Places } from './places.js';
import { blameUnread, type UnreadDatasets } from './unread-datasets.js';

interface LineageContext {
  readonly places: Places;
  readonly unread: UnreadDatasets;
  readonly faults: Fault[];
}

/** The dataset with its upstream keys, sorted; sources that no contract has are added to `faults`. */
export function resolveUpstream(
  dataset: Dataset,
  all: readonly Dataset[],
  { places, unread, faults }: LineageContext,
): Dataset {
  const keys = new Set<string>();
  const visit = (property: Property) => {
    property.sources.forEach((source, i) => {
      const found = blameUnread(source, findSource(source, dataset, all), unread);
      if (isElement(found)) keys.add(found.dataset.key);
      else {
        const path = pointer(property.place.path, 'transformSourceObjects', i);
        faults.push(fault(found.code, found.message, places.valueAt(path), found.hint));
      }
    });
    property.properties.forEach(visit);
    if (property.items !== null) visit(property.items);
  };
  dataset.properties.forEach(visit);
  return { ...dataset, upstream: [...keys].sort() };
}

/** A name that the dataset shares with another (`orders` in two layers) means the other: nothing feeds itself. */
function findSource(source: string, self: Dataset, all: readonly Dataset[]): Element | NoElement {
  const others = findElement(
    source,
    all.filter((dataset) => dataset.key !== self.key),
  );
  if (isElement(others) || others.code === 'ambiguous-reference') return others;
  const own = findElement(source, [self]);
  return isElement(own) ? own : others;
}

/** A fault for each cycle, at its first dataset: `a ← b ← a`. */
export function lineageCycles(datasets: readonly Dataset[]): readonly Fault[] {
  const byKey = new Map(datasets.map((dataset) => [dataset.key, dataset]));
  const done = new Set<string>();
  const faults: Fault[] = [];
  const visit = (key: string, trail: readonly string[]) => {
    const start = trail.indexOf(key);
    const dataset = byKey.get(key);
    if (start >= 0 && dataset !== undefined) {
      const cycle = [...trail.slice(start), key].map((name) => `\`${name}\``).join(' ← ');
      const message = `The lineage goes in a circle: ${cycle}.`;
      const hint = 'Take one of them out of `transformSourceObjects`.';
      faults.push(fault('lineage-cycle', message, dataset.place, hint));
    }
    if (start >= 0 || done.has(key)) return;
    for (const source of dataset?.upstream ?? []) visit(source, [...trail, key]);
    done.add(key);
  };
  for (const dataset of datasets) visit(dataset.key, []);
  return faults;
}
