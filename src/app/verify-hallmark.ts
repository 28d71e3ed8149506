/** The story of a verification: form and signature → time and use → the data as they are → time once more. */
import { EngineError } from '../engine/engine.js';
import { refusal, type HallmarkUse } from '../gate/hallmark.js';
import { verifyToken, type KeyOf } from '../hallmark/verify-token.js';
import { FaultError } from '../model/fault.js';
import type { HallmarkClaims, Verification } from '../model/hallmark.js';
import type { Batch } from '../model/measure.js';
import type { DataVersion } from '../model/table.js';

/** The version of the data as they are; null where there are none. May throw an EngineError or a FaultError. */
export type DataVersionNow = (
  dataset: string,
  environment: string | null,
  batch: Batch | null,
) => Promise<DataVersion | null>;

/** What the hallmark is wanted for, and how to look at the data. What is absent is not compared. */
export interface VerifyUse extends Pick<HallmarkUse, 'dataset' | 'environment' | 'batch'> {
  /** Null: the data are not looked at. */
  readonly dataVersionNow: DataVersionNow | null;
}

/** Never throws for what is wrong with the token or with the source; what `keyOf` throws goes through. */
export async function verifyHallmark(
  token: string,
  keyOf: KeyOf,
  { dataVersionNow, ...use }: VerifyUse,
  now: () => Date,
): Promise<Verification> {
  const read = await verifyToken(token, keyOf);
  if (!read.ok) return { valid: false, reason: read.reason, message: read.message, claims: null };
  const { claims } = read;
  const refused = refusal(claims, { ...use, now: now().toISOString() });
  if (refused !== null) return { valid: false, ...refused, claims };
  if (dataVersionNow === null) return { valid: true, claims, dataChecked: false };
  const seen = await look(claims, dataVersionNow);
  if (!seen.ok) return { valid: false, reason: 'data_unreadable', message: seen.message, claims };
  // To look may take minutes.
  const moved = refusal(claims, { ...use, dataVersion: seen.version, now: now().toISOString() });
  return moved === null ? { valid: true, claims, dataChecked: true } : { valid: false, ...moved, claims };
}

type Seen =
  | { readonly ok: true; readonly version: DataVersion | null }
  | { readonly ok: false; readonly message: string };

async function look(claims: HallmarkClaims, dataVersionNow: DataVersionNow): Promise<Seen> {
  try {
    return { ok: true, version: await dataVersionNow(claims.sub, claims.environment, claims.batch) };
  } catch (error) {
    if (!(error instanceof EngineError || error instanceof FaultError)) throw error;
    return { ok: false, message: `The data of ${claims.sub} can not be looked at: ${error.message}` };
  }
}
