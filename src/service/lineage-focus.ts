/** Which part of a lineage is looked at: around one dataset, around what a search finds, around the worst, or all of it. */
import { holdsBack } from '../gate/breaker.js';
import type { Lineage } from '../gate/lineage.js';
import type { LineageState } from './lineage-states.js';

export interface FocusWish {
  /** Key; null: none is named. */
  readonly dataset: string | null;
  /** Keys that a search found; null: nothing is searched for. */
  readonly found: readonly string[] | null;
  /** Steps up and down; null: as many as there are. Undefined: nothing is said. */
  readonly hops: number | null | undefined;
}

export interface Focus {
  /** Why these: `dataset` was named, `search` found some, `worst` is what needs somebody most, `all` of them. */
  readonly reason: 'dataset' | 'search' | 'worst' | 'all';
  /** Null where it is around no single one. */
  readonly dataset: string | null;
  /** Null: as many as there are. */
  readonly hops: number | null;
  /** In the order in which they matter: nearest first, or what is wrong and what is around it first. */
  readonly keys: readonly string[];
}

const AROUND_ONE = 2;
const AROUND_FOUND = 1;

/**
 * @param lineage what may be looked at, and what feeds it
 * @param states of the same datasets, at least
 */
export function focusOn(wish: FocusWish, lineage: Lineage, states: ReadonlyMap<string, LineageState>): Focus {
  const known = surroundings(lineage);
  const byNeed = [...lineage.keys()].sort(
    (a, b) => needOf(states.get(b)) - needOf(states.get(a)) || (a < b ? -1 : 1),
  );
  const failing = byNeed.filter((key) => needOf(states.get(key)) >= FAILING);
  const [worst] = failing;
  const hops = (usual: number | null) => (wish.hops === undefined ? usual : wish.hops);
  if (wish.dataset !== null) return around('dataset', wish.dataset, hops(AROUND_ONE), known);
  if (wish.found !== null) {
    const steps = hops(AROUND_FOUND);
    return { reason: 'search', dataset: null, hops: steps, keys: near(wish.found, steps, known) };
  }
  if (wish.hops !== null && worst !== undefined) return around('worst', worst, hops(AROUND_ONE), known);
  const first = failing.flatMap((key) => near([key], AROUND_ONE, known));
  return { reason: 'all', dataset: null, hops: null, keys: [...new Set([...first, ...byNeed])] };
}

function around(reason: Focus['reason'], dataset: string, hops: number | null, known: Surroundings): Focus {
  return { reason, dataset, hops, keys: near([dataset], hops, known) };
}

/** From here on something is wrong; below, a warning is told or nothing is known. */
const FAILING = 2;
const SEVERITY = { critical: 6, error: 5, warning: 1 };
const HEALTH = { fail: 3, unknown: 2, warn: 1, pass: 0 };

/** How much a dataset needs somebody: an open breaker first, then its incident, then what its latest run said. What is only held back is not the one to look at. */
function needOf(state: LineageState | undefined): number {
  if (state === undefined) return 0;
  const { breaker, incident, health } = state;
  return Math.max(
    holdsBack(breaker) ? 10 : 0,
    breaker === 'half_open' ? 4 : 0,
    incident === null ? 0 : SEVERITY[incident.severity],
    health === null ? 0 : HEALTH[health],
  );
}

interface Surroundings {
  readonly up: Lineage;
  readonly down: Lineage;
}

/** What lies up to so many steps above and below, the nearest first. What lies beside, below something above, is not among it. */
function near(from: readonly string[], hops: number | null, { up, down }: Surroundings): readonly string[] {
  const found = new Map(from.map((key) => [key, 0]));
  for (const beside of [up, down]) {
    const seen = new Set(from);
    let wave: readonly string[] = from;
    for (let hop = 1; wave.length > 0 && (hops === null || hop <= hops); hop += 1) {
      wave = [...new Set(wave.flatMap((key) => beside.get(key) ?? []))].filter((key) => !seen.has(key));
      for (const key of wave) {
        seen.add(key);
        found.set(key, Math.min(hop, found.get(key) ?? hop));
      }
    }
  }
  return [...found].sort(([, a], [, b]) => a - b).map(([key]) => key);
}

/** What feeds each dataset and what it feeds, where both may be looked at. */
function surroundings(lineage: Lineage): Surroundings {
  const up = new Map([...lineage].map(([key, all]) => [key, all.filter((each) => lineage.has(each))]));
  const down = new Map<string, string[]>();
  for (const [key, feeders] of up)
    for (const feeder of feeders) down.set(feeder, [...(down.get(feeder) ?? []), key]);
  return { up, down };
}
