/** Readings: the values of measures, or why there is none. */
import type {
  Count,
  FrequenciesValue,
  HistogramValue,
  KeysValue,
  OrphansValue,
  QueryValue,
  SequenceValue,
} from './measure.js';
import type { JsonScalar } from './json.js';
import type { TableInfo } from './table.js';

/** Why a check could not be evaluated. Stable codes; new ones may be added. */
export type UnknownReason =
  | 'missing_table'
  | 'missing_column'
  | 'timeout'
  | 'cancelled'
  | 'bad_pattern'
  | 'bad_type'
  | 'no_values'
  | 'no_rows'
  | 'not_scalar'
  | 'small_sample'
  | 'insufficient_history'
  | 'engine_error'
  | 'moved'
  | 'refused'
  | 'unsupported'
  | 'no_baseline'
  | 'unreachable'
  | 'permission_denied'
  | 'bad_query'
  | 'no_server';

export interface Unknown {
  readonly reason: UnknownReason;
  /** A sentence for people, without values of the data. */
  readonly message: string;
}

export type ReadingValue =
  | Count
  | JsonScalar
  | KeysValue
  | OrphansValue
  | FrequenciesValue
  | HistogramValue
  | QueryValue
  | SequenceValue
  | TableInfo;

export type Reading =
  | { readonly measure: string; readonly ok: true; readonly value: ReadingValue }
  | { readonly measure: string; readonly ok: false; readonly unknown: Unknown };
