/** Constraints of PostgreSQL's DDL, of a column or of a table, added to what was made so far. */
import { isObject, type JsonObject } from '../../model/json.js';
import {
  type DdlColumn,
  type DdlState,
  type DdlTable,
  notCarried,
  relationName,
  textIn,
} from './ddl-state.js';
import { listOf, stringOf } from './table-literal.js';

const FILLS = 'A contract says what data must be, not how a missing value is filled in.';

/**
 * Adds one constraint.
 * @param column where it stands at a column; null: at the table
 * @param line of the statement
 */
export function addConstraint(
  constraint: JsonObject,
  table: DdlTable,
  column: DdlColumn | null,
  state: DdlState,
  line: number,
): void {
  const named = { constraint: textIn(constraint, 'conname'), valid: isValid(constraint) };
  const where = `${state.file}:${String(line)}`;
  const keys = listOf(constraint, 'keys').map((key) => stringOf(key) ?? '');
  const columns = keys.length > 0 || column === null ? keys : [column.name];
  switch (constraint['contype']) {
    case 'CONSTR_NOTNULL':
      for (const each of table.columns) if (columns.includes(each.name)) each.required = named.valid;
      return;
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE':
      return addKey(constraint, { ...named, columns, where }, table, state, line);
    case 'CONSTR_CHECK':
      return addCondition(constraint, named, table, state, line);
    case 'CONSTR_FOREIGN':
      return addReference(constraint, named, table, column, state, line);
    case 'CONSTR_DEFAULT':
    case 'CONSTR_IDENTITY':
    case 'CONSTR_GENERATED':
      return notCarried(state, line, fillText(constraint, table, column), FILLS);
    case 'CONSTR_EXCLUSION':
      return notCarried(
        state,
        line,
        `EXCLUDE on ${table.name}`,
        'A contract has no word for it; see `noOverlap` for ranges of time.',
      );
    default:
  }
}

function isValid({ skip_validation, is_enforced }: JsonObject): boolean {
  return skip_validation !== true && is_enforced !== false;
}

function fillText(constraint: JsonObject, table: DdlTable, column: DdlColumn | null): string {
  const word = (textIn(constraint, 'contype') ?? '').replace('CONSTR_', '');
  return `${word} of ${table.name}.${column?.name ?? ''}`;
}

type Named = Pick<DdlTable['keys'][number], 'constraint' | 'valid'>;

function addKey(
  constraint: JsonObject,
  key: Named & { readonly columns: readonly string[]; readonly where: string },
  table: DdlTable,
  state: DdlState,
  line: number,
): void {
  const primary = constraint['contype'] === 'CONSTR_PRIMARY';
  if (key.columns.length === 0) {
    const reason = 'It takes an index that was made before; its columns are not named here.';
    return notCarried(
      state,
      line,
      `${primary ? 'PRIMARY KEY' : 'UNIQUE'} USING INDEX on ${table.name}`,
      reason,
    );
  }
  table.keys.push({ ...key, primary });
  if (constraint['nulls_not_distinct'] === true) notDistinct(table.name, state, line);
}

/** NULL repeats nothing to `unique`, so one more demand of the source is left unsaid. */
export function notDistinct(table: string, state: DdlState, line: number): void {
  const reason = 'NULL repeats nothing to `unique`: a second row with NULL is not found.';
  notCarried(state, line, `NULLS NOT DISTINCT on ${table}`, reason);
}

function addCondition(
  constraint: JsonObject,
  named: Named,
  table: DdlTable,
  state: DdlState,
  line: number,
): void {
  const sql = textIn(constraint, 'sql');
  const refused = sql === null ? undefined : state.refused.get(sql);
  table.conditions.push({
    ...named,
    name: named.constraint,
    sql,
    tree: constraint['raw_expr'] ?? null,
    where: `${state.file}:${String(line)}`,
    ...(refused === undefined ? {} : { refused }),
  });
}

function addReference(
  constraint: JsonObject,
  named: Named,
  table: DdlTable,
  column: DdlColumn | null,
  state: DdlState,
  line: number,
): void {
  const target = constraint['pktable'];
  const [schema, name] = relationName(isObject(target) ? target : undefined);
  const own = listOf(constraint, 'fk_attrs').map((each) => stringOf(each) ?? '');
  const columns = own.length > 0 || column === null ? own : [column.name];
  const where = `${state.file}:${String(line)}`;
  const to = listOf(constraint, 'pk_attrs').map((each) => stringOf(each) ?? '');
  table.references.push({ ...named, columns, schema, table: name, to, where });
  if (constraint['fk_matchtype'] === 'f' && columns.length > 1) {
    const reason =
      'A key with a NULL part is not looked at; that all parts or none are NULL needs a rule by hand.';
    notCarried(state, line, `MATCH FULL on ${table.name}`, reason);
  }
}
