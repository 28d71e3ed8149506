/** What the gate does with a verdict: the policy of `assay.yaml` for one dataset. */
import type { ChangeLevel } from '../model/change.js';
import type { Effect, Policy } from '../model/decision.js';
import { digest } from '../model/digest.js';
import type { Json } from '../model/json.js';
import type { Place } from '../model/fault.js';
import type { Finding } from './finding.js';
import { worstLevel } from './finding.js';
import { withoutKeys } from '../suite/without-keys.js';
import type { Levels } from './levels.js';
import type { Pair } from './match.js';
import { quoted, sentence } from './sentence.js';

/** @param at where the dataset stands, for a policy has no line in a contract */
export function comparePolicies(
  { base, head }: Pair<Policy>,
  dataset: string,
  at: Pair<Place>,
): readonly Finding[] {
  const [was, now] = [settings(base), settings(head)];
  const keys = Object.keys(now).filter((key) => digest(was[key]) !== digest(now[key]));
  if (keys.length === 0) return [];
  const levels: Levels = {
    producer: worstLevel(...keys.map((key) => levelOf(key, was[key] ?? null, now[key] ?? null, 1))),
    consumer: worstLevel(...keys.map((key) => levelOf(key, was[key] ?? null, now[key] ?? null, -1))),
  };
  const text = (from: { readonly [key: string]: Json }): string =>
    keys.map((key) => `${key}: ${JSON.stringify(from[key] ?? null)}`).join(', ');
  return [
    {
      ...levels,
      name: 'gate-policy-changed',
      dataset,
      column: null,
      at: at.head,
      was: at.base,
      before: pick(was, keys),
      after: pick(now, keys),
      message: sentence(
        `The gate of ${quoted(dataset)} is held by ${quoted(text(now))} (was ${quoted(text(was))})`,
        levels,
      ),
      step: 'none',
    },
  ];
}

type Settings = { readonly [key: string]: Json };

/** All but what other comparisons find in the checks themselves. */
function settings({ effects, ...rest }: Policy): Settings {
  return { ...effects, ...withoutKeys(rest, 'onEmpty', 'extraColumns', 'columnOrder') };
}

const pick = (from: Settings, keys: readonly string[]): Settings =>
  Object.fromEntries(keys.map((key) => [key, from[key] ?? null]));

/** What each condition does; no other setting has such a word. */
const STRICTNESS: readonly Json[] = ['pass', 'warn', 'block'] satisfies readonly Effect[];
/** @param way 1: is it stricter, which producers feel; -1: is it laxer, which readers feel */
function levelOf(key: string, before: Json, after: Json, way: 1 | -1): ChangeLevel {
  const strictness = (value: Json): number | null => {
    if (STRICTNESS.includes(value)) return STRICTNESS.indexOf(value);
    if (key === 'shadow') return value === true ? 0 : 1;
    return key === 'secondApprover' ? Number(value === true) : null;
  };
  const [from, to] = [strictness(before), strictness(after)];
  if (from === null || to === null) return 'risky';
  return (to - from) * way > 0 ? 'breaking' : 'safe';
}
