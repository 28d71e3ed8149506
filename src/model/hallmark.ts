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
