/** What differs between two recorded versions of a contract: a plain comparison of two documents, which does not judge who is broken by it. */
import { digest } from '../model/digest.js';
import type { Contract } from '../model/contract.js';
import { isObject, type Json } from '../model/json.js';
import { withoutSecrets } from '../model/without-secrets.js';
import type { Answer } from './route.js';

type Change = Answer<'ContractChange'>;

/** Where a clause stands in its file, and the digest of it all, say nothing that the clauses do not say. */
const NOT_CONTENT = new Set(['place', 'places', 'file', 'digest']);

/** By what the elements of a list are told apart, where all have it and no two have the same. */
const NAMES = ['key', 'name', 'username', 'channel', 'id', 'property', 'metric'];

/** In the order of the documents: removed and changed by the first, added by the second. Paths are JSON pointers. */
export function contractChanges(from: Contract, to: Contract): readonly Change[] {
  // Contracts survive `JSON.stringify`.
  return differences(withoutSecrets(from as unknown as Json), withoutSecrets(to as unknown as Json), '');
}

function differences(before: Json, after: Json, path: string): readonly Change[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    const [a, b] = [before as readonly Json[], after as readonly Json[]];
    const name = NAMES.find((each) => isNamedBy(a, each) && isNamedBy(b, each));
    return entries(byName(a, name), byName(b, name), path);
  }
  if (isObject(before) && isObject(after)) return entries(content(before), content(after), path);
  return digest(before) === digest(after) ? [] : [{ path, change: 'changed', before, after }];
}

type Entries = ReadonlyMap<string, Json>;

function entries(before: Entries, after: Entries, path: string): readonly Change[] {
  const at = (key: string): string => `${path}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  const kept = [...before].flatMap(([key, value]): readonly Change[] => {
    const other = after.get(key);
    if (other === undefined) return [{ path: at(key), change: 'removed', before: value }];
    return differences(value, other, at(key));
  });
  const added = [...after].filter(([key]) => !before.has(key));
  return [
    ...kept,
    ...added.map(([key, value]): Change => ({ path: at(key), change: 'added', after: value })),
  ];
}

function content(value: { readonly [key: string]: Json | undefined }): Entries {
  const kept = Object.entries(value).flatMap(([key, inner]): readonly (readonly [string, Json])[] =>
    inner === undefined || NOT_CONTENT.has(key) ? [] : [[key, cleaned(inner)]],
  );
  return new Map(kept);
}

/** A part that is shown whole is shown as it would be compared. */
function cleaned(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(cleaned);
  return isObject(value) ? Object.fromEntries(content(value)) : value;
}

function isNamedBy(list: readonly Json[], name: string): boolean {
  const names = list.map((each) => (isObject(each) ? each[name] : undefined));
  return names.every((each) => typeof each === 'string') && new Set(names).size === names.length;
}

function byName(list: readonly Json[], name: string | undefined): Entries {
  return new Map(
    list.map((each, place) => {
      const own = name !== undefined && isObject(each) ? each[name] : undefined;
      return [typeof own === 'string' ? own : String(place), cleaned(each)];
    }),
  );
}
