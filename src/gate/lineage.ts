/** Who is fed by whom, and which dataset upstream is the root of an inherited block. */
import type { BreakerPhase } from '../model/decision.js';
import { holdsBack } from './breaker.js';

/** The datasets that feed each dataset directly. */
export type Lineage = ReadonlyMap<string, readonly string[]>;

/** Everything that feeds a dataset, directly or through others, nearest first; never itself, also in a circle. */
export function upstreamOf(dataset: string, lineage: Lineage): readonly string[] {
  const found: string[] = [];
  const seen = new Set([dataset]);
  let wave = lineage.get(dataset) ?? [];
  while (wave.length > 0) {
    const fresh = [...new Set(wave)].filter((name) => !seen.has(name));
    for (const name of fresh) seen.add(name);
    found.push(...fresh);
    wave = fresh.flatMap((name) => lineage.get(name) ?? []);
  }
  return found;
}

/** Everything that a dataset feeds, directly or through others, nearest first. */
export function downstreamOf(dataset: string, lineage: Lineage): readonly string[] {
  const turned = new Map<string, string[]>();
  for (const [fed, feeders] of lineage)
    for (const feeder of feeders) turned.set(feeder, [...(turned.get(feeder) ?? []), fed]);
  return upstreamOf(dataset, turned);
}

/**
 * The root causes of an inherited block: the datasets upstream whose breaker is open or isolated and that have no such
 * dataset above them. Where open breakers form a circle, the nearest of it stands for all. Empty: nothing is inherited.
 */
export function rootCauses(
  dataset: string,
  lineage: Lineage,
  phases: ReadonlyMap<string, BreakerPhase>,
): readonly string[] {
  const open = upstreamOf(dataset, lineage).filter((name) => holdsBack(phases.get(name) ?? 'closed'));
  const above = new Map(open.map((name) => [name, upstreamOf(name, lineage)]));
  const isAbove = (higher: string, name: string) => (above.get(name) ?? []).includes(higher);
  return open.filter((name, place) =>
    open.every((other, rank) => !isAbove(other, name) || (isAbove(name, other) && place < rank)),
  );
}
