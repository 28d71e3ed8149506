/** An empty DuckDB in memory in which single statements of a stranger's DDL may run; it can reach no file and no network. */
import { withDeadline } from '../deadline.js';
import { EngineError, type EngineSession } from '../engine.js';
import { memoryServer } from './duckdb.js';
import { duckdbError } from './duckdb-error.js';
import { openInstance } from './open-instance.js';
import { duckdbSession } from './session.js';

export interface DdlDatabase {
  /** Looks at what was made. Describe its tables with `memoryServer`. */
  readonly session: EngineSession;
  /** Why the statement was refused or failed, as a sentence; null where it ran. */
  readonly run: (sql: string) => Promise<string | null>;
}

/** A statement that declares a table takes no time and no memory. */
const STATEMENT_MS = 5_000;
const SETTINGS = { memory: '512MB', threads: 1 };
/** DuckDB's own word for what it has prepared. */
const DECLARING = new Set(['CREATE', 'ALTER', 'DROP', 'TRANSACTION']);

/** Close its session when done. @throws EngineError */
export async function openDdlDatabase(): Promise<DdlDatabase> {
  const { StatementType } = await import('@duckdb/node-api');
  const open = await openInstance([{ ...memoryServer, settings: SETTINGS }]);
  const { connection } = open;
  const runOne = async (sql: string): Promise<string | null> => {
    const extracted = await connection.extractStatements(sql);
    if (extracted.count !== 1) return `One statement is expected; these are ${String(extracted.count)}.`;
    const prepared = await extracted.prepare(0);
    const kind = StatementType[prepared.statementType];
    // COMMENT ON is an ALTER to DuckDB.
    if (!DECLARING.has(kind)) return `A statement of the kind ${kind} is not run.`;
    await prepared.run();
    return null;
  };
  return {
    session: duckdbSession(open, memoryServer.root),
    run: async (sql) => {
      try {
        const work = (): Promise<string | null> => runOne(sql);
        return await withDeadline(
          { timeoutMs: STATEMENT_MS },
          { work, cancel: () => connection.interrupt() },
        );
      } catch (error) {
        return error instanceof EngineError ? error.message : duckdbError(error).message;
      }
    },
  };
}
