/** Who may do what: scopes, roles, tokens and the person or program behind a request. */

/** In the order of their weight; none implies another. */
export const SCOPES = ['read', 'run', 'override', 'approve', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export const ROLES = ['reader', 'operator', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What each role of a person may do. */
export const roleScopes: { readonly [role in Role]: readonly Scope[] } = {
  reader: ['read'],
  operator: ['read', 'run', 'override'],
  approver: ['read', 'run', 'override', 'approve'],
  admin: SCOPES,
};

/** Scopes, for the datasets of some domains or of all. */
export interface Grant {
  readonly scopes: readonly Scope[];
  /** Contract domains; null: all, datasets without a domain included. */
  readonly domains: readonly string[] | null;
}

/** Who makes a request. */
export interface Principal {
  /** As it is written into decisions and the audit log: `token:ci`, `ada@example.com`, `local`. */
  readonly name: string;
  readonly via: 'token' | 'session' | 'loopback';
  readonly grants: readonly Grant[];
}

/** An API token as it is kept: never the token itself. */
export interface ApiToken {
  readonly kind: 'ApiToken';
  readonly id: string;
  readonly name: string;
  readonly grant: Grant;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
}

/** A sign-in of a browser. */
export interface Session {
  readonly kind: 'Session';
  readonly principal: Principal;
  /** SHA-256 of the API token that it was begun with: it ends with the token. Absent where a person signed in at the identity provider. */
  readonly tokenHash?: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}
