/** Service levels: how fresh, how often, for how long, by when; and those promises that no run can judge. */
import type { Check } from '../model/check.js';
import type { Sla } from '../model/contract.js';
import type { Json } from '../model/json.js';
import { compareValues } from '../suite/compare-values.js';
import { compareWords } from './compare-words.js';
import { becameAt, type DatasetContext } from './context.js';
import type { ChangeName } from './code.js';
import type { Finding } from './finding.js';
import { becameStep, directionOf, levelsOf, type Levels } from './levels.js';
import { match, type Pair } from './match.js';
import { quoted, sentence } from './sentence.js';

export function compareServiceLevels(context: DatasetContext): readonly Finding[] {
  const named = ({ property, column }: Sla, mapped: (path: string) => string): string =>
    `${wordOf(property)} ${column === null ? '' : mapped(column)}`;
  const base = new Set(context.base.dataset.slas);
  const pairs = match(context.base.dataset.slas, context.head.dataset.slas, [
    ({ id }) => id,
    (sla) => named(sla, base.has(sla) ? context.pathInHead : (path) => path),
    ({ property }) => wordOf(property),
  ]);
  return [
    ...pairs.both.flatMap((pair) => [...changed(pair, context), ...described(pair, context)]),
    ...pairs.gone.map((sla) =>
      finding(sla, null, goneLevels(sla, context), 'service-level-removed', context),
    ),
    ...pairs.added.map((sla) =>
      finding(
        null,
        sla,
        levelsOf([], becameAt(context.head, sla.place).checks, context),
        'service-level-added',
        context,
      ),
    ),
  ];
}

/** Who drives it, how it is scheduled, and other words. */
function described({ base, head }: Pair<Sla>, context: DatasetContext): readonly Finding[] {
  const element = {
    is: 'serviceLevel',
    what: `The service level ${quoted(head.property)}`,
    dataset: context.head.dataset.key,
    column: null,
    path: { base: base.place.path, head: head.place.path },
    subject: head.id ?? `${wordOf(head.property)} ${head.column ?? ''}`,
  } as const;
  return compareWords(element, { base: context.base.of, head: context.head.of });
}

/** Short and long spellings of the standard are one word. */
const WORDS: { readonly [short: string]: string } = {
  ly: 'latency',
  fy: 'frequency',
  re: 'retention',
  av: 'availability',
  er: 'errorrate',
  th: 'throughput',
  ga: 'generalavailability',
  es: 'endofsupport',
  el: 'endoflife',
  td: 'timetodetect',
  tn: 'timetonotify',
  tr: 'timetorepair',
};

function wordOf(property: string): string {
  const word = property.trim().toLowerCase();
  return WORDS[word] ?? word;
}

/** A promise that nothing executes is a promise still. */
function goneLevels(sla: Sla, context: DatasetContext): Levels {
  const { checks } = becameAt(context.base, sla.place);
  return checks.length === 0 ? { producer: 'safe', consumer: 'breaking' } : levelsOf(checks, [], context);
}

function changed(pair: Pair<Sla>, context: DatasetContext): readonly Finding[] {
  const { base, head } = pair;
  if (JSON.stringify(shown(base, context.pathInHead)) === JSON.stringify(shown(head, (path) => path)))
    return [];
  const levels = changeLevels(pair, context);
  const direction = betterOrWorse(pair) ?? becameStep(...checksOf(pair, context)) ?? directionOf(levels);
  const name: ChangeName = direction === 'same' ? 'service-level-changed' : `service-level-${direction}`;
  return [finding(base, head, levels, name, context)];
}

const checksOf = (
  { base, head }: Pair<Sla>,
  context: DatasetContext,
): readonly [was: readonly Check[], now: readonly Check[]] => [
  becameAt(context.base, base.place).checks,
  becameAt(context.head, head.place).checks,
];

function changeLevels({ base, head }: Pair<Sla>, context: DatasetContext): Levels {
  const [was, now] = checksOf({ base, head }, context);
  const levels = levelsOf(was, now, context);
  const word = wordOf(head.property);
  const way = betterOrWorse({ base, head });
  if (word === 'retention' && base.column === head.column && was.length > 0 && now.length > 0) {
    // The check holds what is kept for too long; readers count on what is kept at all.
    if (way === 'loosened') return { producer: levels.producer, consumer: 'breaking' };
    return { producer: levels.producer, consumer: levels.consumer === 'safe' ? 'safe' : 'risky' };
  }
  const isJudged = was.length > 0 && now.length > 0 && word !== 'timeofavailability';
  if (isJudged || way === null) return wordsOnly(was.length + now.length > 0, levels);
  if (was.length === 0 && now.length === 0)
    return way === 'loosened'
      ? { producer: 'safe', consumer: 'breaking' }
      : { producer: 'safe', consumer: 'safe' };
  // Judged at the run's own moment, against another time of day: what passed by one may wait by the other.
  return way === 'loosened'
    ? { producer: 'risky', consumer: 'breaking' }
    : { producer: 'breaking', consumer: 'risky' };
}

/** Nothing executes either of them, and neither is plainly better: readers must look for themselves. */
const wordsOnly = (isJudged: boolean, levels: Levels): Levels =>
  isJudged ? levels : { producer: 'safe', consumer: 'risky' };

const MORE_IS_BETTER = ['availability', 'throughput', 'retention', 'endofsupport', 'endoflife'];
const LESS_IS_BETTER = [
  'latency',
  'freshness',
  'frequency',
  'timeofavailability',
  'errorrate',
  'generalavailability',
  'timetodetect',
  'timetonotify',
  'timetorepair',
];

/** Which way the promise to readers went; null where it can not be told from the two values alone. */
function betterOrWorse({ base, head }: Pair<Sla>): 'tightened' | 'loosened' | null {
  const word = wordOf(head.property);
  const sign = MORE_IS_BETTER.includes(word) ? 1 : LESS_IS_BETTER.includes(word) ? -1 : 0;
  const same =
    word === 'timeofavailability'
      ? (['unit', 'timezone', 'valueExt'] as const)
      : (['unit', 'valueExt'] as const);
  if (sign === 0 || wordOf(base.property) !== word || same.some((key) => base[key] !== head[key]))
    return null;
  const [before, after] = [base.value, head.value].map((value) =>
    typeof value === 'string' ? value.replace('%', '').trim() : value,
  );
  if (before === undefined || after === undefined || isDuration(before) || isDuration(after)) return null;
  const order = compareValues(after, before) * sign;
  if (Number.isNaN(order) || order === 0) return null;
  return order > 0 ? 'tightened' : 'loosened';
}

/** `PT4H`, `4h`: not to be ordered as text. */
const isDuration = (value: unknown): boolean =>
  typeof value === 'string' && /^(P|\d+(\.\d+)?\s*[a-z])/i.test(value);

const shown = (sla: Sla, mapped: (path: string) => string): Json => ({
  property: wordOf(sla.property),
  value: sla.value,
  ...(sla.valueExt === null ? {} : { valueExt: sla.valueExt }),
  ...(sla.unit === null ? {} : { unit: sla.unit }),
  ...(sla.column === null ? {} : { column: mapped(sla.column) }),
  // Inherited from its contract, it means something to a time of day alone.
  ...(sla.timezone === null || wordOf(sla.property) !== 'timeofavailability'
    ? {}
    : { timezone: sla.timezone }),
});

function columnOf(was: Sla | null, context: DatasetContext): string | null {
  const column = was?.column ?? null;
  return column === null ? null : context.pathInHead(column);
}

function finding(
  was: Sla | null,
  now: Sla | null,
  levels: Levels,
  name: ChangeName,
  context: DatasetContext,
): Finding {
  const sla = now ?? was;
  const text = (one: Sla): string => [one.value, one.unit].filter((part) => part !== null).join(' ');
  const subject = `The service level ${quoted(sla?.property ?? '')}`;
  const fact =
    now === null
      ? `${subject} is gone`
      : was === null
        ? `${subject} is new: ${quoted(text(now))}`
        : text(was) === text(now)
          ? `${subject} is measured otherwise`
          : `${subject} is ${quoted(text(now))} (was ${quoted(text(was))})`;
  return {
    ...levels,
    name,
    dataset: context.head.dataset.key,
    column: now?.column ?? columnOf(was, context),
    at: now?.place ?? context.head.of.placeAt('/slaProperties'),
    was: was?.place ?? null,
    before: was === null ? null : shown(was, context.pathInHead),
    after: now === null ? null : shown(now, (path) => path),
    subject: sla?.id ?? wordOf(sla?.property ?? ''),
    message: sentence(fact, levels),
    // A promise more is a promise more, whether or not a check holds it.
    ...(['service-level-added', 'service-level-tightened'].includes(name) ? { step: 'minor' } : {}),
  };
}
