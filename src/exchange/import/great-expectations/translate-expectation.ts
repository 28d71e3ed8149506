/** One expectation → rules, or the reason why not. */
import type { JsonObject } from '../../../model/json.js';
import { draftRule, refused, type DraftRule, type Translation } from '../../draft/draft.js';
import { percentOfRest } from '../../draft/share.js';
import { sqlName } from '../../draft/sql-text.js';
import { COLUMN_VALUES } from './column-values.js';
import type { Expectation } from './expectation.js';
import { FIGURES } from './figures.js';
import { refusal, type Meaning, type Parts } from './meaning.js';
import { readRowCondition } from './row-condition.js';
import { SEVERAL_COLUMNS } from './several-columns.js';
import { SHAPES } from './shapes.js';

export interface TranslatedExpectation extends Translation {
  readonly meaning: Meaning;
  /** A breach of the expectation only warns. */
  readonly warns: boolean;
}

const READERS = { ...COLUMN_VALUES, ...SEVERAL_COLUMNS, ...FIGURES, ...SHAPES };

/** @param expectation of any type, known or not */
export function translateExpectation(expectation: Expectation): TranslatedExpectation {
  const { type, kwargs, where } = expectation;
  const stop = (reason: string): TranslatedExpectation => ({
    ...refused(where, type, reason),
    meaning: refusal(reason),
    warns: false,
  });
  if (Object.values(kwargs).some(isParameter))
    return stop('It takes a parameter at run time (`$PARAMETER`): write the value.');
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  const meaning =
    read?.(kwargs) ??
    refusal(
      'No rule of Assay has this meaning, or it is an expectation of your own: write it as a `sql` or `failedRows` rule.',
    );
  if (meaning.kind === 'refused') return stop(meaning.reason);
  const share = kwargs['mostly'] ?? 1;
  if (typeof share !== 'number' || share < 0 || share > 1)
    return stop('Its `mostly` is no number between 0 and 1.');
  if (share === 0) return stop('With `mostly: 0` nothing can break it.');
  const condition = readRowCondition(kwargs);
  if (condition.kind === 'wrong') return stop(condition.reason);
  const only = condition.kind === 'sql' ? condition : null;
  const rules = rulesOf(expectation, meaning, { share, only: only?.sql ?? null });
  if (typeof rules === 'string') return stop(rules);
  const mentions = only?.columns ?? [];
  const stricter =
    meaning.kind === 'values' && meaning.stricter !== undefined
      ? [{ where, what: `${type}: characters beyond ASCII`, reason: meaning.stricter }]
      : [];
  return {
    rules: rules.map((rule) => ({ ...rule, mentions: [...rule.mentions, ...mentions] })),
    notCarried: stricter,
    meaning,
    warns: expectation.severity !== null,
  };
}

const isParameter = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && '$PARAMETER' in value;

interface Scope {
  /** `mostly` */
  readonly share: number;
  /** SQL of the row condition. */
  readonly only: string | null;
}

/** The rules, or a sentence that says why there are none. */
function rulesOf(expectation: Expectation, meaning: Meaning, scope: Scope): readonly DraftRule[] | string {
  const make = (parts: Parts, limit: DraftRule['limit'] = { op: '=', value: 0 }): DraftRule =>
    draftRule({
      ...parts,
      limit,
      severity: expectation.severity,
      description: expectation.description,
      where: expectation.where,
    });
  switch (meaning.kind) {
    case 'values':
      return valueRules(meaning, scope, make);
    case 'rows':
      return rowRules(meaning, scope, make);
    case 'unique':
      return uniqueRules(meaning, scope, make);
    case 'figures':
      if (scope.only !== null)
        return 'A `row_condition` on a figure of the table can not be said in a rule: write it as a `sql` rule.';
      return meaning.rules.map(({ parts, limit }) => make(parts, limit));
    case 'shape':
    case 'type':
      return scope.only !== null || scope.share < 1 ? 'It can not hold for a part of the rows.' : [];
    case 'refused':
      return meaning.reason;
  }
}

type Make = (parts: Parts, limit?: DraftRule['limit']) => DraftRule;

function valueRules(
  meaning: Extract<Meaning, { kind: 'values' }>,
  { share, only }: Scope,
  make: Make,
): readonly DraftRule[] | string {
  const { column, native, bad, ofAll = false } = meaning;
  const most = { op: '<=', value: percentOfRest(share) } as const;
  if (only === null) {
    const parts: Parts = native ?? { metric: 'failedRows', args: { where: bad ?? '' } };
    if (share === 1) return [make({ column, ...parts })];
    const of: JsonObject = ofAll ? {} : { of: 'present' };
    return [make({ column, ...parts, args: { ...parts.args, ...of }, unit: 'percent' }, most)];
  }
  if (bad === null) return 'A `row_condition` on it can not be said in a rule.';
  if (share === 1) return [make({ column, metric: 'failedRows', args: { where: `(${only}) and (${bad})` } })];
  const rows = ofAll ? only : `(${only}) and ${sqlName(column)} is not null`;
  return [make({ column, metric: 'sql', args: { query: badPercent(bad, rows) } }, most)];
}

function rowRules(
  meaning: Extract<Meaning, { kind: 'rows' }>,
  { share, only }: Scope,
  make: Make,
): readonly DraftRule[] {
  const { native, bad, mentions } = meaning;
  const rows = [only, meaning.scope]
    .filter((part) => part !== null)
    .map((part) => `(${part})`)
    .join(' and ');
  if (share < 1)
    return [
      make(
        { metric: 'sql', args: { query: badPercent(bad, rows === '' ? null : rows) }, mentions },
        { op: '<=', value: percentOfRest(share) },
      ),
    ];
  if (native !== null && only === null) return [make(native)];
  return [
    make({ metric: 'failedRows', args: { where: rows === '' ? bad : `${rows} and (${bad})` }, mentions }),
  ];
}

function uniqueRules(
  meaning: Extract<Meaning, { kind: 'unique' }>,
  { share, only }: Scope,
  make: Make,
): readonly DraftRule[] {
  const { native, columns } = meaning;
  if (share === 1 && native !== null && only === null) return [make(native)];
  const keys = columns.map(sqlName).join(', ');
  const rows = [only, meaning.scope]
    .filter((part) => part !== null)
    .map((part) => `(${part})`)
    .join(' and ');
  const from = `from \${table}${rows === '' ? '' : ` where ${rows}`} group by ${keys}`;
  if (share === 1)
    return [
      make({
        metric: 'failedRows',
        args: { query: `select ${keys} ${from} having count(*) > 1` },
        mentions: columns,
      }),
    ];
  const query = `select coalesce(100.0 * sum(case when n > 1 then n else 0 end) / nullif(sum(n), 0), 0) from (select count(*) as n ${from}) as grouped`;
  return [
    make({ metric: 'sql', args: { query }, mentions: columns }, { op: '<=', value: percentOfRest(share) }),
  ];
}

/** Of no rows: 0. */
function badPercent(bad: string, rows: string | null): string {
  const from = rows === null ? '' : ` where ${rows}`;
  return `select coalesce(100.0 * sum(case when ${bad} then 1 else 0 end) / nullif(count(*), 0), 0) from \${table}${from}`;
}
