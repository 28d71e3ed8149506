/** Where a clause of a dataset or column stands, so that a change is shown on the line that was edited. */
import { pointer } from '../contract/pointer.js';
import { valueAt } from '../contract/value-at.js';
import type { Place } from '../model/fault.js';
import { isObject, type Json } from '../model/json.js';
import type { DiffContract } from './diff-contract.js';
import type { Finding } from './finding.js';
import type { Pair } from './match.js';

/** A key of what stands at `path`; where it is absent, that itself. */
export function keyPlace({ document, placeAt }: DiffContract, path: string, key: string): Place {
  const own = pointer(path, key);
  return placeAt(valueAt(document, own) === undefined ? path : own);
}

/** Where each side has a custom property: on the dataset or column itself, else on its contract. */
export function customPlaces(
  { base, head }: Pair<{ readonly of: DiffContract }>,
  property: string,
  was: { readonly place: Place },
  now: { readonly place: Place },
): Pick<Finding, 'at' | 'was'> {
  return {
    at: customPlace(head.of, [now.place.path, ''], property),
    was: customPlace(base.of, [was.place.path, ''], property),
  };
}

/** In the first of the owners that has it; where none has, the first owner. @param owners pointers */
export function customPlace(
  { document, placeAt }: DiffContract,
  owners: readonly string[],
  property: string,
): Place {
  const found = owners.flatMap((owner) => {
    const list = pointer(owner, 'customProperties');
    const index = entries(valueAt(document, list)).findIndex(
      (entry) => isObject(entry) && entry['property'] === property,
    );
    return index < 0 ? [] : [pointer(list, index)];
  });
  return placeAt(found[0] ?? owners[0] ?? '');
}

const entries = (list: Json | undefined): readonly Json[] =>
  Array.isArray(list) ? (list as readonly Json[]) : [];
