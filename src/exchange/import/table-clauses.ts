/** The conditions of one table → keys and rules of its columns, and rules of the dataset. */
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import { placeholderFaults } from '../../suite/placeholders.js';
import type { NotCarried } from '../imported.js';
import { conditionClauses, type ConditionClause } from './table-condition.js';
import { listOf, stringOf } from './table-literal.js';
import type { ConditionModel, TableModel } from './table-model.js';

export interface ColumnClauses {
  readonly required: boolean;
  readonly options: JsonObject;
  readonly rules: readonly JsonObject[];
}

export interface TableClauses {
  readonly columns: ReadonlyMap<string, ColumnClauses>;
  readonly rules: readonly JsonObject[];
  readonly notCarried: readonly NotCarried[];
}

/** What of an expression would be replaced as a placeholder, or refused as a misspelt one. */
function hasPlaceholder(sql: string): boolean {
  const words = /\{\s*(table|object|model|dataset|column|property|field)\s*\}/;
  return (
    words.test(sql) || placeholderFaults(sql, true, { file: '', line: 1, column: 1, path: '' }).length > 0
  );
}

/** Every condition is carried exactly, or listed. */
export function tableClauses(table: TableModel): TableClauses {
  const columns = new Map<string, ColumnClauses>();
  const rules: JsonObject[] = [];
  const notCarried: NotCarried[] = [];
  for (const column of table.columns) {
    const values = column.values;
    if (values !== null && values.length > 0)
      add(columns, column.name, { rule: invalid({ validValues: [...values] }) });
  }
  for (const condition of table.conditions) {
    const found = conditionClauses(withValue(condition), (name) => typeOf(table, name));
    if (found === null) carryText(condition, rules, notCarried);
    else for (const clause of found) carry(clause, table, columns, rules);
  }
  return { columns, rules: withoutTwins(rules), notCarried };
}

/** DuckDB compares names without case, so an expression may spell them in another one. */
function columnNamed(table: TableModel, name: string): string {
  const exact = table.columns.find((column) => column.name === name);
  const near = table.columns.filter((column) => column.name.toLowerCase() === name.toLowerCase());
  return exact?.name ?? (near.length === 1 ? (near[0]?.name ?? name) : name);
}

function typeOf(table: TableModel, name: string) {
  const found = columnNamed(table, name);
  return table.columns.find((column) => column.name === found)?.type;
}

function carry(
  clause: ConditionClause,
  table: TableModel,
  columns: Map<string, ColumnClauses>,
  rules: JsonObject[],
): void {
  const named = (name: string): string => columnNamed(table, name);
  switch (clause.clause) {
    case 'required':
      return add(columns, named(clause.column), { required: true });
    case 'option':
      return add(columns, named(clause.column), { option: [clause.key, clause.value] });
    case 'invalid':
      return add(columns, named(clause.column), { rule: invalid(clause.args) });
    case 'compare': {
      const { operator } = clause;
      const args = { left: named(clause.left), operator, column: named(clause.right) };
      rules.push(assayRule({ metric: 'compare', arguments: args }));
    }
  }
}

interface Addition {
  readonly required?: true;
  readonly option?: readonly [key: string, value: number | string];
  readonly rule?: JsonObject;
}

/** Options of the standard → arguments of `invalidValues`, for a second bound of one kind. */
const ARGUMENT: { readonly [option: string]: string } = {
  ...{ minimum: 'min', maximum: 'max', exclusiveMinimum: 'exclusiveMin', exclusiveMaximum: 'exclusiveMax' },
  ...{ minLength: 'minLength', maxLength: 'maxLength' },
};

function add(columns: Map<string, ColumnClauses>, name: string, { required, option, rule }: Addition): void {
  const before = columns.get(name) ?? { required: false, options: {}, rules: [] };
  const [key, value] = option ?? [];
  const rules = rule === undefined ? [...before.rules] : [...before.rules, rule];
  const options: { [key: string]: Json | undefined } = { ...before.options };
  if (key !== undefined && value !== undefined) {
    if (options[key] === undefined && !crosses(options, key, value)) options[key] = value;
    else if (options[key] !== value) rules.push(invalid({ [ARGUMENT[key] ?? key]: value }));
  }
  columns.set(name, { required: before.required || required === true, options, rules: withoutTwins(rules) });
}

/** A range that no value is in would be a fault of the contract; as two rules it says what the constraints say. */
function crosses(options: JsonObject, key: string, value: number | string): boolean {
  const upper = key.toLowerCase().includes('max');
  const others = Object.entries(options).filter(
    ([other]) => other !== key && other.toLowerCase().includes('max') !== upper,
  );
  return others.some(([, other]) => {
    if (typeof other !== typeof value || other === undefined || other === null) return false;
    return upper ? other >= value : other <= value;
  });
}

const invalid = (args: JsonObject): JsonObject => ({
  type: 'library',
  metric: 'invalidValues',
  arguments: args,
  mustBe: 0,
});

const assayRule = (implementation: JsonObject): JsonObject => ({
  type: 'custom',
  engine: 'assay',
  implementation,
});

/** As SQL that the source's own engine runs: CHECK lets unknown pass, and NOT of unknown is unknown, so no such row is bad. */
function carryText(condition: ConditionModel, rules: JsonObject[], notCarried: NotCarried[]): void {
  const { name, sql, where } = condition;
  const reason = whyNotRun(condition);
  if (reason !== null || sql === null) {
    const what = `CHECK (${shortened(sql ?? '…')})`;
    notCarried.push({
      where,
      what,
      reason: reason ?? 'Its text could not be read; write a rule for it by hand.',
    });
    return;
  }
  rules.push({
    ...(name === null ? {} : { name }),
    ...assayRule({ metric: 'failedRows', arguments: { where: `NOT (${sql})` } }),
  });
}

function whyNotRun({ sql, refused, value }: ConditionModel): string | null {
  if (refused !== undefined) return `It can not be a rule: ${refused}`;
  if (value !== undefined)
    return 'It is the condition of a domain and more than a range or a list of values; write a rule for each column by hand.';
  if (sql !== null && hasPlaceholder(sql))
    return 'Braces would be read as a placeholder; write a rule for it by hand.';
  return null;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/** Two equal rules would be a fault. */
function withoutTwins(rules: readonly JsonObject[]): readonly JsonObject[] {
  const seen = new Set<string>();
  return rules.filter((rule) => {
    const key = JSON.stringify({ ...rule, name: undefined });
    return seen.has(key) ? false : seen.add(key);
  });
}

/** The tree with the domain's `VALUE` as the column. */
function withValue({ tree, value }: ConditionModel): Json {
  return value === undefined ? tree : replaced(tree, value);
}

function replaced(tree: Json, column: string): Json {
  if (Array.isArray(tree)) return tree.map((item: Json) => replaced(item, column));
  if (!isObject(tree)) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([key, node]) => {
      const fields = key === 'ColumnRef' && isObject(node) ? listOf(node, 'fields') : [];
      if (fields.length === 1 && stringOf(fields[0]) === 'value')
        return [key, { fields: [{ String: { sval: column } }] }];
      return [key, node === undefined ? node : replaced(node, column)];
    }),
  );
}
