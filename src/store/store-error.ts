/** Errors of the database as ours: what went wrong, without the statement's parameters, which hold what was recorded. */

/** The store could not answer or record. `code` is the SQLSTATE or the network's code, where there is one. */
export class StoreError extends Error {
  readonly code: string | null;
  /** The server's own sentence. */
  readonly reason: string;
  constructor(reason: string, code: string | null) {
    super(`The store could not do this: ${reason}`);
    this.name = 'StoreError';
    this.reason = reason;
    this.code = code;
  }
}

/** Drivers and Drizzle put parameters and details into messages and fields of their errors: only the server's own sentence is kept. */
export function toStoreError(error: unknown): StoreError {
  const root = rootCause(error);
  const code = 'code' in root && typeof root.code === 'string' ? root.code : null;
  return new StoreError(root.message || code || root.name, code);
}

/** Codes of a network that fails, and SQLSTATEs of a server that goes, starts, has no room or let us wait too long: what may pass by itself. */
const AWAY = /^(E[A-Z]+|08...|53...|57P..|55P03|25P03)$/;

/** True where the store could not be reached: it may be back in a moment. */
export function isStoreAway(error: unknown): boolean {
  return error instanceof StoreError && (error.code === null || AWAY.test(error.code));
}

/** The driver's error below Drizzle's; of several attempts to connect, the first. */
function rootCause(error: unknown): Error {
  if (error instanceof AggregateError && error.errors.length > 0) return rootCause(error.errors[0]);
  if (error instanceof Error) return error.cause instanceof Error ? rootCause(error.cause) : error;
  return new Error(String(error));
}
