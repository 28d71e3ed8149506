// The contracts of the benchmarks, and the SQL that a careful person would write for the same figures. Both come from one
// list, so that they can not drift apart: a figure is a rule of the contract, and how it is said by hand.

/** Ten columns: logical type, and the range that the contract promises. */
const COLUMNS = {
  id: { type: 'integer', range: [0, 1_000_000_000] },
  customer: { type: 'integer', range: [0, 99_999] },
  store: { type: 'integer', range: [0, 49] },
  amount: { type: 'number', range: [0, 1000] },
  quantity: { type: 'integer', range: [0, 99] },
  category: { type: 'string' },
  day: { type: 'date', range: ['2024-01-01', '2025-12-31'] },
  placed: { type: 'timestamp', range: ['2024-01-01T00:00:00Z', '2026-01-01T00:00:00Z'] },
  paid: { type: 'boolean' },
  share: { type: 'number', range: [0, 1] },
};
const CATEGORIES = Array.from({ length: 40 }, (_, i) => `C${i}`);

/** A limit that any number keeps, and that some number could break: the bars measure time, not verdicts. */
const ANY = { mustBeBetween: [-1e15, 1e15] };
const ROWS = { mustBeLessThan: 1e12, unit: 'rows' };

const own = (metric, args, limit) => ({
  type: 'custom',
  engine: 'assay',
  implementation: { metric, ...(args === null ? {} : { arguments: args }), ...limit },
});
const literal = (value) =>
  typeof value === 'string' ? `'${value.replace('T', ' ').replace('Z', '')}'` : String(value);
const list = (values) => values.map((value) => `'${value}'`).join(', ');

// Kinds of figures: `hand` is what stands in a SELECT; {count}: rows for which a predicate is true; {nulls}: of a column.
const plain = (column, metric, hand) => ({ column, rule: own(metric, null, ANY), hand });
const mean = (column) =>
  plain(column, 'mean', COLUMNS[column].type === 'boolean' ? `avg(${column}::int)` : `avg(${column})`);
const sum = (column) => plain(column, 'sum', `sum(${column})`);
const spread = (column) => ({
  ...plain(column, 'stddev', { stddev: column }),
  rule: own('stddev', null, { mustBeLessThan: 1e15 }),
});
const extreme = (column, metric) => plain(column, metric, `${metric}(${column})`);
const lengths = (column, metric, fn) => ({
  ...plain(column, metric, `${fn}(length(${column}))`),
  rule: own(metric, null, { mustBeBetween: [1, 100] }),
});
const invalid = (column, args, count) => ({
  column,
  rule: { metric: 'invalidValues', arguments: args, ...ROWS },
  hand: { count },
});
const below = (column, min) => invalid(column, { min }, `${column} < ${literal(min)}`);
const above = (column, max) => invalid(column, { max }, `${column} > ${literal(max)}`);
const compare = (left, operator, right) => ({
  column: left,
  rule: own('compare', { column: right, operator }, ROWS),
  hand: { count: `not (${left} ${operator} ${right})` },
});
const failed = (where) => ({
  column: null,
  rule: own('failedRows', { where }, ROWS),
  hand: { count: where },
});
const missing = (column, values) => ({
  column,
  rule: { metric: 'missingValues', arguments: { missingValues: values }, ...ROWS },
  hand: { count: `${column} is null or ${column} in (${list(values)})` },
});

const CATEGORY = [
  invalid('category', { validValues: CATEGORIES }, `category not in (${list(CATEGORIES)})`),
  invalid('category', { pattern: '^C[0-9]+$' }, { pattern: ['category', '^C[0-9]+$'] }),
  lengths('category', 'minLength', 'min'),
  lengths('category', 'maxLength', 'max'),
  lengths('category', 'meanLength', 'avg'),
  missing('category', ['', 'n/a']),
];
const STATISTICS = ['customer', 'amount', 'quantity', 'share'];

/** What clauses of the standard ask beside rules: no NULL, and the range of each column. */
const CLAUSES = [
  ...Object.keys(COLUMNS).map((column) => ({ hand: { nulls: column } })),
  ...Object.entries(COLUMNS).flatMap(([column, { range }]) =>
    range === undefined
      ? []
      : [
          { hand: { count: `${column} < ${literal(range[0])}` } },
          { hand: { count: `${column} > ${literal(range[1])}` } },
        ],
  ),
];

/** As a contract really is: clauses (most of them known from Parquet footers) and rules (none of them). */
const MIXED = [
  ...[...STATISTICS, 'store', 'paid'].map(mean),
  ...STATISTICS.map(spread),
  ...STATISTICS.map(sum),
  ...STATISTICS.flatMap((column) => [extreme(column, 'min'), extreme(column, 'max')]),
  ...CATEGORY,
  below('amount', 1), above('amount', 999), below('quantity', 1), above('quantity', 98), below('share', 0.01), above('share', 0.99),
  compare('quantity', '<=', 'customer'),
  failed('quantity > 98 and amount > 999.5 and share > 0.99'),
]; // prettier-ignore

const INSIDE = {
  id: [1000, 900_000],
  customer: [100, 99_000],
  store: [1, 48],
  amount: [2, 990],
  quantity: [2, 97],
  share: [0.02, 0.98],
};

/** Sixty rules of which no footer knows an answer. */
const SCANNED = [
  ...Object.entries(INSIDE).flatMap(([column, [low, high]]) => [
    mean(column), sum(column), spread(column), below(column, low), above(column, high),
  ]),
  below('day', '2024-01-08'), above('day', '2024-12-20'), below('placed', '2024-01-08T00:00:00Z'), above('placed', '2024-04-20T00:00:00Z'),
  ...CATEGORY,
  mean('paid'),
  compare('quantity', '<=', 'customer'), compare('store', '<', 'quantity'), compare('share', '<', 'amount'), compare('store', '<=', 'customer'),
  ...[10, 20, 30, 40, 50, 60, 70, 80, 90].map((n) => failed(`quantity < ${n} and amount > ${n * 10 + 50}`)),
  ...[5, 15, 25, 35, 45].map((n) => failed(`store = ${n} and paid and share > 0.9`)),
  failed(`category = 'C7' and day > '2024-06-01'`),
]; // prettier-ignore

/** A contract as JSON, which is YAML. */
function contract(id, server, columns, figures) {
  const rules = figures.map((figure, index) => ({
    column: figure.column,
    rule: { id: `f${index}`, ...figure.rule },
  }));
  const of = (column) => rules.filter((each) => each.column === column).map(({ rule }) => rule);
  const quality = (column) => (of(column).length === 0 ? {} : { quality: of(column) });
  const properties = columns.map(([name, clauses]) => ({
    name,
    logicalType: COLUMNS[name].type,
    ...clauses,
    ...quality(name),
  }));
  const schema = [{ name: 'orders', physicalName: 'orders', properties, ...quality(null) }];
  return JSON.stringify(
    {
      apiVersion: 'v3.1.0',
      kind: 'DataContract',
      id,
      version: '1.0.0',
      status: 'active',
      servers: [server],
      schema,
    },
    null,
    1,
  );
}

const bare = Object.keys(COLUMNS).map((name) => [name, {}]);
const ranged = ([name, { range }]) => [
  name,
  {
    required: true,
    ...(range === undefined ? {} : { logicalTypeOptions: { minimum: range[0], maximum: range[1] } }),
  },
];
const clauses = Object.entries(COLUMNS).map(ranged);

export const mixed = {
  contract: (server) => contract('bench-mixed', server, clauses, MIXED),
  figures: [...MIXED, ...CLAUSES],
  rules: MIXED.length,
};
/** The same without SQL of the author's, which only the engine's own parser can judge. */
export const withoutSql = (server) =>
  contract(
    'bench-plain',
    server,
    clauses,
    MIXED.filter(({ rule }) => rule.implementation?.metric !== 'failedRows'),
  );
export const scanned = {
  contract: (server) => contract('bench-scanned', server, bare, SCANNED),
  figures: SCANNED,
  rules: SCANNED.length,
};
/** A hundred and more, for a database: both of the above, each figure once. */
const HUNDRED = [
  ...new Map([...MIXED, ...SCANNED].map((figure) => [JSON.stringify(figure), figure])).values(),
];
export const hundred = {
  contract: (server) => contract('bench-hundred', server, clauses, HUNDRED),
  figures: [...HUNDRED, ...CLAUSES],
  rules: HUNDRED.length,
};

/** Row count, null counts and ranges alone: what footers know. */
export const metadata = (server) =>
  contract(
    'bench-metadata',
    server,
    clauses.filter(([name]) => !['amount', 'share', 'category', 'paid'].includes(name)),
    [{ column: null, rule: { metric: 'rowCount', mustBeGreaterThan: 0 } }],
  );

/** One key over every row. */
export const key = (server) => contract('bench-key', server, [['id', { unique: true }]], []);

/** Ways to count rows for which a predicate is true, by dialect: which one is best depends on the engine and on the rest. */
const COUNTS = {
  duckdb: {
    'count_if': (predicate) => `count_if(${predicate})`,
    'filter': (predicate) => `count(*) filter (where ${predicate})`,
    'sum of case': (predicate) => `sum(case when ${predicate} then 1 else 0 end)`,
  },
  postgres: {
    'filter': (predicate) => `count(*) filter (where ${predicate})`,
    'count of case': (predicate) => `count(case when ${predicate} then 1 end)`,
    'filter, float8': (predicate) => `count(*) filter (where ${predicate})`,
  },
}; // prettier-ignore

/** One SELECT for all figures, in every form worth trying: name → SQL. */
export function byHand(figures, from, dialect) {
  const write = (hand, count, form) => {
    if (typeof hand === 'string') return hand;
    if ('nulls' in hand) return `count(*) - count(${hand.nulls})`;
    if ('stddev' in hand) return `stddev_samp(${hand.stddev}${form.endsWith('float8') ? '::float8' : ''})`;
    if (typeof hand.count === 'string') return count(hand.count);
    const [column, pattern] = hand.count.pattern;
    return count(
      dialect === 'duckdb' ? `not regexp_matches(${column}, '${pattern}')` : `${column} !~ '${pattern}'`,
    );
  };
  const statement = ([form, count]) => [
    form,
    `select ${figures.map(({ hand }, index) => `${write(hand, count, form)} as h${index}`).join(',\n  ')},\n  count(*) as rows\nfrom ${from}`,
  ];
  return Object.fromEntries(Object.entries(COUNTS[dialect]).map(statement));
}
