/** One Soda check → rules, or the reason why not. */
import type { Limit } from '../../../model/check.js';
import { times } from './scale.js';
import type { JsonObject } from '../../../model/json.js';
import { draftRule, refused, type DraftRule, type Translation } from '../../draft/draft.js';
import { entryOf, mapOf, textOf } from '../../draft/json-read.js';
import { fragmentProblem } from '../../draft/sql-text.js';
import { COLUMN_CHECKS } from './column-checks.js';
import { DATASET_CHECKS } from './dataset-checks.js';
import { refusal, type Meaning } from './meaning.js';
import { readThreshold, type Level } from './threshold.js';

export interface SodaCheck {
  readonly type: string;
  readonly column: string | null;
  readonly body: JsonObject;
  /** Of the dataset; it holds for every check. */
  readonly filter: string | null;
  readonly where: string;
}

export interface TranslatedCheck extends Translation {
  readonly meaning: Meaning;
}

/** @param check of any type, known or not */
export function translateCheck(check: SodaCheck): TranslatedCheck {
  const { type, body, where } = check;
  const stop = (reason: string): TranslatedCheck => ({
    ...refused(where, `check ${type}`, reason),
    meaning: refusal(reason),
  });
  const meaning = meaningOf(check);
  if (meaning.kind === 'refused') return stop(meaning.reason);
  if (meaning.kind === 'shape') return { rules: [], notCarried: [], meaning };
  const filters = [check.filter, textOf(body['filter'])].filter((filter) => filter !== null);
  const problem = filters.map(fragmentProblem).find((one) => one !== null) ?? null;
  if (problem !== null) return stop(`Its filter can not be taken over. ${problem}`);
  const filter = filters.length === 0 ? null : filters.map((one) => `(${one})`).join(' and ');
  const rules =
    meaning.kind === 'share' ? shareRules(check, meaning, filter) : figureRules(check, meaning, filter);
  if (typeof rules === 'string') return stop(rules);
  const stricter =
    meaning.kind === 'share' && meaning.stricter !== undefined
      ? [{ where, what: `check ${type}: characters beyond ASCII`, reason: meaning.stricter }]
      : [];
  return { rules, notCarried: stricter, meaning };
}

function meaningOf({ type, column, body }: SodaCheck): Meaning {
  const ofColumn = column === null ? undefined : entryOf(COLUMN_CHECKS, type);
  if (column !== null && ofColumn !== undefined) return ofColumn(column, body);
  const ofDataset = entryOf(DATASET_CHECKS, type);
  if (ofDataset !== undefined) return ofDataset(body);
  return refusal(
    `Assay does not know this check${column === null ? ' of a dataset' : ''}: write it as a \`sql\` or \`failedRows\` rule.`,
  );
}

type Rules = readonly DraftRule[] | string;

function shareRules(
  check: SodaCheck,
  meaning: Extract<Meaning, { kind: 'share' }>,
  filter: string | null,
): Rules {
  const { body } = check;
  const isPercent = mapOf(body['threshold'])['metric'] === 'percent' || body['metric'] === 'percent';
  const levels = readThreshold(body['threshold'], { op: '=', value: 0 }, !isPercent);
  if (typeof levels === 'string') return levels;
  const { native, bad, total, mentions } = meaning;
  if (native !== null && filter === null)
    return levels.map(({ limit, severity }) =>
      ruleOf(check, { ...native, unit: isPercent ? 'percent' : null }, limit, severity),
    );
  if (bad === null) return 'A filter on this check can not be said in a rule.';
  const figure = isPercent ? `coalesce(100.0 * (${bad}) / nullif(${total}, 0), 0)` : `coalesce(${bad}, 0)`;
  const query = selecting(figure, meaning.keys, filter);
  const column = native?.column ?? null;
  return levels.map(({ limit, severity }) =>
    ruleOf(check, { metric: 'sql', column, args: { query }, mentions }, limit, severity),
  );
}

/** The statement of an aggregate over rows, or over groups of them. */
function selecting(figure: string, keys: string | null, filter: string | null): string {
  const rows = `from \${table}${filter === null ? '' : ` where ${filter}`}`;
  return keys === null
    ? `select ${figure} ${rows}`
    : `select ${figure} from (select count(*) as n ${rows} group by ${keys}) as grouped`;
}

function figureRules(
  check: SodaCheck,
  meaning: Extract<Meaning, { kind: 'figure' }>,
  filter: string | null,
): Rules {
  const { native, aggregate, otherwise, scale, isCount } = meaning;
  if (mapOf(check.body['threshold'])['metric'] === 'percent')
    return 'A percentage of this figure can not be said.';
  const levels = readThreshold(check.body['threshold'], otherwise, isCount);
  if (typeof levels === 'string') return levels;
  const scaled = levels.map((level): Level => ({
    ...level,
    limit: scale === 1 ? level.limit : times(level.limit, scale),
  }));
  if (filter === null && native !== null)
    return scaled.map(({ limit, severity }) => ruleOf(check, native, limit, severity));
  if (aggregate === null) return 'A filter on this check can not be said in a rule.';
  const query = `select ${aggregate} from \${table}${filter === null ? '' : ` where ${filter}`}`;
  const column = native?.column ?? null;
  return scaled.map(({ limit, severity }) =>
    ruleOf(check, { metric: 'sql', column, args: { query } }, limit, severity),
  );
}

function ruleOf(
  { body, where }: SodaCheck,
  parts: Partial<DraftRule> & Pick<DraftRule, 'metric'>,
  limit: Limit,
  severity: DraftRule['severity'],
): DraftRule {
  return draftRule({ ...parts, limit, severity, name: textOf(body['name']), where });
}
