/** Soda checks of the whole dataset. */
import { entryOf, listOf, mapOf, textOf, textsOf } from '../../draft/json-read.js';
import { fragmentProblem, sqlName } from '../../draft/sql-text.js';
import type { JsonObject } from '../../../model/json.js';
import { refusal, type Meaning } from './meaning.js';

export type DatasetReader = (body: JsonObject) => Meaning;

const schema: DatasetReader = (body) => ({
  kind: 'shape',
  allowsMore: body['allow_extra_columns'] === true,
  allowsOrder: body['allow_other_column_order'] === true,
});

const rowCount: DatasetReader = () => ({
  kind: 'figure',
  native: { metric: 'rowCount' },
  aggregate: 'count(*)',
  otherwise: { op: '>', value: 0 },
  scale: 1,
  isCount: true,
});

/** Rows less different combinations; unlike a key of ours, a combination with a NULL counts. */
const duplicate: DatasetReader = (body) => {
  const columns = textsOf(body['columns']);
  if (columns.length === 0 || columns.length < listOf(body['columns']).length)
    return refusal('It lists no columns.');
  const keys = columns.map(sqlName).join(', ');
  return {
    kind: 'share',
    native: null,
    bad: 'sum(n) - count(*)',
    total: 'sum(n)',
    keys,
    mentions: columns,
  };
};

const SECONDS: { readonly [unit: string]: number } = { minute: 60, hour: 3_600, day: 86_400 };

const freshness: DatasetReader = (body) => {
  const column = textOf(body['column']);
  const unit = mapOf(body['threshold'])['unit'] ?? body['unit'] ?? 'hour';
  const scale = typeof unit === 'string' ? entryOf(SECONDS, unit) : undefined;
  if (column === null || scale === undefined)
    return refusal('It names no column, or a unit that Assay does not know.');
  if (textOf(body['now_variable']) !== null)
    return refusal('It takes now from a variable: `--as-of` of a run names it here.');
  return {
    kind: 'figure',
    native: { metric: 'freshness', column },
    aggregate: null,
    otherwise: null,
    scale,
    isCount: false,
  };
};

const failedRows: DatasetReader = (body) => {
  const [expression, query] = [
    textOf(body['expression']),
    textOf(body['query'])?.replace(/;\s*$/, '') ?? null,
  ];
  if (body['rows_tested_query'] !== undefined || body['keys_query'] !== undefined)
    return refusal('Queries for the rows that were tested, or for keys, can not be said.');
  const sql = expression ?? query;
  const problem = sql === null ? 'It has neither an expression nor a query.' : fragmentProblem(sql);
  if (problem !== null || sql === null) return refusal(`It can not be taken over. ${problem ?? ''}`.trim());
  if (expression === null)
    return {
      kind: 'figure',
      native: { metric: 'failedRows', args: { query: sql } },
      aggregate: null,
      otherwise: { op: '=', value: 0 },
      scale: 1,
      isCount: true,
    };
  const bad = `count(case when ${sql} then 1 end)`;
  return {
    kind: 'share',
    native: { metric: 'failedRows', args: { where: sql } },
    bad,
    total: 'count(*)',
    keys: null,
    mentions: [],
  };
};

const metric: DatasetReader = (body) => {
  const [expression, query] = [
    textOf(body['expression']),
    textOf(body['query'])?.replace(/;\s*$/, '') ?? null,
  ];
  const sql = expression ?? query;
  const problem = sql === null ? 'It has neither an expression nor a query.' : fragmentProblem(sql);
  if (problem !== null || sql === null) return refusal(`It can not be taken over. ${problem ?? ''}`.trim());
  const own = expression === null ? sql : `select ${sql} from \${table}`;
  return {
    kind: 'figure',
    native: { metric: 'sql', args: { query: own } },
    aggregate: expression,
    otherwise: null,
    scale: 1,
    isCount: false,
  };
};

export const DATASET_CHECKS: { readonly [type: string]: DatasetReader } = {
  schema,
  row_count: rowCount,
  duplicate,
  freshness,
  failed_rows: failedRows,
  metric,
};
