/** Strikes a hallmark: claims → compact JWS. */
import { CompactSign, type CryptoKey } from 'jose';
import type { HallmarkClaims } from '../model/hallmark.js';
import { ALGORITHM, LONGEST_TOKEN, TYPE } from './token.js';

/** A private key in use. */
export interface Signer {
  readonly kid: string;
  readonly key: CryptoKey;
}

/** The signed token; null where it would be longer than anyone reads (a batch of kilobytes). Equal claims and key give equal tokens. */
export async function signHallmark(claims: HallmarkClaims, signer: Signer): Promise<string | null> {
  const token = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: ALGORITHM, kid: signer.kid, typ: TYPE })
    .sign(signer.key);
  return token.length > LONGEST_TOKEN ? null : token;
}
