/** Entries of a `quality` list → rules, as written; what contradicts itself is a fault. */
import type { Quality } from '../generated/odcs-v3.1.js';
import type { Rule } from '../model/contract.js';
import { fault, type Fault } from '../model/fault.js';
import type { Json, JsonObject } from '../model/json.js';
import { innerPlaces } from './inner-places.js';
import { OPERATORS } from './operators.js';
import { pointer } from './pointer.js';
import type { Places } from './places.js';

/** @param path pointer of the list. */
export function resolveRules(
  list: readonly Quality[] | undefined,
  path: string,
  places: Places,
): readonly Rule[] {
  return (list ?? []).map((rule, i) => resolveRule(rule, pointer(path, i), places));
}

function resolveRule(rule: Quality, path: string, places: Places): Rule {
  const type = typeOf(rule);
  return {
    id: rule.id ?? null,
    name: rule.name ?? null,
    description: rule.description ?? null,
    type,
    // v3.0 calls the metric of a library rule `rule`.
    metric: rule.metric ?? (type === 'library' ? (rule.rule ?? null) : null),
    query: rule.query ?? null,
    engine: rule.engine ?? null,
    // The schema has just said: text or a mapping.
    implementation: (rule.implementation ?? null) as Json,
    arguments: (rule.arguments ?? {}) as JsonObject,
    unit: rule.unit ?? null,
    operators: operatorsOf(rule),
    severity: rule.severity ?? null,
    dimension: rule.dimension ?? null,
    tags: rule.tags ?? [],
    schedule: rule.schedule ?? null,
    place: places.at(path),
    places: innerPlaces(rule, path, places),
  };
}

/** An entry that says nothing of how it is executed is text: it is listed as not executed. */
function typeOf(rule: Quality): Rule['type'] {
  return rule.type ?? (rule.metric !== undefined || rule.rule !== undefined ? 'library' : 'text');
}

function operatorsOf(rule: Quality): JsonObject {
  const written = OPERATORS.filter((operator) => rule[operator] !== undefined);
  return Object.fromEntries(written.map((operator) => [operator, rule[operator] as Json]));
}

/** Rules that say two things at once, or hold a clause that nothing would execute. */
export function ruleFaults(
  list: readonly Quality[] | undefined,
  path: string,
  places: Places,
): readonly Fault[] {
  return (list ?? []).flatMap((rule, i) => contradictions(rule, pointer(path, i), places));
}

function contradictions(rule: Quality, path: string, places: Places): readonly Fault[] {
  const type = typeOf(rule);
  if (type === 'library') return [];
  const faults: Fault[] = [];
  if (rule.metric !== undefined) {
    const message = `A rule of \`type: ${type}\` has no \`metric\`.`;
    const hint = 'Make two rules of it, or take `type` out.';
    faults.push(fault('contradiction', message, places.at(pointer(path, 'metric')), hint));
  } else if (type !== 'sql') {
    const operator = OPERATORS.find((name) => rule[name] !== undefined);
    const hint = type === 'custom' ? `Move it into \`implementation\`.` : 'Give the rule a `metric`.';
    if (operator !== undefined) {
      const message = `\`${operator}\` does nothing in a rule of \`type: ${type}\`.`;
      faults.push(fault('misplaced-key', message, places.at(pointer(path, operator)), hint));
    }
  }
  return faults;
}
