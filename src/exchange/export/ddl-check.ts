/** A check of a suite → the constraint that a database keeps in its place, or why there is none. */
import type { Check } from '../../model/check.js';
import { pathSteps } from '../../model/column-path.js';
import type { Json } from '../../model/json.js';
import type { DialectName } from '../../model/plan.js';
import { parsePhysicalType } from '../../model/physical-type.js';
import type { Property } from '../../model/contract.js';
import { identifier, literal, numericLiteral, textLiteral } from './ddl-text.js';

export type Constraint =
  | { readonly constraint: 'check'; readonly name: string | null; readonly sql: string }
  | { readonly constraint: 'unique'; readonly columns: readonly string[] }
  | {
      readonly constraint: 'reference';
      readonly columns: readonly string[];
      readonly dataset: string;
      readonly to: readonly string[];
    }
  /** The table's own shape says it: a column, its type, NOT NULL, the primary key. */
  | { readonly constraint: 'shape' }
  | { readonly constraint: 'none'; readonly reason: string };

export interface CheckContext {
  readonly dialect: DialectName;
  /** Top-level columns by their physical names. */
  readonly columns: ReadonlyMap<string, Property>;
  readonly primaryKey: readonly string[];
}

const SHAPE: Constraint = { constraint: 'shape' };
const none = (reason: string): Constraint => ({ constraint: 'none', reason });
const SHAPED = ['columnPresent', 'columnType', 'noExtraColumns', 'columnOrder'];

/** Constraints hold for every row at once: what only warns, or allows a few, is none. */
export function constraintOf(check: Check, context: CheckContext): Constraint {
  if (SHAPED.includes(check.kind)) return SHAPE;
  if (check.kind === 'rowCount') return isImplied(check) ? SHAPE : none('A table does not count its rows.');
  if (check.severity === 'warn') return none('It warns; a constraint refuses.');
  if (!allowsNothing(check)) return none('It allows some rows to break it; a constraint allows none.');
  if (check.steps !== null && (check.steps.length !== 1 || !('field' in (check.steps[0] ?? {}))))
    return none('It is about a field within a column.');
  const writer = Object.hasOwn(WRITERS, check.kind) ? WRITERS[check.kind] : undefined;
  return writer === undefined ? none('No constraint of a table says it.') : writer(check, context);
}

const isImplied = ({ limit }: Check): boolean => limit?.op === '>' && limit.value === 0;

const allowsNothing = ({ limit }: Check): boolean =>
  limit !== null && (limit.op === '=' || limit.op === '<=') && limit.value === 0;

type Writer = (check: Check, context: CheckContext) => Constraint;

const WRITERS: { readonly [kind: string]: Writer } = {
  nullValues: (check, { columns }) =>
    check.column !== null && columns.has(nameOf(check)) ? SHAPE : none('It is about no single column.'),
  duplicateValues: (check, { primaryKey }) => {
    const columns = check.column === null ? names(check.args['columns']) : [nameOf(check)];
    if (columns.length === 0) return none('It names no column.');
    const isKey = columns.length === primaryKey.length && columns.every((name) => primaryKey.includes(name));
    return isKey ? SHAPE : { constraint: 'unique', columns };
  },
  foreignKey: ({ args }) => {
    const to = args['to'];
    if (typeof to !== 'object' || to === null || !('dataset' in to) || typeof to['dataset'] !== 'string')
      return none('Its other side is not known.');
    return {
      constraint: 'reference',
      columns: names(args['columns']),
      dataset: to['dataset'],
      to: names(to['columns']),
    };
  },
  compare: (check) => {
    const left = check.column === null ? check.args['left'] : nameOf(check);
    const { column, operator } = check.args;
    if (typeof left !== 'string' || typeof column !== 'string' || typeof operator !== 'string')
      return none('Its columns are not known.');
    return test(
      `${identifier(plainName(left))} ${operator === '!=' ? '<>' : operator} ${identifier(plainName(column))}`,
    );
  },
  failedRows: (check) => failedRows(check),
  invalidValues: (check, context) => invalidValues(check, context),
};

const test = (sql: string, name: string | null = null): Constraint => ({ constraint: 'check', name, sql });

function nameOf(check: Check): string {
  const step = check.steps?.[0];
  return step !== undefined && 'field' in step ? step.field : (check.column ?? '');
}

/** Paths of columns → their names; a field within a column has none of its own. */
function names(value: Json | undefined): readonly string[] {
  const list = Array.isArray(value) ? (value as readonly Json[]) : [];
  return list.map((each) => (typeof each === 'string' ? plainName(each) : ''));
}

function plainName(path: string): string {
  const [step, ...more] = pathSteps(path);
  return step !== undefined && 'field' in step && more.length === 0 ? step.field : path;
}

function failedRows({ args, name }: Check): Constraint {
  const { where } = args;
  if (typeof where !== 'string') return none('It is a query; a constraint looks at one row.');
  if (/\$?\{[^{}'":,]*\}/.test(where)) return none('It has a placeholder.');
  if (!standsAlone(where) || /\bselect\b/i.test(where))
    return none('It is no condition of one row that could stand in brackets.');
  const inner = /^\s*NOT\s*\((.*)\)\s*$/is.exec(where)?.[1];
  const fits = name !== null && name !== '' && new TextEncoder().encode(name).length <= 63 ? name : null;
  // NOT (a) is the bad row's: what must hold is a, where the brackets are one pair.
  return test(inner !== undefined && standsAlone(inner) ? inner : `NOT (${where})`, fits);
}

/** No bracket closes what it did not open, nothing ends the statement, and nothing comments the rest away. */
export function standsAlone(sql: string): boolean {
  const bare = sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, "''");
  if (/;|--|\/\*|\$[A-Za-z_]*\$|\\|\0/.test(bare) || /(^|[^'])'(?:[^']|$)/.test(bare.replaceAll("''", '')))
    return false;
  let depth = 0;
  for (const char of bare) {
    depth += char === '(' ? 1 : char === ')' ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth === 0 && !bare.includes('"');
}

const BOUNDS: { readonly [argument: string]: string } = {
  min: '>=',
  max: '<=',
  exclusiveMin: '>',
  exclusiveMax: '<',
};

/** One argument a check is what clauses of the standard make; several are joined by AND. */
function invalidValues(check: Check, context: CheckContext): Constraint {
  const property = context.columns.get(nameOf(check));
  if (property === undefined) return none('Its column is not declared.');
  const parts: string[] = [];
  for (const [argument, value] of Object.entries(check.args)) {
    if (value === undefined || argument === 'of') continue;
    const sql = part(argument, value, property, context.dialect);
    if (sql === null) return none(`No constraint says \`${argument}\` as Assay means it.`);
    if (sql !== '') parts.push(sql);
  }
  return parts.length === 0 ? SHAPE : test(parts.join(' AND '));
}

/** Empty: the type says it. */
function part(argument: string, value: Json, property: Property, dialect: DialectName): string | null {
  const column = identifier(nameOfProperty(property));
  const bound = Object.hasOwn(BOUNDS, argument) ? BOUNDS[argument] : undefined;
  if (bound !== undefined) {
    const limit = boundLiteral(value, property);
    return limit === null ? null : `${column} ${bound} ${limit}`;
  }
  const length = dialect === 'postgres' ? 'char_length' : 'length';
  if (argument === 'minLength' || argument === 'maxLength')
    return typeof value === 'number'
      ? `${length}(${column}) ${argument === 'minLength' ? '>=' : '<='} ${String(value)}`
      : null;
  if (argument !== 'validValues' && argument !== 'forbiddenValues') return null;
  if (argument === 'validValues' && isEnum(property)) return '';
  const values = Array.isArray(value) ? (value as readonly Json[]).map(literal) : [null];
  if (values.length === 0 || values.includes(null)) return null;
  return `${column} ${argument === 'validValues' ? 'IN' : 'NOT IN'} (${values.join(', ')})`;
}

export function nameOfProperty(property: Property): string {
  const step = property.steps[0];
  return step !== undefined && 'field' in step ? step.field : property.name;
}

export const isEnum = ({ physicalType }: Property): boolean =>
  physicalType !== null && parsePhysicalType(physicalType).name === 'enum';

function boundLiteral(value: Json, { logicalType, physicalType }: Property): string | null {
  if (typeof value === 'string' && logicalType === 'date')
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? `date ${textLiteral(value)}` : null;
  if (typeof value === 'string' && logicalType === 'timestamp') {
    if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?Z?)?$/.test(value)) return null;
    const zoned = physicalType !== null && parsePhysicalType(physicalType).zone === true;
    const text = value.replace('T', ' ').replace('Z', '');
    return zoned ? `timestamp with time zone ${textLiteral(`${text}+00`)}` : `timestamp ${textLiteral(text)}`;
  }
  return numericLiteral(value);
}
