/** Sets of values that a contract names, and whether values of the data may be shown beside them. */
import type { Check } from './check.js';
import { isPublic } from './classification.js';
import { compare } from './exact.js';
import type { Json, JsonScalar } from './json.js';
import { scalars } from './kit-missing.js';

/** The members of an option without repeats: `1`, `1.0` and `"1"` are one. */
export function distinctSet(option: Json | undefined): readonly JsonScalar[] {
  const members: JsonScalar[] = [];
  for (const value of scalars(option)) {
    if (value !== null && !members.some((member) => member === value || compare(member, value) === 0))
      members.push(value);
  }
  return members;
}

/** True where the column is known to be public: no classification, or `public`. Not known: false. */
export function mayShowValues(check: Check): boolean {
  return isPublic(check.classification);
}
