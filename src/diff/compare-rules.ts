/** Entries of `quality` lists: what each asks, how much it allows, and what a breach does. */
import type { Check } from '../model/check.js';
import type { Property, Rule } from '../model/contract.js';
import { digest } from '../model/digest.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { OPERATORS } from '../contract/operators.js';
import { valueAt } from '../contract/value-at.js';
import { withoutKeys } from '../suite/without-keys.js';
import { limitText } from '../suite/limit.js';
import { becameAt, type Became, type DatasetContext, type Sided } from './context.js';
import type { ChangeName } from './code.js';
import type { Finding } from './finding.js';
import { becameStep, directionOf, levelsOf, type Direction, type Levels } from './levels.js';
import { match, type NameOf, type Pair } from './match.js';
import { recordFact } from './value-fact.js';
import { oneLine, quoted, sentence } from './sentence.js';

/** The rules of the dataset itself, and of each column that both sides have. */
export function compareRules(context: DatasetContext): readonly Finding[] {
  return [
    ...compareLists(context.base.dataset.rules, context.head.dataset.rules, null, context),
    ...context.columns.both.flatMap(({ base, head }) => compareLists(base.rules, head.rules, head, context)),
  ];
}

interface Known {
  readonly rule: Rule;
  readonly became: Became;
  /** What it asks; of what nothing executes: what it says. */
  readonly asks: string;
  readonly limit: string;
}

function compareLists(
  base: readonly Rule[],
  head: readonly Rule[],
  column: Property | null,
  context: DatasetContext,
): readonly Finding[] {
  const [was, now] = [
    base.map((rule) => known(rule, 'base', context)),
    head.map((rule) => known(rule, 'head', context)),
  ];
  const names: readonly NameOf<Known>[] = [
    ({ rule }) => rule.id,
    ({ asks, limit, rule }) => `${asks} ${limit} ${rule.severity ?? ''}`,
    ({ asks, rule }) => `${asks} ${rule.severity ?? ''}`,
    ({ asks }) => asks,
    ({ rule }) => rule.name,
    ({ rule }) => (rule.id === null ? metricOf(rule) : null),
  ];
  const pairs = match(was, now, names);
  return [
    ...pairs.both.flatMap((pair) => changed(pair, column, context)),
    ...pairs.gone.map((one) => gone(one, column, context)),
    ...pairs.added.map((one) => added(one, column, context)),
  ];
}

function known(rule: Rule, side: 'base' | 'head', context: DatasetContext): Known {
  const became = becameAt(context[side], rule.place);
  const demands = became.checks.map((check) => context.demand(check, side));
  return {
    rule,
    became,
    asks: demands.length === 0 ? digest(asWritten(rule)) : demands.map(({ key }) => key).join(' '),
    limit: became.checks.map(({ limit, unit }) => limitText(limit, unit)).join(' '),
  };
}

/** The metric, or what stands in its place. */
function metricOf(rule: Rule): string {
  const own = isObject(rule.implementation) ? rule.implementation['metric'] : null;
  return `${rule.type} ${rule.engine ?? ''} ${typeof own === 'string' ? own : (rule.metric ?? '')}`;
}

/** All of a rule that says what it asks, without what describes it. */
function asWritten(rule: Rule): Json {
  const { type, metric, query, engine, implementation, unit, operators } = rule;
  const text = type === 'text' ? rule.description : null;
  return { type, metric, query, engine, implementation, arguments: rule.arguments, unit, operators, text };
}

/** A rule as a change shows it. */
function shownRule({ rule, became }: Known): Json {
  const [check] = became.checks;
  if (check === undefined) return { ...(asWritten(rule) as object), severity: rule.severity };
  const { kind, args, limit, unit, severity } = check;
  return { kind, arguments: args, allowed: limitText(limit, unit), severity };
}

function common({ rule }: Known, column: Property | null, { head }: DatasetContext) {
  return {
    dataset: head.dataset.key,
    column: column?.path ?? null,
    subject: rule.id ?? digest(asWritten(rule)),
  };
}

function subjectOf({ rule, became }: Known, column: Property | null, context: DatasetContext): string {
  if (rule.name !== null)
    return `The rule ${quoted(rule.name)} of ${quoted(column?.path ?? context.head.dataset.name)}`;
  const what =
    became.checks[0]?.kind ?? (rule.type === 'text' ? 'text' : (rule.metric ?? rule.engine ?? rule.type));
  return `${quoted(column?.path ?? context.head.dataset.name)}: the rule on ${quoted(rule.id ?? what)}`;
}

function gone(was: Known, column: Property | null, context: DatasetContext): Finding {
  const levels: Levels = {
    ...levelsOf(was.became.checks, [], context),
    // A promise that nothing executes is still a promise to those who read it.
    ...(was.became.checks.length === 0 ? { consumer: 'risky' } : {}),
  };
  const kept =
    levels.consumer === 'safe' && failsRun(was.became.checks)
      ? ' (other clauses ask for the same or more)'
      : '';
  return {
    ...common(was, column, context),
    ...levels,
    name: 'rule-removed',
    at: column?.place ?? context.head.dataset.place,
    was: was.rule.place,
    before: shownRule(was),
    after: null,
    message: sentence(`${subjectOf(was, column, context)} is gone${kept}`, levels),
  };
}

const failsRun = (checks: readonly Check[]): boolean => checks.some(({ severity }) => severity === 'fail');

function added(now: Known, column: Property | null, context: DatasetContext): Finding {
  const levels = levelsOf([], now.became.checks, context);
  const note = notExecuted(now);
  return {
    ...common(now, column, context),
    ...levels,
    name: 'rule-added',
    at: now.rule.place,
    was: null,
    before: null,
    after: shownRule(now),
    message: sentence(`${subjectOf(now, column, context)} is new${allowedText(now)}${note}`, levels),
    fix:
      levels.producer === 'breaking'
        ? 'Give it `severity: warning` first, and let it fail when nothing warns.'
        : null,
  };
}

const notExecuted = ({ became }: Known): string =>
  became.checks.length === 0
    ? ` (nothing executes it: ${oneLine(became.notExecuted ?? 'it is text').replace(/\.$/, '')})`
    : '';

const allowedText = ({ became }: Known): string => {
  const [check] = became.checks;
  if (check === undefined) return '';
  return `, allowed ${limitText(check.limit, check.unit)}${check.severity === 'warn' ? ', a warning' : ''}`;
};

function changed(pair: Pair<Known>, column: Property | null, context: DatasetContext): readonly Finding[] {
  const { base, head } = pair;
  const sameDemand =
    base.asks === head.asks && base.limit === head.limit && severities(base) === severities(head);
  const inWords = described(pair, sameDemand ? [] : ['severity'], column, context);
  if (sameDemand) return inWords;
  const levels = changeLevels(pair, context);
  const name = ruleName(becameStep(base.became.checks, head.became.checks) ?? directionOf(levels));
  return [
    ...inWords,
    {
      ...common(head, column, context),
      ...levels,
      name,
      at: head.rule.place,
      was: base.rule.place,
      before: shownRule(base),
      after: shownRule(head),
      message: sentence(`${subjectOf(head, column, context)} ${changeFact(pair)}`, levels),
      fix:
        levels.producer === 'breaking'
          ? 'Keep the old rule, and add the new one beside it with `severity: warning` until nothing warns.'
          : null,
    },
  ];
}

const severities = ({ became }: Known): string => became.checks.map(({ severity }) => severity).join(' ');

const ruleName = (direction: Direction): ChangeName =>
  direction === 'same' ? 'rule-changed' : `rule-${direction}`;

/** Of what nothing executed, nothing can be told but that the words are others. */
function changeLevels({ base, head }: Pair<Known>, context: DatasetContext): Levels {
  const levels = levelsOf(base.became.checks, head.became.checks, context);
  const words = base.became.checks.length === 0;
  return words && levels.consumer === 'safe' ? { ...levels, consumer: 'risky' } : levels;
}

function changeFact({ base, head }: Pair<Known>): string {
  const [was, now] = [base.became.checks.length, head.became.checks.length];
  if (now === 0 && was > 0) return `is no longer executed${notExecuted(head)}`;
  if (was === 0) return now === 0 ? 'reads otherwise' : `is executed now${allowedText(head)}`;
  const parts = [
    base.asks === head.asks ? '' : askFact(base, head),
    base.limit === head.limit ? '' : `allows ${quoted(head.limit)} (was ${quoted(base.limit)})`,
    severities(base) === severities(head) ? '' : severityFact(head),
  ];
  return parts.filter((part) => part !== '').join(', and ');
}

/** Of one kind: which arguments changed. */
function askFact({ became: was }: Known, { became: now }: Known): string {
  const [before, after] = [was.checks[0], now.checks[0]];
  const same = before !== undefined && after !== undefined && before.kind === after.kind;
  const fact = same ? recordFact(before.args, after.args) : '';
  return fact === '' ? 'asks something else' : `has other arguments (${fact})`;
}

const severityFact = (head: Known): string =>
  failsRun(head.became.checks) ? 'fails a run (was a warning)' : 'only warns (failed a run before)';

/** Keys that say what a rule asks; all others describe it. */
const ASKING = [
  'type',
  'metric',
  'rule',
  'query',
  'engine',
  'implementation',
  'arguments',
  'unit',
  ...OPERATORS,
];

/** What describes a rule: all that is written and asks nothing. */
function wordsOf({ rule }: Known, { of }: Sided, without: readonly string[]): JsonObject {
  const raw = valueAt(of.document, rule.place.path);
  const text = rule.type === 'text' ? ['description'] : [];
  return isObject(raw) ? withoutKeys(raw, ...ASKING, ...text, ...without) : {};
}

/** The same demand in other words: name, description, dimension, tags. @param without keys that another finding speaks of */
function described(
  { base, head }: Pair<Known>,
  without: readonly string[],
  column: Property | null,
  context: DatasetContext,
): readonly Finding[] {
  const [was, now] = [wordsOf(base, context.base, without), wordsOf(head, context.head, without)];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(now)])].filter(
    (key) => digest(was[key] ?? null) !== digest(now[key] ?? null),
  );
  if (keys.length === 0) return [];
  const pick = (words: JsonObject): Json => Object.fromEntries(keys.map((key) => [key, words[key] ?? null]));
  // A check's series goes by its id: another id begins another history.
  const moved = keys.includes('id') ? ': it begins a new history' : '';
  return [
    {
      ...common(head, column, context),
      producer: 'safe',
      consumer: 'safe',
      name: 'rule-described',
      at: head.rule.place,
      was: base.rule.place,
      before: pick(was),
      after: pick(now),
      message: `${subjectOf(head, column, context)} is described otherwise (${quoted(keys.join(', '))})${moved}.`,
    },
  ];
}
