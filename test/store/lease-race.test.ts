/** Two workers and one ask: whoever lost its lease, and whoever takes it, whichever of them comes first. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LeaseLost, type Lease } from '../../src/store/ask-store.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { decisionRecord } from '../support/store-records.js';

