/** The native library: loaded when the first statement is, since most calls of the command line need none. */
export { DuckDBInstance } from '@duckdb/node-api';
