/** Faults within a clause at the line of the key that they speak of. */
import type { Fault, Place } from '../model/fault.js';

/** A clause that knows where its keys stand: a rule, an SLA entry. */
interface Placed {
  readonly place: Place;
  readonly places?: { readonly [pointer: string]: Place };
}

/** The fault at the line and column of its key, or of the nearest key around it; as it is where it lies outside of the clause. */
export function atItsKey(problem: Fault, { place, places }: Placed): Fault {
  const { path = '' } = problem;
  if (!path.startsWith(`${place.path}/`)) return problem;
  for (let at = path.slice(place.path.length); at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = places?.[at];
    if (found !== undefined) return { ...problem, line: found.line, column: found.column };
  }
  return problem;
}
