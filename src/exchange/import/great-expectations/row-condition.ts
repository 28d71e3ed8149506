/** `row_condition` → SQL: the conditions of releases since 1.8, and the little language before. */
import { isObject, type Json, type JsonObject, type JsonScalar } from '../../../model/json.js';
import { entryOf, listOf, scalarOf, textOf } from '../../draft/json-read.js';
import { sqlList, sqlLiteral, sqlName } from '../../draft/sql-text.js';

export type RowCondition =
  /** No condition. */
  | { readonly kind: 'none' }
  | { readonly kind: 'sql'; readonly sql: string; readonly columns: readonly string[] }
  | { readonly kind: 'wrong'; readonly reason: string };

const OPERATORS: { readonly [written: string]: string } = {
  '==': '=',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** Reads the condition of an expectation. Pandas and Spark conditions are code of those libraries. */
export function readRowCondition(kwargs: JsonObject): RowCondition {
  const condition = kwargs['row_condition'];
  if (condition === undefined || condition === null || condition === '') return { kind: 'none' };
  if (isObject(condition))
    return fromTree(condition) ?? wrong('Its `row_condition` has a form that Assay does not know.');
  if (typeof condition !== 'string') return wrong('Its `row_condition` is no condition.');
  const parser = textOf(kwargs['condition_parser']) ?? 'great_expectations';
  if (!parser.startsWith('great_expectations'))
    return wrong(`Its \`row_condition\` is code of ${parser}: write it as SQL in a \`failedRows\` rule.`);
  return fromText(condition.trim()) ?? wrong('Its `row_condition` has a form that Assay does not know.');
}

const wrong = (reason: string): RowCondition => ({ kind: 'wrong', reason });

/** `col("state") == "paid"`, `col("n") > 5`, `col("n").notNull()`, `col("day") > date("2020-01-01")`. */
function fromText(text: string): RowCondition | null {
  const filled = /^col\("([^"]+)"\)\.notnull\(\)$/i.exec(text)?.[1];
  if (filled !== undefined) return sql(`${sqlName(filled)} is not null`, [filled]);
  const [, column, operator = '', value = ''] =
    /^col\("([^"]+)"\)\s*(==|!=|<=|>=|<|>)\s*(.+)$/.exec(text) ?? [];
  const literal = literalOf(value.trim());
  const sign = entryOf(OPERATORS, operator);
  if (column === undefined || sign === undefined || literal === null) return null;
  return sql(`${sqlName(column)} ${sign} ${literal}`, [column]);
}

function literalOf(written: string): string | null {
  if (/^[+-]?\d+(\.\d+)?$/.test(written)) return written;
  const day = /^date\(\s*["'](\d{4}-\d{2}-\d{2})["']\s*\)$/.exec(written)?.[1];
  if (day !== undefined) return `date '${day}'`;
  const text = /^"([^"]*)"$/.exec(written)?.[1] ?? /^'([^']*)'$/.exec(written)?.[1];
  return text === undefined ? null : sqlLiteral(text);
}

function fromTree(node: JsonObject): RowCondition | null {
  const type = node['type'];
  if (type === 'and' || type === 'or') {
    const parts = listOf(node['conditions']).map((part) => (isObject(part) ? fromTree(part) : null));
    const read = parts.flatMap((part) => (part?.kind === 'sql' ? [part] : []));
    if (read.length === 0 || read.length < parts.length) return null;
    return sql(
      read.map((part) => `(${part.sql})`).join(` ${type} `),
      read.flatMap((part) => part.columns),
    );
  }
  const column = nameOf(node['column']);
  if (column === null) return null;
  if (type === 'nullity' && typeof node['is_null'] === 'boolean')
    return sql(`${sqlName(column)} is ${node['is_null'] ? '' : 'not '}null`, [column]);
  return type === 'comparison' ? comparison(column, node) : null;
}

const nameOf = (column: Json | undefined): string | null =>
  isObject(column) ? textOf(column['name']) : textOf(column);

function comparison(column: string, node: JsonObject): RowCondition | null {
  const word = textOf(node['operator'])?.toLowerCase().replace('_', ' ') ?? '';
  if (word === 'in' || word === 'not in') {
    const list = sqlList(listOf(node['parameter']).map((value): JsonScalar => scalarOf(value)));
    return list === null ? null : sql(`${sqlName(column)} ${word} ${list}`, [column]);
  }
  const sign = entryOf(OPERATORS, word);
  const literal = sqlLiteral(scalarOf(node['parameter']));
  return sign === undefined || literal === null
    ? null
    : sql(`${sqlName(column)} ${sign} ${literal}`, [column]);
}

const sql = (text: string, columns: readonly string[]): RowCondition => ({ kind: 'sql', sql: text, columns });
