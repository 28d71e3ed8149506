/** The payload of a token as claims, or none: a good signature says who wrote it, not that it has the right form. */
import { isObject, type JsonObject } from '../model/json.js';
import type { HallmarkClaims } from '../model/hallmark.js';

/** The last second that a date can name. */
const LAST_SECOND = 8_640_000_000_000;

/** Null where anything is missing or of another type. Claims of others are left out. */
export function readClaims(payload: unknown): HallmarkClaims | null {
  if (!isObject(payload)) return null;
  const { batch, environment, dataVersion, contract, outcome, iat, nbf, exp } = payload;
  const { iss, sub, jti, suiteDigest, policyDigest, runId } = payload;
  const version = readVersion(dataVersion);
  const named = readContract(contract);
  if (
    !isText(iss) ||
    !isText(sub) ||
    !isText(jti) ||
    !isText(suiteDigest) ||
    !isText(policyDigest) ||
    !isText(runId) ||
    !isMoment(iat) ||
    !isMoment(nbf) ||
    !isMoment(exp) ||
    !(environment === null || isText(environment)) ||
    !(batch === null || isBatch(batch)) ||
    !(outcome === 'allow' || outcome === 'allow_with_warnings') ||
    version === null ||
    named === null
  )
    return null;
  const who = { iss, sub, jti, iat, nbf, exp, batch, environment };
  return { ...who, dataVersion: version, contract: named, suiteDigest, policyDigest, outcome, runId };
}

function readVersion(value: unknown): HallmarkClaims['dataVersion'] | null {
  if (!isObject(value)) return null;
  const { kind, id } = value;
  const known = kind === 'files' || kind === 'table' || kind === 'snapshot';
  return known && isText(id) ? { kind, id } : null;
}

function readContract(value: unknown): HallmarkClaims['contract'] | null {
  if (!isObject(value)) return null;
  const { id, version, digest } = value;
  return isText(id) && isText(version) && isText(digest) ? { id, version, digest } : null;
}

const isText = (value: unknown): value is string => typeof value === 'string';

const isMoment = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= LAST_SECOND;

const isBatch = (value: unknown): value is { readonly [column: string]: string } & JsonObject =>
  isObject(value) && Object.values(value).every(isText);
