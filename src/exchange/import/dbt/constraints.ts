/** Constraints of an enforced model contract → rules and the primary key. */
import { isObject, type Json, type JsonObject } from '../../../model/json.js';
import { textOf, textsOf } from '../../draft/json-read.js';
import { draftRule, type DraftRule } from '../../draft/draft.js';
import { bareName, fragmentProblem } from '../../draft/sql-text.js';
import type { NotCarried } from '../../imported.js';
import { reference } from './tests-core.js';
import type { DbtProject, DbtResource } from './project.js';

export interface Constraints {
  readonly primaryKey: readonly string[];
  readonly rules: readonly DraftRule[];
  readonly notCarried: readonly NotCarried[];
}

interface Written {
  readonly type: string;
  readonly columns: readonly string[];
  readonly value: JsonObject;
  readonly where: string;
}

/** Of a model that is not enforced dbt ignores them, and so do we: each is said. */
export function constraintsOf(resource: DbtResource, datasetOf: DbtProject['datasetOf']): Constraints {
  const written = writtenConstraints(resource);
  if (!resource.isEnforced) {
    const reason = 'dbt ignores constraints where the contract of the model is not enforced.';
    const notCarried = written.map(({ where, type }) => ({ where, what: `constraint ${type}`, reason }));
    return { primaryKey: [], rules: [], notCarried };
  }
  const keys = written.filter(({ type }) => type === 'primary_key');
  const read = written
    .filter(({ type }) => type !== 'primary_key')
    .map((one) => readConstraint(one, datasetOf));
  const [key, ...moreKeys] = keys;
  const second = moreKeys.map(({ where }) => ({
    where,
    what: 'constraint primary_key',
    reason: 'The model has another primary key.',
  }));
  return {
    primaryKey: [...new Set(key?.columns ?? [])],
    rules: read.flatMap((one) => ('reason' in one ? [] : one)),
    notCarried: [...second, ...read.flatMap((one) => ('reason' in one ? [one] : []))],
  };
}

function writtenConstraints({ constraints, columns, where }: DbtResource): readonly Written[] {
  const entry = (value: JsonObject, own: readonly string[], place: string): Written => ({
    type: textOf(value['type'])?.toLowerCase() ?? '',
    columns: own,
    value,
    where: place,
  });
  return [
    ...constraints.map((value, i) =>
      entry(value, textsOf(value['columns']).map(bareName), `${where}.constraints[${i}]`),
    ),
    ...columns.flatMap((column) =>
      column.constraints.map((value, i) =>
        entry(value, [column.name], `${where}.columns.${column.name}.constraints[${i}]`),
      ),
    ),
  ];
}

function readConstraint(
  written: Written,
  datasetOf: DbtProject['datasetOf'],
): readonly DraftRule[] | NotCarried {
  const { type, columns, value, where } = written;
  const stop = (reason: string): NotCarried => ({ where, what: `constraint ${type}`, reason });
  const [only, ...more] = columns;
  switch (type) {
    case 'not_null':
      return columns.map((column) => draftRule({ metric: 'nullValues', column, where }));
    case 'unique':
      if (only === undefined) return stop('It names no column.');
      return more.length === 0
        ? [draftRule({ metric: 'duplicateValues', column: only, where })]
        : [draftRule({ metric: 'duplicateValues', args: { properties: columns }, mentions: columns, where })];
    case 'check':
      return checkRule(value['expression'], where) ?? stop('Its expression can not be taken over.');
    case 'foreign_key':
      return (
        foreignKey(written, datasetOf) ??
        stop('Its other side is not told in `to` and `to_columns`, or is not in this import.')
      );
    default:
      return stop('Assay does not know this type of constraint.');
  }
}

/** A check lets a row through whose condition is NULL, and so does `failedRows`. */
function checkRule(expression: Json | undefined, where: string): readonly DraftRule[] | null {
  const sql = textOf(expression);
  if (sql === null || fragmentProblem(sql) !== null) return null;
  return [draftRule({ metric: 'failedRows', args: { where: `not (${sql})` }, where })];
}

function foreignKey(
  { columns, value, where }: Written,
  datasetOf: DbtProject['datasetOf'],
): readonly DraftRule[] | null {
  const to = textOf(value['to']);
  const there = textsOf(value['to_columns']).map(bareName);
  const dataset = to === null ? null : datasetOf(to);
  if (dataset === null || columns.length === 0 || columns.length !== there.length) return null;
  const meaning = reference(columns, dataset, there);
  if (meaning.kind !== 'counting' || !isObject(meaning.plain)) return null;
  return [draftRule({ column: columns.length === 1 ? (columns[0] ?? null) : null, ...meaning.plain, where })];
}
