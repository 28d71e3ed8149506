/** Why nobody was signed in: a stable code, and a sentence for the person before the screen. */
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';

export type SignInFailureCode =
  /** No cookie of a sign-in that was begun here, an old one, or the answer to another one. */
  | 'sign-in-stale'
  /** The provider said no, or said something that can not be trusted. */
  | 'sign-in-refused'
  /** The provider does not answer. */
  | 'provider-down'
  | 'no-role';

export interface SignInFailure {
  readonly ok: false;
  readonly code: SignInFailureCode;
  readonly message: string;
}

/** What a provider's server sends when it is not well, as the library calls it. */
const UNWELL = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]);

/** @param error of the openid-client library, or what we found ourselves. Any other error is thrown on: it is ours. */
export function signInFailure(error: unknown): SignInFailure {
  if (error === 'stale') return failure('sign-in-stale', null);
  if (error === 'no-role') return failure('no-role', null);
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    const unwell =
      (error instanceof ResponseBodyError && error.status >= 500) ||
      /^(server_error|temporarily_unavailable)$/.test(error.error);
    return failure(unwell ? 'provider-down' : 'sign-in-refused', error.error);
  }
  if (error instanceof ClientError) {
    const code = error.code ?? '';
    return failure(UNWELL.has(code) ? 'provider-down' : 'sign-in-refused', code);
  }
  if (error instanceof WWWAuthenticateChallengeError)
    return failure('sign-in-refused', error.cause[0]?.parameters.error ?? null);
  // What `fetch` throws where there is no server.
  if (error instanceof TypeError) return failure('provider-down', null);
  throw error;
}

const MESSAGES: { readonly [code in SignInFailureCode]: string } = {
  'sign-in-stale': 'This sign-in was not begun in this browser, or took too long. Please sign in again.',
  'sign-in-refused': 'The identity provider did not sign you in.',
  'provider-down':
    'The identity provider does not answer. Please try again later; API tokens work meanwhile.',
  'no-role':
    'You are signed in at the identity provider, but you have no role here. Ask an administrator of Assay to add one of your groups.',
};

/** @param detail the provider's code: shown, where it is a plain word, for whoever set this up */
function failure(code: SignInFailureCode, detail: string | null): SignInFailure {
  const word = detail !== null && /^[A-Za-z_]{1,60}$/.test(detail) ? ` (${detail})` : '';
  return { ok: false, code, message: MESSAGES[code] + word };
}
