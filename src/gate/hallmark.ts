/** What a hallmark says of a decision, and what stands against accepting one. Who signs it is another matter. */
import type { Decision } from '../model/decision.js';
import { digest } from '../model/digest.js';
import type { HallmarkClaims } from '../model/hallmark.js';
import type { Batch } from '../model/measure.js';
import type { DataVersion } from '../model/table.js';

/** Clocks of two machines differ a little: so many seconds before its time a hallmark is accepted. Its end has no such grace. */
const SKEW_S = 60;

/**
 * The claims of an allowed decision. Null where there is nothing to vouch for: a block (also one that shadow does not enforce),
 * data without a version, no run, no end, or an end that comes before a whole second has passed.
 */
export function hallmarkClaims(
  decision: Decision,
  { issuer }: { readonly issuer: string },
): HallmarkClaims | null {
  const { outcome, dataVersion, runId, expiresAt, contract } = decision;
  if (outcome === 'block' || dataVersion === null || runId === null || expiresAt === null) return null;
  const decided = wholeSeconds(decision.decidedAt);
  const exp = wholeSeconds(expiresAt);
  if (!(exp > decided)) return null;
  return {
    iss: issuer,
    sub: decision.dataset,
    jti: decision.id,
    iat: decided,
    nbf: decided,
    exp,
    batch: decision.batch,
    environment: decision.environment,
    dataVersion: { kind: dataVersion.kind, id: dataVersion.id },
    contract: { id: contract.id, version: contract.version, digest: contract.digest },
    suiteDigest: decision.suiteDigest,
    policyDigest: decision.policyDigest,
    outcome,
    runId,
  };
}

/** What the bearer of a hallmark wants it for. What is absent is not compared. */
export interface HallmarkUse {
  /** ISO 8601 UTC. */
  readonly now: string;
  /** The dataset's key; null: whichever the hallmark names. */
  readonly dataset: string | null;
  readonly environment?: string | null;
  readonly batch?: Batch | null;
  /** The data as they are; null: there are none any more. Absent: nobody looked. */
  readonly dataVersion?: DataVersion | null;
}

export interface Refusal {
  readonly reason:
    'expired' | 'not_yet_valid' | 'other_dataset' | 'other_environment' | 'other_batch' | 'data_moved';
  readonly message: string;
}

/** What stands against accepting a hallmark whose signature is good; null: nothing. */
export function refusal(claims: HallmarkClaims, use: HallmarkUse): Refusal | null {
  return lapsed(claims, Date.parse(use.now) / 1000) ?? foreign(claims, use) ?? moved(claims, use);
}

/** A moment that can not be read is no moment within its time. */
function lapsed({ exp, nbf }: HallmarkClaims, now: number): Refusal | null {
  if (!(now < exp))
    return { reason: 'expired', message: `The hallmark ended at ${instant(exp)}: ask the gate again.` };
  if (now < nbf - SKEW_S)
    return {
      reason: 'not_yet_valid',
      message: `The hallmark begins at ${instant(nbf)}: compare the clocks of both machines.`,
    };
  return null;
}

function foreign(claims: HallmarkClaims, use: HallmarkUse): Refusal | null {
  if (use.dataset !== null && use.dataset !== claims.sub)
    return {
      reason: 'other_dataset',
      message: `The hallmark is of ${claims.sub}, and ${use.dataset} was asked for.`,
    };
  if (use.environment !== undefined && use.environment !== claims.environment)
    return {
      reason: 'other_environment',
      message: `The hallmark was given in ${environmentText(claims.environment)}, and this is ${environmentText(use.environment)}: the policy there may be another one.`,
    };
  if (use.batch !== undefined && digest(use.batch) !== digest(claims.batch))
    return { reason: 'other_batch', message: 'The hallmark is of another batch than the one asked for.' };
  return null;
}

function moved(claims: HallmarkClaims, { dataVersion }: HallmarkUse): Refusal | null {
  if (dataVersion === undefined) return null;
  if (dataVersion === null)
    return {
      reason: 'data_moved',
      message: `The data of ${claims.sub} that were checked are not there any more.`,
    };
  const same = dataVersion.kind === claims.dataVersion.kind && dataVersion.id === claims.dataVersion.id;
  return same
    ? null
    : {
        reason: 'data_moved',
        message: `The data of ${claims.sub} have changed since they were checked: ask the gate again.`,
      };
}

const wholeSeconds = (moment: string): number => Math.floor(Date.parse(moment) / 1000);

const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();

const environmentText = (name: string | null): string =>
  name === null ? 'no environment' : `the environment ${name}`;
