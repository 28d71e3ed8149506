/** The policy that holds where a project says nothing: closed into the last layer, and wherever the layer is not known. */
import type { Policy } from '../model/decision.js';

const HOUR = 3_600_000;

/** What the layers have in common. */
const COMMON: Omit<Policy, 'effects' | 'secondApprover'> = {
  shadow: false,
  onEmpty: 'fail',
  extraColumns: 'allow',
  columnOrder: 'ignore',
  failuresToOpen: 1,
  successesToClose: 1,
  cooldownMs: 0,
  cooldownCapMs: 24 * HOUR,
  holdsMs: 24 * HOUR,
  maxSamples: 5,
};

/** Into the last layer: nothing passes that was not seen to be good. */
const LAST: Policy = {
  ...COMMON,
  effects: {
    fail: 'block',
    warn: 'warn',
    unknown: 'block',
    empty: 'block',
    stale: 'block',
    missing: 'block',
    insufficientHistory: 'block',
    upstreamOpen: 'block',
  },
  secondApprover: true,
};

/** On the way there: what is known to be bad, empty or missing stops; what could not be told goes on with a warning, and is asked again. */
const EARLIER: Policy = {
  ...COMMON,
  effects: { ...LAST.effects, unknown: 'warn', insufficientHistory: 'warn' },
  secondApprover: false,
};

/**
 * The default policy of a layer, given all layers in order. A dataset without a layer, or of a layer that the
 * project does not name, is treated as one of the last: a slip must not open a gate.
 */
export function defaultPolicy(layer: string | null, layers: readonly string[]): Policy {
  const place = layer === null ? -1 : layers.indexOf(layer);
  return place >= 0 && place < layers.length - 1 ? EARLIER : LAST;
}
