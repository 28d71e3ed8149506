/** A file of DDL → tables. PostgreSQL's is parsed and never run; DuckDB's runs in an empty database that reaches nothing. */
import { splitStatements, judgeStatement } from '../../exchange/import/ddl-duckdb.js';
import { ddlTables } from '../../exchange/import/ddl-postgres.js';
import type { ImportSource, NotCarried } from '../../exchange/imported.js';
import type { TableSource } from '../../exchange/import/table-document.js';
import { memoryServer } from '../../engine/duckdb/duckdb.js';
import { openDdlDatabase } from '../../engine/duckdb/run-ddl.js';
import { parsePostgresDdl } from '../../engine/postgres/parse-ddl.js';
import { fault, type Fault, type Outcome } from '../../model/fault.js';
import type { DialectName } from '../../model/plan.js';
import { readDuckdbCatalogue } from './import-duckdb-catalogue.js';
import { refusedSql } from './import-refused.js';

/** Every table of the text, and all that stands in it besides. */
export async function importDdl(source: ImportSource, dialect: DialectName): Promise<Outcome<TableSource>> {
  return dialect === 'postgres' ? fromPostgres(source) : fromDuckdb(source);
}

async function fromPostgres({ name, text }: ImportSource): Promise<Outcome<TableSource>> {
  const { sql, notCarried: data } = withoutPsql(text, name);
  const parsed = await parsePostgresDdl(sql);
  if (!parsed.ok) {
    const hint =
      'PostgreSQL must be able to read the whole file; for the DDL of DuckDB say --dialect duckdb.';
    const message = `PostgreSQL can not parse it: ${parsed.message}.`;
    return { ok: false, faults: [fault('bad-sql', message, { file: name, line: parsed.line }, hint)] };
  }
  const refused = await refusedChecks(parsed.statements);
  const { tables, notCarried } = ddlTables(parsed.statements, name, refused);
  return finished(tables, [...data, ...notCarried], name);
}

/** The texts of CHECK constraints that no gate would run, with the reason. */
async function refusedChecks(statements: readonly object[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Set<string>();
  JSON.stringify(statements, (key, value: unknown) => {
    if (key === 'sql' && typeof value === 'string') texts.add(value);
    return value;
  });
  const list = [...texts];
  const refused = await refusedSql('postgres', list);
  return new Map(
    list.flatMap((sql, index) => {
      const why = refused[index] ?? null;
      return why === null ? [] : [[sql, why] as const];
    }),
  );
}

/** What psql reads and PostgreSQL does not: its own commands, and data behind COPY. Lines stay where they are. */
function withoutPsql(text: string, file: string): { sql: string; notCarried: readonly NotCarried[] } {
  const notCarried: NotCarried[] = [];
  let inData = false;
  const lines = text.split('\n').map((line, index) => {
    if (inData) {
      inData = !/^\\\.\s*$/.test(line);
      return '';
    }
    if (/^\\[A-Za-z!?.]/.test(line)) return '';
    if (!/^\s*copy\s.+\sfrom\s+stdin\b.*;\s*$/i.test(line)) return line;
    inData = true;
    const reason = 'Only what declares tables is read; data are not.';
    notCarried.push({ where: `${file}:${String(index + 1)}`, what: 'COPY statement with data', reason });
    return '';
  });
  return { sql: lines.join('\n'), notCarried };
}

async function fromDuckdb({ name, text }: ImportSource): Promise<Outcome<TableSource>> {
  const database = await openDdlDatabase();
  const faults: Fault[] = [];
  const notCarried: NotCarried[] = [];
  try {
    for (const statement of splitStatements(text)) {
      const judged = judgeStatement(statement.text);
      if (judged === 'skip') continue;
      if (judged !== 'run') {
        const what = `${firstWords(statement.text)} statement`;
        notCarried.push({ where: `${name}:${String(statement.line)}`, what, reason: judged.refused });
        continue;
      }
      const why = await database.run(statement.text);
      if (why !== null) faults.push(fault('bad-sql', why, { file: name, line: statement.line }));
    }
    if (faults.length > 0) return { ok: false, faults };
    const read = await readDuckdbCatalogue(database.session, memoryServer, []);
    return finished(read.tables, [...notCarried, ...read.notCarried], name);
  } finally {
    await database.session.close();
  }
}

const firstWords = (text: string): string =>
  (/^[A-Za-z]+(?:\s+[A-Za-z]+)?/.exec(text)?.[0] ?? 'an unknown').toUpperCase().replace(/\s+/g, ' ');

function finished(
  tables: TableSource['tables'],
  notCarried: readonly NotCarried[],
  file: string,
): Outcome<TableSource> {
  if (tables.length === 0) {
    const hint =
      notCarried.length === 0 ? 'It must hold CREATE TABLE statements.' : (notCarried[0]?.reason ?? '');
    return {
      ok: false,
      faults: [fault('no-tables', `${file} declares no table that can be read.`, { file }, hint)],
    };
  }
  const schemas = [...new Set(tables.map(({ schema }) => schema))];
  const schema = schemas.length === 1 ? (schemas[0] ?? null) : schemas.includes('main') ? 'main' : null;
  return {
    ok: true,
    value: { tables, notCarried, name: file.replace(/\.[^.]*$/, ''), server: null, schema },
  };
}
