/** The hallmark: a signed promise that these very data were let through. */
import type { GateOutcome } from './decision.js';
import type { Batch } from './measure.js';
import type { DataVersion } from './table.js';

/** What a hallmark says; times are seconds since 1970 as JSON Web Tokens have them. */
export interface HallmarkClaims {
  /** Issuer: the project. */
  readonly iss: string;
  /** Subject: the dataset's key. */
  readonly sub: string;
  /** Id of the decision. */
  readonly jti: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly batch: Batch | null;
  readonly environment: string | null;
  readonly dataVersion: DataVersion;
  readonly contract: { readonly id: string; readonly version: string; readonly digest: string };
  readonly suiteDigest: string;
  readonly policyDigest: string;
  readonly outcome: Exclude<GateOutcome, 'block'>;
  readonly runId: string;
}

/** A key pair as it is kept: the public half in clear, the private half wrapped with a secret that is not in the store. */
export interface SigningKey {
  readonly kid: string;
  /** JSON Web Key, Ed25519, as JSON text. */
  readonly publicJwk: string;
  /** The private JSON Web Key as a compact JWE. */
  readonly wrapped: string;
  readonly createdAt: string;
}

/** Whether a hallmark is to be accepted now. */
export type Verification =
  | { readonly valid: true; readonly claims: HallmarkClaims; readonly dataChecked: boolean }
  | {
      readonly valid: false;
      /**
       * bad_signature, expired, not_yet_valid, malformed, unknown_key, other_dataset, other_batch, other_environment, data_moved,
       * data_unreadable.
       */
      readonly reason: string;
      readonly message: string;
      /** What it says, where the signature is good; else null. */
      readonly claims: HallmarkClaims | null;
    };

/** The public half of all keys, as a JSON Web Key Set. */
export interface JwkSet {
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}
