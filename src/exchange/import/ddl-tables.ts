/** CREATE TABLE and ALTER TABLE of PostgreSQL's DDL. */
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import { addConstraint } from './ddl-constraints.js';
import {
  type DdlColumn,
  type DdlState,
  type DdlStatement,
  type DdlTable,
  nameKey,
  notCarried,
  relationName,
  textIn,
} from './ddl-state.js';
import { ddlType } from './ddl-types.js';
import { listOf, nodeOf } from './table-literal.js';

const inner = (value: Json | undefined): JsonObject | undefined => (isObject(value) ? value : undefined);

/** A partition is no dataset: its rows are those of the table that it is part of. */
export function createTable({ node, line }: DdlStatement, state: DdlState): void {
  const relation = inner(node['relation']);
  const [schema, name] = relationName(relation);
  if (relation?.['relpersistence'] === 't')
    return notCarried(state, line, `temporary table ${name}`, 'It is gone when its session ends.');
  if (node['partbound'] !== undefined) return;
  const key = nameKey(schema, name);
  if (state.tables.has(key)) {
    if (node['if_not_exists'] === true) return;
    return notCarried(state, line, `a second table ${name}`, 'The first one of this name is kept.');
  }
  const table: DdlTable = {
    schema,
    name,
    line,
    description: null,
    columns: [],
    keys: [],
    references: [],
    conditions: [],
  };
  state.tables.set(key, table);
  inherit(listOf(node, 'inhRelations'), table, state, line);
  if (node['ofTypename'] !== undefined) ofType(node['ofTypename'], table, state);
  for (const element of listOf(node, 'tableElts')) addElement(element, table, state, line);
}

function addElement(element: Json, table: DdlTable, state: DdlState, line: number): void {
  const node = nodeOf(element);
  if (node?.[0] === 'ColumnDef') addColumn(node[1], table, state, line);
  else if (node?.[0] === 'Constraint') addConstraint(node[1], table, null, state, line);
  else if (node?.[0] === 'TableLikeClause') {
    const [schema, name] = relationName(inner(node[1]['relation']));
    copyColumns(schema, name, table, state, line);
  }
}

function inherit(parents: readonly Json[], table: DdlTable, state: DdlState, line: number): void {
  for (const parent of parents) {
    const node = nodeOf(parent);
    const [schema, name] = relationName(node?.[1]);
    copyColumns(schema, name, table, state, line);
  }
}

/** Columns with their types and NOT NULL, as LIKE and INHERITS give them. */
function copyColumns(
  schema: string | null,
  name: string,
  table: DdlTable,
  state: DdlState,
  line: number,
): void {
  const source = state.tables.get(nameKey(schema, name));
  if (source === undefined)
    return notCarried(state, line, `the columns of ${name}`, 'That table is not in this file.');
  for (const column of source.columns)
    if (!table.columns.some((each) => each.name === column.name))
      table.columns.push({ ...column, description: null });
}

function ofType(typeName: Json | undefined, table: DdlTable, state: DdlState): void {
  for (const field of ddlType(typeName, state).type.fields ?? [])
    table.columns.push({
      name: field.name,
      type: field.type,
      required: false,
      description: null,
      values: null,
    });
}

function addColumn(definition: JsonObject, table: DdlTable, state: DdlState, line: number): void {
  const name = textIn(definition, 'colname') ?? '';
  const { type, values, domain, serial } = ddlType(definition['typeName'], state);
  const before = table.columns.find((each) => each.name === name);
  const column: DdlColumn = before ?? { name, type, required: false, description: null, values };
  if (before === undefined && definition['typeName'] !== undefined) table.columns.push(column);
  column.required ||= serial || domain?.required === true || definition['is_not_null'] === true;
  for (const condition of domain?.conditions ?? [])
    table.conditions.push({ ...condition, constraint: null, valid: true, value: name });
  for (const constraint of listOf(definition, 'constraints')) {
    const node = nodeOf(constraint);
    if (node?.[0] === 'Constraint') addConstraint(node[1], table, column, state, line);
  }
}

/** Each command of an ALTER TABLE; one that changes what data may be and is not known here is listed. */
export function alterTable({ node, line }: DdlStatement, state: DdlState): void {
  const [schema, name] = relationName(inner(node['relation']));
  const table = state.tables.get(nameKey(schema, name));
  for (const each of listOf(node, 'cmds')) {
    const command = nodeOf(each)?.[1];
    if (command === undefined || HARMLESS.test(textIn(command, 'subtype') ?? '')) continue;
    if (table === undefined) {
      // Of a sequence, a view or a partition.
      if (node['objtype'] === 'OBJECT_TABLE')
        notCarried(state, line, `ALTER TABLE ${name}`, 'That table is not among those that were imported.');
      return;
    }
    alter(command, table, state, line);
  }
}

/** Owners, storage, statistics, defaults, triggers: nothing that data must keep. */
const HARMLESS =
  /^AT_(ChangeOwner|Set(Statistics|Storage|Compression|Options|TableSpace|Logged|UnLogged|RelOptions|AccessMethod|Identity)|ResetRelOptions|ResetOptions|ColumnDefault|AddIdentity|DropIdentity|DropExpression|ClusterOn|DropCluster|ReplicaIdentity|(Enable|Disable).*|GenericOptions)$/;

function alter(command: JsonObject, table: DdlTable, state: DdlState, line: number): void {
  const name = textIn(command, 'name') ?? '';
  const definition = nodeOf(command['def']);
  const column = table.columns.find((each) => each.name === name);
  switch (command['subtype']) {
    case 'AT_AddColumn':
      if (definition !== null) addColumn(definition[1], table, state, line);
      return;
    case 'AT_AddConstraint':
      if (definition !== null) addConstraint(definition[1], table, null, state, line);
      return;
    case 'AT_DropColumn':
      return dropColumn(name, table);
    case 'AT_AlterColumnType':
      if (column !== undefined && definition !== null) {
        const { type, values } = ddlType(definition[1]['typeName'], state);
        Object.assign(column, { type, values });
      }
      return;
    case 'AT_SetNotNull':
    case 'AT_DropNotNull':
      if (column !== undefined) column.required = command['subtype'] === 'AT_SetNotNull';
      return;
    case 'AT_DropConstraint':
      return dropConstraint(name, table);
    case 'AT_ValidateConstraint':
      for (const each of [...table.conditions, ...table.references])
        if (each.constraint === name) each.valid = true;
      return;
    case 'AT_AttachPartition':
      return attach(definition?.[1], state);
    default:
      notCarried(
        state,
        line,
        `ALTER TABLE ${table.name}`,
        `${textIn(command, 'subtype') ?? ''} is not read.`,
      );
  }
}

function dropColumn(name: string, table: DdlTable): void {
  table.columns = table.columns.filter((each) => each.name !== name);
  table.keys = table.keys.filter((each) => !each.columns.includes(name));
  table.references = table.references.filter((each) => !each.columns.includes(name));
  // PostgreSQL drops the checks of the column with it.
  table.conditions = table.conditions.filter(
    (each) => !JSON.stringify(each.tree).includes(`{"sval":${JSON.stringify(name)}}`),
  );
}

function dropConstraint(name: string, table: DdlTable): void {
  table.keys = table.keys.filter((each) => each.constraint !== name);
  table.references = table.references.filter((each) => each.constraint !== name);
  table.conditions = table.conditions.filter((each) => each.constraint !== name);
}

function attach(definition: JsonObject | undefined, state: DdlState): void {
  const [schema, name] = relationName(inner(definition?.['name']));
  state.tables.delete(nameKey(schema, name));
}
