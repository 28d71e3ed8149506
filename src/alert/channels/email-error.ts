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
  const { code, cause, reply } = read(error);
  if (code === 'EAUTH') return signInError(reply);
  // A server without STARTTLS may say so by refusing the command, and have it again tomorrow.
  if (reply !== null && code !== 'ETLS') return replyError(code, reply);
  const permanent = PERMANENT[code];
  if (permanent !== undefined) return refused(permanent);
  return tryLater(`${PASSING[code] ?? 'The mail server can not be reached'} (${cause}).`);
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

/** The client's own code; what was behind it (`ECONNREFUSED`), else the same; the server's reply, where there was one. */
interface MailError {
  readonly code: string;
  readonly cause: string;
  readonly reply: number | null;
}

function read(error: unknown): MailError {
  if (!(error instanceof Error)) return { code: 'unknown', cause: 'unknown', reply: null };
  const code = codeOf('code' in error ? error.code : null) ?? 'unknown';
  const cause = codeOf('originalCode' in error ? error.originalCode : null) ?? code;
  const reply = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null;
  return { code, cause, reply };
}

function codeOf(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Z][A-Z0-9_]{0,60}$/.test(value) ? value : null;
}
