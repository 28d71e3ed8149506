/** What an error of the mail client means for the message; its own text may quote addresses and is not passed on. */
import { refused, tryLater, type SendResult } from '../channel.js';

/** Settings or a message that no second attempt makes right. */
const PERMANENT: Readonly<Record<string, string>> = {
  ENOAUTH: 'The mail server asks for a sign-in, and no user and password are set.',
  ECONFIG: 'The settings of the mail server are not valid.',
  EENVELOPE: 'The mail server refused the sender or all receivers',
};

const PASSING: Readonly<Record<string, string>> = {
  ETLS: 'No encrypted connection to the mail server came about: it offers no STARTTLS, or its certificate is not trusted',
  EDNS: 'The name of the mail server can not be resolved',
  ETIMEDOUT: 'The mail server did not answer in time',
};

/** @param error as the client throws it: a code, and the server's reply code where there was a reply */
export function explainMailError(error: unknown): SendResult {
  const { code, reply } = read(error);
  if (code === 'EAUTH') return signInError(reply);
  // A server without STARTTLS may say so by refusing the command, and have it again tomorrow.
  if (reply !== null && code !== 'ETLS') return replyError(code, reply);
  const permanent = PERMANENT[code];
  if (permanent !== undefined) return refused(permanent);
  return tryLater(`${PASSING[code] ?? 'The mail server can not be reached'} (${code}).`);
}

function signInError(reply: number | null): SendResult {
  if (reply !== null && reply < 500)
    return tryLater(`The mail server could not sign us in just now (${String(reply)}).`);
  return refused('The mail server refused the user or the password: correct them in alerts.channels.');
}

/** 4xx asks to come again; 503 speaks of the session, not of the message. */
function replyError(code: string, reply: number): SendResult {
  const sentence = `${PERMANENT[code] ?? 'The mail server did not take the message'} (${String(reply)}).`;
  return reply < 500 || reply === 503 ? tryLater(sentence) : refused(sentence);
}

function read(error: unknown): { readonly code: string; readonly reply: number | null } {
  if (!(error instanceof Error)) return { code: 'unknown', reply: null };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  const reply = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null;
  return { code: /^[A-Z_]{1,40}$/.test(code) ? code : 'unknown', reply };
}
