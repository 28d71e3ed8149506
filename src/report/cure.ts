/** What to do about a check that could not be evaluated. */
import type { UnknownReason } from '../model/reading.js';

const CURES: { readonly [reason in UnknownReason]: string } = {
  missing_table:
    'Check the physicalName and the server’s path or schema, and whether the producer has delivered.',
  missing_column: 'Check the physicalName of the column against the source.',
  timeout: 'Give the server a longer `timeout` in assay.yaml, or check one batch at a time.',
  cancelled: 'Run it again.',
  bad_pattern: 'Write the pattern in a form that this engine can run.',
  bad_type: 'Compare the declared type with the source’s: the check needs values that it can compute with.',
  no_values: 'There was no value to look at; a rowCount or nullValues rule says whether that is allowed.',
  no_rows: 'Let the query give one row, also for an empty table.',
  not_scalar: 'Let the query give one row with one column.',
  small_sample: 'Use fewer bins, a wider limit or a larger batch; the message says which size it takes.',
  insufficient_history:
    'It will answer once enough runs are recorded; backfill with --as-of to get there sooner.',
  engine_error: 'Run `assay explain` and try the statement by hand.',
  moved: 'Run it again when nobody is writing.',
  refused: 'Custom SQL must be one read-only statement over the declared tables.',
  unsupported: 'This engine can not do it; see the page of the check kind.',
  no_baseline: 'Record a run of the baseline first, or declare it in the contract.',
  unreachable: 'Check that the source is up, and its host, port and credentials in assay.yaml.',
  permission_denied: 'Give the user the right to read this table.',
  bad_query: 'Correct the SQL of the rule; `assay explain` prints it as it is sent.',
  no_server: 'Add a server of this name to the contract, or name another with --server.',
};

/** A sentence for people; empty where there is nothing to cure. */
export function cureOf(reason: UnknownReason | null): string {
  return reason === null ? '' : CURES[reason];
}
