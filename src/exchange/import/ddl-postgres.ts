/** The parsed statements of a PostgreSQL DDL file → the tables that they leave behind. */
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import type { SourceType } from '../../model/type.js';
import type { NotCarried } from '../imported.js';
import { notDistinct } from './ddl-constraints.js';
import {
  type DdlState,
  type DdlStatement,
  type DdlTable,
  nameKey,
  notCarried,
  qualifiedName,
  relationName,
  textIn,
} from './ddl-state.js';
import { alterTable, createTable } from './ddl-tables.js';
import { ddlType } from './ddl-types.js';
import { listOf, nodeOf, stringOf } from './table-literal.js';
import type { ConditionModel, TableModel } from './table-model.js';

/** @param refused why a CHECK's text can not be a rule, by text */
export function ddlTables(
  statements: readonly DdlStatement[],
  file: string,
  refused: ReadonlyMap<string, string>,
): { readonly tables: readonly TableModel[]; readonly notCarried: readonly NotCarried[] } {
  const state: DdlState = {
    file,
    tables: new Map(),
    enums: new Map(),
    domains: new Map(),
    composites: new Map(),
    notCarried: [],
    refused,
  };
  for (const statement of statements) apply(statement, state);
  return {
    tables: [...state.tables.values()].map((table) => modelOf(table, state)),
    notCarried: state.notCarried,
  };
}

/** Statements that say nothing about data. */
const SILENT =
  /^(VariableSetStmt|CreateSchemaStmt|Grant.*|AlterOwnerStmt|CreateSeqStmt|AlterSeqStmt|CreateExtensionStmt|TransactionStmt|CreateRoleStmt|AlterDefaultPrivilegesStmt|CreateFunctionStmt|DefineStmt|AlterObjectSchemaStmt|CreatePublicationStmt|CreateStatsStmt|VacuumStmt|DoStmt|CreateCastStmt)$/;

function apply(statement: DdlStatement, state: DdlState): void {
  const { kind, node, line } = statement;
  const known = HANDLERS[kind];
  if (known !== undefined) return known(statement, state);
  if (SILENT.test(kind) || isSetting(statement)) return;
  const words = statement.text
    .split(/\s+/)
    .slice(0, 2)
    .join(' ')
    .toUpperCase()
    .replace(/[^A-Z ]/g, '');
  const isData = ['InsertStmt', 'CopyStmt', 'UpdateStmt', 'DeleteStmt', 'SelectStmt'].includes(kind);
  const reason = isData
    ? 'Only what declares tables is read; data are not.'
    : 'Statements of this kind are not read.';
  notCarried(
    state,
    line,
    `${words} statement${node['relation'] === undefined ? '' : ` on ${relationName(objectIn(node, 'relation'))[1]}`}`,
    reason,
  );
}

/** What pg_dump begins with. */
const isSetting = ({ kind, text }: DdlStatement): boolean =>
  kind === 'SelectStmt' && /^select\s+pg_catalog\.(set_config|setval)\s*\(/i.test(text);

type Handler = (statement: DdlStatement, state: DdlState) => void;

const VIEW = 'The types of its columns are known to the server only; import the live database instead.';

const HANDLERS: { readonly [kind: string]: Handler } = {
  CreateStmt: createTable,
  AlterTableStmt: alterTable,
  CommentStmt: comment,
  IndexStmt: uniqueIndex,
  CreateEnumStmt: ({ node }, state) =>
    void state.enums.set(
      nameKey(...qualifiedName(node, 'typeName')),
      listOf(node, 'vals').map((label) => stringOf(label) ?? ''),
    ),
  AlterEnumStmt: addLabel,
  CreateDomainStmt: createDomain,
  CompositeTypeStmt: createComposite,
  DropStmt: dropTables,
  RenameStmt: rename,
  ViewStmt: ({ node, line }, state) =>
    notCarried(state, line, `view ${relationName(objectIn(node, 'view'))[1]}`, VIEW),
  CreateTableAsStmt: ({ node, line }, state) =>
    notCarried(
      state,
      line,
      `table ${relationName(objectIn(objectIn(node, 'into'), 'rel'))[1]} made from a query`,
      VIEW,
    ),
  CreateForeignTableStmt: (statement, state) =>
    createTable({ ...statement, node: objectIn(statement.node, 'base') }, state),
  CreateTrigStmt: ({ node, line }, state) =>
    notCarried(
      state,
      line,
      `trigger on ${relationName(objectIn(node, 'relation'))[1]}`,
      'What a trigger enforces is not read; write rules for it by hand.',
    ),
};

function objectIn(node: JsonObject, key: string): JsonObject {
  const value = node[key];
  return isObject(value) ? value : {};
}

function comment({ node }: DdlStatement, state: DdlState): void {
  const list = nodeOf(node['object']);
  const names = list === null ? [] : listOf(list[1], 'items').map((part) => stringOf(part) ?? '');
  const text = textIn(node, 'comment');
  if (node['objtype'] === 'OBJECT_TABLE') {
    const table = state.tables.get(nameKey(names.at(-2) ?? null, names.at(-1) ?? ''));
    if (table !== undefined) table.description = text;
  }
  if (node['objtype'] !== 'OBJECT_COLUMN') return;
  const table = state.tables.get(nameKey(names.at(-3) ?? null, names.at(-2) ?? ''));
  const column = table?.columns.find((each) => each.name === names.at(-1));
  if (column !== undefined) column.description = text;
}

function uniqueIndex({ node, line }: DdlStatement, state: DdlState): void {
  const [schema, name] = relationName(objectIn(node, 'relation'));
  const table = state.tables.get(nameKey(schema, name));
  if (node['unique'] !== true || table === undefined) return;
  const columns = listOf(node, 'indexParams').map((element) => textIn(nodeOf(element)?.[1], 'name'));
  const what = `unique index on ${name}`;
  if (node['whereClause'] !== undefined)
    return notCarried(
      state,
      line,
      what,
      'It holds for some of the rows only; a key of a contract holds for all.',
    );
  if (columns.includes(null))
    return notCarried(state, line, what, 'It is on an expression; a key of a contract is made of columns.');
  const names = columns.filter((column) => column !== null);
  const where = `${state.file}:${String(line)}`;
  table.keys.push({
    constraint: textIn(node, 'idxname'),
    valid: true,
    columns: names,
    primary: false,
    where,
  });
  if (node['nulls_not_distinct'] === true) notDistinct(name, state, line);
}

function addLabel({ node }: DdlStatement, state: DdlState): void {
  const key = nameKey(...qualifiedName(node, 'typeName'));
  const [before, label, old] = [state.enums.get(key), textIn(node, 'newVal'), textIn(node, 'oldVal')];
  if (before === undefined || label === null) return;
  state.enums.set(
    key,
    old === null ? [...before, label] : before.map((each) => (each === old ? label : each)),
  );
}

function createDomain({ node, line }: DdlStatement, state: DdlState): void {
  const base = ddlType(node['typeName'], state);
  const constraints = listOf(node, 'constraints').map((each) => nodeOf(each)?.[1] ?? {});
  const own = constraints
    .filter((each) => each['contype'] === 'CONSTR_CHECK')
    .map((each): ConditionModel => {
      const sql = textIn(each, 'sql');
      const tree: Json = each['raw_expr'] ?? null;
      return { name: textIn(each, 'conname'), sql, tree, where: `${state.file}:${String(line)}` };
    });
  state.domains.set(nameKey(...qualifiedName(node, 'domainname')), {
    type: base.type,
    values: base.values,
    required:
      base.domain?.required === true || constraints.some((each) => each['contype'] === 'CONSTR_NOTNULL'),
    conditions: [...(base.domain?.conditions ?? []), ...own],
  });
}

function createComposite({ node }: DdlStatement, state: DdlState): void {
  const [schema, name] = relationName(objectIn(node, 'typevar'));
  const fields = listOf(node, 'coldeflist').map((element) => {
    const column = nodeOf(element)?.[1] ?? {};
    return { name: textIn(column, 'colname') ?? '', type: ddlType(column['typeName'], state).type };
  });
  const type: SourceType = { name: 'struct', text: name, fields };
  state.composites.set(nameKey(schema, name), type);
}

function dropTables({ node, line }: DdlStatement, state: DdlState): void {
  if (node['removeType'] !== 'OBJECT_TABLE') {
    if (['OBJECT_TYPE', 'OBJECT_DOMAIN', 'OBJECT_INDEX'].includes(textIn(node, 'removeType') ?? ''))
      notCarried(state, line, 'DROP', 'Only DROP TABLE is followed.');
    return;
  }
  for (const object of listOf(node, 'objects')) {
    const names = listOf(nodeOf(object)?.[1] ?? {}, 'items').map((part) => stringOf(part) ?? '');
    state.tables.delete(nameKey(names.at(-2) ?? null, names.at(-1) ?? ''));
  }
}

function rename({ node, line }: DdlStatement, state: DdlState): void {
  const what = `${(textIn(node, 'renameType') ?? '').replace('OBJECT_', '').toLowerCase()} that is renamed`;
  notCarried(
    state,
    line,
    what,
    'It is kept by its first name; rename it in the contract, or import the live database.',
  );
}

function modelOf(table: DdlTable, state: DdlState): TableModel {
  const keys = table.keys.filter((key) =>
    key.columns.every((name) => table.columns.some((each) => each.name === name)),
  );
  const unvalidated = [...table.conditions, ...table.references].filter(({ valid }) => !valid);
  for (const { where } of unvalidated) {
    const reason = 'It is NOT VALID or not enforced, so rows may break it.';
    state.notCarried.push({ where, what: `constraint on ${table.name}`, reason });
  }
  return {
    schema: table.schema === 'public' ? null : table.schema,
    name: table.name,
    kind: 'table',
    description: table.description,
    columns: table.columns,
    primaryKey: keys.find(({ primary }) => primary)?.columns ?? [],
    uniques: keys.filter(({ primary }) => !primary),
    references: table.references
      .filter(({ valid }) => valid)
      .map((each) => ({ ...each, schema: each.schema === 'public' ? null : each.schema })),
    conditions: table.conditions.filter(({ valid }) => valid),
    where: `${state.file}:${String(table.line)}`,
  };
}
