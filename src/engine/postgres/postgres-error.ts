/**
 * PostgreSQL's errors as reasons and sentences that are safe to show. Its texts quote values of rows (`invalid input
 * syntax for type integer: "…"`), so a text is only passed on where it can speak of nothing but the statement (class
 * 42). For the same reason the error is not kept as `cause`, which loggers print.
 */
import type { UnknownReason } from '../../model/reading.js';
import { EngineError } from '../engine.js';

const BY_CODE: { readonly [sqlState: string]: UnknownReason } = {
  '42P01': 'missing_table',
  '3F000': 'missing_table',
  '42703': 'missing_column',
  '42501': 'permission_denied',
  '42804': 'bad_type',
  '42846': 'bad_type',
  '42P18': 'bad_type',
  '2201B': 'bad_pattern',
  '22012': 'engine_error',
  '25006': 'refused',
  '55P03': 'timeout',
  '57014': 'timeout',
};

const SENTENCES: { readonly [sqlState: string]: string } = {
  '2201B': 'PostgreSQL can not compile the pattern.',
  '22012': 'The statement divides by zero.',
  '22003': 'A value is out of the range of its type.',
  '25006': 'The statement writes; only reading is allowed.',
  '55P03': 'The table is locked by someone else, and waiting for it took too long.',
  '57014': 'The statement took too long and was cancelled by the server.',
  '53100': 'The disk of the PostgreSQL server is full.',
  '53200': 'The PostgreSQL server is out of memory.',
};

/** Turns whatever a statement threw into an EngineError; an EngineError stays as it is. `at` names the server without credentials. */
export function statementError(error: unknown, at: string): EngineError {
  if (error instanceof EngineError) return error;
  const code = sqlState(error);
  if (code === null || code.startsWith('08') || code.startsWith('57P'))
    return new EngineError('unreachable', `The connection to PostgreSQL at ${at} was lost.`);
  return new EngineError(BY_CODE[code] ?? byClass(code), SENTENCES[code] ?? sentence(code, error));
}

/** Turns what connecting threw into an EngineError. */
export function connectError(error: unknown, at: string): EngineError {
  if (error instanceof EngineError) return error;
  const code = sqlState(error);
  if (code?.startsWith('28') === true)
    return new EngineError('permission_denied', `PostgreSQL at ${at} refuses the user or the password.`);
  if (code === '3D000') return new EngineError('unreachable', `PostgreSQL at ${at} has no such database.`);
  if (code === '42501')
    return new EngineError('permission_denied', `PostgreSQL at ${at} does not let this user connect.`);
  if (code === '53300') return new EngineError('unreachable', `PostgreSQL at ${at} has no free connection.`);
  return new EngineError('unreachable', `PostgreSQL at ${at} can not be reached (${networkReason(error)}).`);
}

function byClass(code: string): UnknownReason {
  if (code.startsWith('22')) return 'bad_type';
  if (code.startsWith('42')) return 'bad_query';
  return 'engine_error';
}

function sentence(code: string, error: unknown): string {
  if (code.startsWith('42')) return ofStatement(error);
  if (code.startsWith('22')) return 'A value can not be read as the type that the statement asks for.';
  return `PostgreSQL could not run the statement (SQLSTATE ${code}).`;
}

/** Class 42 is found before any row is read: its text holds names and pieces of the statement. */
function ofStatement(error: unknown): string {
  const text = error instanceof Error ? error.message : '';
  const line = text.replace(/\s+/g, ' ').trim().slice(0, 300);
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}${/[.!?]$/.test(line) ? '' : '.'}`;
}

/** Five characters, of an error that the server sent; null for one of the network or the driver. */
function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('severity' in error))
    return null;
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null;
}

/** A word for the network's error; its own text may hold parts of the connection string. */
function networkReason(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (typeof first === 'object' && first !== null && 'code' in first && typeof first.code === 'string')
    return first.code;
  const text = first instanceof Error ? first.message : '';
  if (/timeout/i.test(text)) return 'it does not answer';
  if (/ssl|tls|certificate/i.test(text)) return 'TLS could not be agreed on';
  if (/password|sasl|scram/i.test(text))
    return 'no password was given, or a form of it that is not supported';
  return 'the connection ended';
}
