/** Checks, references and exclusions of a PostgreSQL table: those that bind all of its rows, and why the others do not. */
import type { Row } from '../../engine/engine.js';
import { parsePostgresExpression } from '../../engine/postgres/parse-ddl.js';
import type { NotCarried } from '../../exchange/imported.js';
import type { ConditionModel, ReferenceModel, TableModel } from '../../exchange/import/table-model.js';
import { refusedSql } from './import-refused.js';
import { namesAt, textAt } from './import-rows.js';

const WORDS: { readonly [type: string]: string } = {
  ...{ c: 'CHECK', f: 'FOREIGN KEY', x: 'EXCLUDE', d: 'CHECK of a domain' },
};

/** @param notCarried is added to */
export async function boundConstraints(
  rows: readonly Row[],
  table: string,
  notCarried: NotCarried[],
): Promise<Pick<TableModel, 'references' | 'conditions'>> {
  const bound = rows.filter((row) => {
    const reason = whyUnbound(row);
    const where = `${table}: ${textAt(row, 'conname')}`;
    if (reason !== null) notCarried.push({ where, what: WORDS[textAt(row, 'type')] ?? 'constraint', reason });
    return reason === null;
  });
  const references = bound
    .filter((row) => row['type'] === 'f')
    .map((row) => referenceOf(row, table, notCarried));
  return { references, conditions: await conditionsOf(bound, table) };
}

function whyUnbound(row: Row): string | null {
  if (row['type'] === 'x') return 'A contract has no word for it; see `noOverlap` for ranges of time.';
  if (row['valid'] !== true)
    return 'It is not validated, so rows may break it; validate it and import again.';
  if (row['binds'] !== true)
    return 'It does not bind every row that a read of the table gives (inheritance, or a foreign table).';
  return null;
}

function referenceOf(row: Row, table: string, notCarried: NotCarried[]): ReferenceModel {
  const where = `${table}: ${textAt(row, 'conname')}`;
  if (row['full_match'] === true && namesAt(row, 'columns').length > 1) {
    const reason =
      'A key with a NULL part is not looked at; that all parts or none are NULL needs a rule by hand.';
    notCarried.push({ where, what: 'MATCH FULL', reason });
  }
  return {
    columns: namesAt(row, 'columns'),
    schema: textAt(row, 'target_schema'),
    table: textAt(row, 'target'),
    to: namesAt(row, 'target_columns'),
    where,
  };
}

async function conditionsOf(rows: readonly Row[], table: string): Promise<readonly ConditionModel[]> {
  const checks = rows.filter((row) => row['type'] === 'c' || row['type'] === 'd');
  const texts = checks.map((row) => expressionOf(row));
  const refused = await refusedSql('postgres', texts);
  const found: ConditionModel[] = [];
  for (const [index, row] of checks.entries()) {
    const sql = texts[index] ?? '';
    const why = refused[index] ?? null;
    found.push({
      name: textAt(row, 'conname'),
      sql,
      tree: await parsePostgresExpression(sql),
      where: `${table}: ${textAt(row, 'conname')}`,
      ...(why === null ? {} : { refused: why }),
      ...(row['type'] === 'd' ? { value: textAt(row, 'domain_column') } : {}),
    });
  }
  return found;
}

/** Of a domain the catalogue gives the whole clause: `CHECK ((VALUE > 0))`. */
function expressionOf(row: Row): string {
  const text = textAt(row, 'expression');
  if (row['type'] !== 'd') return text;
  return /^CHECK \((.*)\)(?: NOT VALID)?$/s.exec(text)?.[1] ?? text;
}
