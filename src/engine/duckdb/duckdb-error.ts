/**
 * DuckDB's errors as reasons and sentences that are safe to show. Its texts quote values of rows (a conversion error
 * names the value), so a text is only passed on where it can speak of nothing but the statement: parser, binder and
 * catalogue errors. For the same reason the error is not kept as `cause`, which loggers print.
 */
import type { UnknownReason } from '../../model/reading.js';
import { EngineError } from '../engine.js';

/** What RE2 says of a bad pattern. */
const PATTERN =
  /^(missing [)\]]|unexpected \)|no argument for repetition|invalid (repetition|perl|escape|character class|named capture|UTF-8)|bad repetition|trailing \\|pattern too large)/i;

const NOT_PARQUET = /magic bytes|too small to be a Parquet file|Parquet/i;

/** Turns whatever DuckDB throws into an EngineError; an EngineError stays as it is. */
export function duckdbError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const [, kind = '', rest = ''] = /^([A-Za-z -]+?) Error: ([\s\S]*)$/.exec(text) ?? [];
  const [reason, sentence] = classify(kind.toLowerCase(), rest);
  return new EngineError(reason, sentence);
}

function classify(kind: string, text: string): readonly [UnknownReason, string] {
  switch (kind) {
    case 'catalog':
      return [/^Table with name/i.test(text) ? 'missing_table' : 'bad_query', ofStatement(text)];
    case 'binder':
      return [binderReason(text), ofStatement(text)];
    case 'parser':
    case 'syntax':
      return ['bad_query', ofStatement(text)];
    case 'conversion':
    case 'mismatch type':
      return ['bad_type', 'A value can not be read as the type that the statement asks for.'];
    case 'out of range':
      return ['bad_type', 'A value is out of the range of its type.'];
    case 'permission':
      return ['refused', 'The statement reaches outside the declared paths.'];
    case 'interrupt':
      return ['cancelled', 'The statement was cancelled.'];
    case 'out of memory':
      return [
        'engine_error',
        'DuckDB ran out of its memory limit; raise `memory` of the server, or free space to spill to.',
      ];
    case 'io':
      return ioError(text);
    default:
      return otherError(kind, text);
  }
}

function binderReason(text: string): UnknownReason {
  if (/column .* not found|does not have a column named|referenced column/i.test(text))
    return 'missing_column';
  if (/^Table .* does not exist/i.test(text)) return 'missing_table';
  const types =
    /could not choose a best candidate|no function matches|cannot compare values|cannot mix values|implicit cast/i;
  return types.test(text) ? 'bad_type' : 'bad_query';
}

function ioError(text: string): readonly [UnknownReason, string] {
  if (/no files found/i.test(text)) return ['missing_table', 'No file matches the path.'];
  if (/permission denied/i.test(text))
    return ['permission_denied', 'The operating system refuses to open the file.'];
  if (/no space left|temporary directory/i.test(text))
    return ['engine_error', 'DuckDB has no room to spill to; see `tempDirectory` of the server.'];
  return ['engine_error', 'DuckDB could not read a file.'];
}

function otherError(kind: string, text: string): readonly [UnknownReason, string] {
  if (kind === 'invalid input' && PATTERN.test(text))
    return ['bad_pattern', 'DuckDB can not compile the pattern.'];
  if (/^CSV Error|sniffing file/i.test(text)) return ['engine_error', csvError(text)];
  if (/malformed json/i.test(text)) return ['engine_error', 'A file is not valid JSON.'];
  if (NOT_PARQUET.test(text)) return ['engine_error', 'A file is not a valid Parquet file.'];
  return ['engine_error', `DuckDB could not run the statement${kind === '' ? '' : ` (${kind} error)`}.`];
}

/** The line's number is safe, the line itself is not. */
function csvError(text: string): string {
  const line = /^CSV Error on Line: (\d+)/.exec(text)?.[1];
  const why = /unicode|utf-8/i.test(text)
    ? 'it is not UTF-8'
    : /Number of Columns/i.test(text)
      ? 'it has another number of columns than the header'
      : 'its quotes or its layout can not be read';
  return line === undefined
    ? 'A CSV file can not be read.'
    : `Line ${line} of a CSV file can not be read: ${why}.`;
}

/** The first lines of a text about the statement itself, without suggestions and without the echo of its source. */
function ofStatement(text: string): string {
  const [head = ''] = text.split(/\n\s*\n|\nLINE |\nDid you mean|\nCandidate|\n?\s*Candidate functions:/);
  const line = head.replace(/\s+/g, ' ').trim().slice(0, 300);
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
