/** The form of a hallmark: a compact JWS with exactly these headers, signed with Ed25519. */

export const ALGORITHM = 'EdDSA';
export const TYPE = 'hallmark+jwt';

/** Characters. What is longer is neither given nor read. */
export const LONGEST_TOKEN = 8 * 1024;
