/** `servicelevels` → SLAs of the standard, and rules where they speak of columns. */
import type { Json, JsonObject } from '../../../model/json.js';
import { parseDuration } from '../../../model/time.js';
import { draftRule, type DraftRule } from '../../draft/draft.js';
import { entryOf, mapOf, scalarOf, textOf } from '../../draft/json-read.js';
import { sqlName } from '../../draft/sql-text.js';
import type { NotCarried } from '../../imported.js';

export interface ServiceLevels {
  readonly rules: readonly ModelRule[];
  readonly slaProperties: readonly JsonObject[];
  readonly notCarried: readonly NotCarried[];
}

interface ModelRule {
  readonly model: string;
  readonly rule: DraftRule;
}

interface Field {
  readonly model: string;
  readonly column: string;
}

/** An SLA, a rule, or a sentence that says why there is none. */
type Level = { readonly sla: JsonObject } | ModelRule | string;
type FieldOf = (value: Json | undefined) => Field | null;
type Reader = (level: JsonObject, fieldOf: FieldOf, where: string) => Level;

/** @param hasField whether a model has such a field of dates or timestamps */
export function serviceLevels(written: JsonObject, hasField: (field: Field) => boolean): ServiceLevels {
  const fieldOf: FieldOf = (value) => {
    const [model = '', column = '', ...more] = (textOf(value) ?? '').split('.');
    return more.length === 0 && hasField({ model, column }) ? { model, column } : null;
  };
  const read = Object.entries(written).map(([name, level]) => {
    const where = `servicelevels.${name}`;
    const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    const found =
      reader?.(mapOf(level), fieldOf, where) ?? 'It is a promise of people: no data tell whether it is kept.';
    return { name, where, found };
  });
  return {
    rules: read.flatMap(({ found }) => (typeof found !== 'string' && 'rule' in found ? [found] : [])),
    slaProperties: read.flatMap(({ found }) =>
      typeof found !== 'string' && 'sla' in found ? [found.sla] : [],
    ),
    notCarried: read.flatMap(({ name, where, found }) =>
      typeof found === 'string' ? [{ where, what: name, reason: found }] : [],
    ),
  };
}

const availability: Reader = (level) => {
  const written = scalarOf(level['percentage']);
  const percent = /^\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(String(written))?.[1];
  if (percent === undefined) return 'Its percentage is no number.';
  return { sla: described({ property: 'availability', value: Number(percent), unit: 'percent' }, level) };
};

const retention: Reader = (level, fieldOf) => {
  const period = textOf(level['period']);
  if (level['unlimited'] === true || period === null) return 'Data that are kept forever are no limit.';
  if (parseDuration(period) === null) return 'Its period is no length of time that Assay reads.';
  return {
    sla: described(
      { property: 'retention', value: period, ...elementOf(fieldOf(level['timestampField'])) },
      level,
    ),
  };
};

const freshness: Reader = (level, fieldOf, where) => {
  const age = seconds(level['threshold']);
  const field = fieldOf(level['timestampField']);
  if (age === null || field === null)
    return 'It names no length of time of fixed length, or no field of dates or timestamps (`timestampField: model.field`).';
  const rule = draftRule({
    metric: 'freshness',
    column: field.column,
    limit: { op: '<=', value: age },
    where,
  });
  return { model: field.model, rule };
};

/** Here the word means the time between two fields of a row; the standard's latency is the age of the newest one. */
const latency: Reader = (level, fieldOf, where) => {
  const most = seconds(level['threshold']);
  const [from, to] = [fieldOf(level['sourceTimestampField']), fieldOf(level['processedTimestampField'])];
  if (most === null || from === null || to === null || from.model !== to.model)
    return 'It is about the time between two fields of one model (`sourceTimestampField`, `processedTimestampField`), which it does not name.';
  const bad = `${sqlName(to.column)} - ${sqlName(from.column)} > interval '${most} seconds'`;
  const mentions = [from.column, to.column];
  const description = textOf(level['description']);
  return {
    model: from.model,
    rule: draftRule({ metric: 'failedRows', args: { where: bad }, description, mentions, where }),
  };
};

const INTERVALS: { readonly [word: string]: string } = {
  hourly: 'h',
  daily: 'd',
  weekly: 'w',
  monthly: 'mo',
  yearly: 'y',
};

const frequency: Reader = (level) => {
  const unit = entryOf(INTERVALS, textOf(level['interval'])?.toLowerCase() ?? '');
  return unit === undefined
    ? 'When a pipeline runs is the business of the orchestrator; only an interval such as `daily` is a promise on data.'
    : { sla: described({ property: 'frequency', value: 1, unit }, level) };
};

const READERS: { readonly [name: string]: Reader } = {
  availability,
  retention,
  freshness,
  latency,
  frequency,
};

function described(sla: JsonObject, level: JsonObject): JsonObject {
  const description = textOf(level['description']);
  return description === null ? sla : { ...sla, description };
}

function elementOf(field: Field | null): JsonObject {
  const isNameable = field !== null && [field.model, field.column].every((name) => /^\w+$/.test(name));
  return isNameable ? { element: `${field.model}.${field.column}` } : {};
}

/** Months and years have no fixed length. */
function seconds(written: Json | undefined): number | null {
  const length = parseDuration(textOf(written) ?? '');
  return length === null || length.months > 0 || length.ms <= 0 ? null : length.ms / 1000;
}
