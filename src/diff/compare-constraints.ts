/** Clauses of a column that one key makes: `required`, `unique`, and each of `logicalTypeOptions`. */
import type { Property } from '../model/contract.js';
import type { Json } from '../model/json.js';
import { optionPlace } from '../suite/option-clauses.js';
import { becameAt, type Became, type DatasetContext, type Sided } from './context.js';
import type { ChangeName } from './code.js';
import type { Finding } from './finding.js';
import { becameStep, directionOf, levelsOf, type Direction, type Levels } from './levels.js';
import type { Pair } from './match.js';
import { oneLine, quoted, sentence, unlessSafe } from './sentence.js';
import { shown, valueFact } from './value-fact.js';

export function compareConstraints(pair: Pair<Property>, context: DatasetContext): readonly Finding[] {
  return [
    ...keyFinding('required', pair, context),
    ...keyFinding('unique', pair, context),
    ...options(pair, context),
  ];
}

const SAYS = {
  required: { now: 'must have a value in every row', gone: 'may be empty' },
  unique: { now: 'must not hold a value twice', gone: 'may hold a value twice' },
} as const;

function keyFinding(
  key: 'required' | 'unique',
  pair: Pair<Property>,
  context: DatasetContext,
): readonly Finding[] {
  const { base, head } = pair;
  if (base[key] === head[key]) return [];
  const was = becameOf(context.base, base, key, base[key]);
  const now = becameOf(context.head, head, key, head[key]);
  const levels = levelsOf(was?.checks ?? [], now?.checks ?? [], context);
  return [
    {
      ...common(pair, context),
      ...levels,
      name: head[key] ? `${key}-added` : `${key}-removed`,
      at: now?.place ?? head.place,
      was: was?.place ?? base.place,
      before: base[key],
      after: head[key],
      message: sentence(keyFact(head, key, levels), levels),
      fix: head[key] && levels.producer === 'breaking' ? WARN_FIRST[key] : null,
    },
  ];
}

function keyFact(head: Property, key: 'required' | 'unique', levels: Levels): string {
  const subject = quoted(head.path);
  if (head[key]) return unlessSafe(`${subject} now ${SAYS[key].now}`, levels, 'asked');
  const isSafe = levels.consumer === 'safe';
  return isSafe
    ? unlessSafe(`${subject} is no longer marked as ${quoted(key)}`, levels)
    : `${subject} ${SAYS[key].gone}`;
}

const WARN_FIRST = {
  required:
    'Ask for it with `quality: [{metric: nullValues, mustBe: 0, severity: warning}]` first, and make it required when nothing warns.',
  unique:
    'Ask for it with `quality: [{metric: duplicateValues, mustBe: 0, severity: warning}]` first, and make it unique when nothing warns.',
} as const;

function becameOf(side: Sided, property: Property, key: string, isSet: boolean): Became | null {
  return isSet ? becameAt(side, property.places[key] ?? property.place) : null;
}

const common = ({ head }: Pair<Property>, { head: side }: DatasetContext) => ({
  dataset: side.dataset.key,
  column: head.path,
});

function options(pair: Pair<Property>, context: DatasetContext): readonly Finding[] {
  const [was, now] = [pair.base.options, pair.head.options];
  const names = [...new Set([...Object.keys(was), ...Object.keys(now)])].filter(
    (name) => name !== 'timezone',
  );
  return names.flatMap((option) => optionFinding(option, was[option], now[option], pair, context));
}

function optionFinding(
  option: string,
  before: Json | undefined,
  after: Json | undefined,
  pair: Pair<Property>,
  context: DatasetContext,
): readonly Finding[] {
  const { base, head } = pair;
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const was = before === undefined ? null : becameAt(context.base, optionPlace(base, option));
  const now = after === undefined ? null : becameAt(context.head, optionPlace(head, option));
  const [old, fresh] = [was?.checks ?? [], now?.checks ?? []];
  const levels = inWords(was, levelsOf(old, fresh, context));
  const name = constraintName(before, after, becameStep(old, fresh) ?? directionOf(levels));
  const fact = `${optionFact(head.path, option, before, after)}${notExecuted(now)}`;
  return [
    {
      ...common(pair, context),
      ...levels,
      name,
      at: now?.place ?? head.place,
      was: was?.place ?? base.place,
      before: before ?? null,
      after: after ?? null,
      subject: option,
      message: sentence(
        old.length + fresh.length === 0
          ? fact
          : unlessSafe(fact, levels, before === undefined ? 'asked' : 'ask'),
        levels,
      ),
      fix:
        levels.producer === 'breaking'
          ? 'Ask for it with a rule on `invalidValues` and `severity: warning` first, and set the option when nothing warns.'
          : null,
    },
  ];
}

/** What no check held was promised all the same. */
const inWords = (was: Became | null, levels: Levels): Levels =>
  (was?.notExecuted ?? null) === null || levels.consumer !== 'safe'
    ? levels
    : { ...levels, consumer: 'risky' };

const notExecuted = (now: Became | null): string =>
  now === null || now.notExecuted === null
    ? ''
    : ` (nothing executes it: ${oneLine(now.notExecuted).replace(/\.$/, '')})`;

function constraintName(before: Json | undefined, after: Json | undefined, direction: Direction): ChangeName {
  if (before === undefined) return 'constraint-added';
  if (after === undefined) return 'constraint-removed';
  return direction === 'same' ? 'constraint-changed' : `constraint-${direction}`;
}

function optionFact(path: string, option: string, before: Json | undefined, after: Json | undefined): string {
  const subject = `${quoted(path)}: ${option}`;
  if (before === undefined) return `${subject} ${shown(after)} is new`;
  if (after === undefined) return `${subject} ${shown(before)} is gone`;
  return `${subject} ${valueFact(before, after)}`;
}
