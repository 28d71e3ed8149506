/** The dialects by name. */
import type { DialectName } from '../model/plan.js';
import type { Dialect } from './dialect.js';
import { duckdb } from './duckdb-dialect.js';
import { postgres } from './postgres-dialect.js';

export const DIALECTS: { readonly [name in DialectName]: Dialect } = { duckdb, postgres };
