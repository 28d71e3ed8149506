/** The settings that a policy may hold, by name: what each takes and what it changes. */
import type { Condition, Effect, Policy } from '../model/decision.js';
import { nearHint } from '../model/did-you-mean.js';
import { fault, type Fault, type Place } from '../model/fault.js';
import { fixedDurationMs } from '../model/fixed-duration.js';
import { isObject, type Json } from '../model/json.js';

/** What one written policy changes. */
export type PolicyPatch = Partial<Omit<Policy, 'effects'>> & {
  readonly effects?: Partial<Policy['effects']>;
};

interface Setting {
  /** For people: what the value must be. */
  readonly takes: string;
  /** Null where the value is not that. */
  readonly read: (value: Json | undefined) => PolicyPatch | null;
}

const EFFECTS: readonly Effect[] = ['block', 'warn', 'pass'];

const SETTINGS: { readonly [name: string]: Setting } = {
  fail: effect('fail'),
  warn: effect('warn'),
  unknown: effect('unknown'),
  empty: effect('empty'),
  stale: effect('stale'),
  missing: effect('missing'),
  insufficientHistory: effect('insufficientHistory'),
  upstreamOpen: effect('upstreamOpen'),
  shadow: flag((shadow) => ({ shadow })),
  secondApprover: flag((secondApprover) => ({ secondApprover })),
  onEmpty: oneOf(['fail', 'warn', 'pass'], (onEmpty) => ({ onEmpty })),
  extraColumns: oneOf(['allow', 'warn', 'fail'], (extraColumns) => ({ extraColumns })),
  columnOrder: oneOf(['ignore', 'warn', 'fail'], (columnOrder) => ({ columnOrder })),
  failuresToOpen: count(1, (failuresToOpen) => ({ failuresToOpen })),
  successesToClose: count(1, (successesToClose) => ({ successesToClose })),
  maxSamples: count(0, (maxSamples) => ({ maxSamples })),
  cooldown: duration((cooldownMs) => ({ cooldownMs })),
  cooldownCap: duration((cooldownCapMs) => ({ cooldownCapMs })),
  holds: duration((holdsMs) => ({ holdsMs })),
};

/** Names of all settings, for messages and documentation. */
export const settingNames: readonly string[] = Object.keys(SETTINGS);

/** Reads one written policy (`{fail: block, cooldown: 10m}`); `place` is that of the whole object. All faults at once. */
export function readPolicy(
  written: Json,
  place: Partial<Place>,
): { readonly patch: PolicyPatch; readonly faults: readonly Fault[] } {
  if (!isObject(written))
    return {
      patch: {},
      faults: [fault('bad-policy', 'A policy is a mapping of settings.', place, allowed())],
    };
  const faults: Fault[] = [];
  let patch: PolicyPatch = {};
  for (const [name, value] of Object.entries(written)) {
    const at = { ...place, path: `${place.path ?? ''}/${name}` };
    const setting = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
    if (setting === undefined) {
      faults.push(unknownSetting(name, at));
      continue;
    }
    const part = setting.read(value);
    if (part === null) faults.push(fault('bad-policy-value', `${name} must be ${setting.takes}.`, at));
    else patch = mergePatches(patch, part);
  }
  return { patch, faults };
}

/** The later patch wins, setting by setting. */
export function mergePatches(earlier: PolicyPatch, later: PolicyPatch): PolicyPatch {
  return { ...earlier, ...later, effects: { ...earlier.effects, ...later.effects } };
}

function unknownSetting(name: string, at: Partial<Place>): Fault {
  const hint = nearHint(name, settingNames) ?? allowed();
  return fault('unknown-policy-key', `A policy has no setting "${name}".`, at, hint);
}

function allowed(): string {
  return `The settings are ${settingNames.join(', ')}.`;
}

function effect(condition: Condition): Setting {
  return oneOf(EFFECTS, (word) => ({ effects: { [condition]: word } }));
}

function oneOf<Word extends string>(words: readonly Word[], patch: (word: Word) => PolicyPatch): Setting {
  return {
    takes: `one of ${words.join(', ')}`,
    read: (value) => {
      const word = words.find((each) => each === value);
      return word === undefined ? null : patch(word);
    },
  };
}

function flag(patch: (value: boolean) => PolicyPatch): Setting {
  return { takes: 'true or false', read: (value) => (typeof value === 'boolean' ? patch(value) : null) };
}

function count(least: number, patch: (value: number) => PolicyPatch): Setting {
  return {
    takes: `a whole number, ${least} or more`,
    read: (value) =>
      typeof value === 'number' && Number.isSafeInteger(value) && value >= least ? patch(value) : null,
  };
}

function duration(patch: (millis: number) => PolicyPatch): Setting {
  return {
    takes: 'a duration of fixed length such as 30s, 10m, 1h 30m or PT10M',
    read: (value) => {
      const millis = fixedDurationMs(value);
      return millis === null ? null : patch(millis);
    },
  };
}
