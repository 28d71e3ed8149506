/** Service levels: how fresh, how often, for how long, by when; and those promises that no run can judge. */
import type { ChangeLevel } from '../model/change.js';
import type { Check } from '../model/check.js';
import type { Sla } from '../model/contract.js';
import type { Json } from '../model/json.js';
import { compareWords } from './compare-words.js';
import { becameAt, type DatasetContext } from './context.js';
import type { ChangeName } from './code.js';
import type { Finding } from './finding.js';
import { becameStep, directionOf, levelsOf, type Levels } from './levels.js';
import { match, type Pair } from './match.js';
import { serviceLevelStep, serviceLevelWord } from './service-level-step.js';
import { quoted, sentence } from './sentence.js';

export function compareServiceLevels(context: DatasetContext): readonly Finding[] {
  const named = ({ property, column }: Sla, mapped: (path: string) => string): string =>
    `${serviceLevelWord(property)} ${column === null ? '' : mapped(column)}`;
  const base = new Set(context.base.dataset.slas);
  const pairs = match(context.base.dataset.slas, context.head.dataset.slas, [
    ({ id }) => id,
    (sla) => named(sla, base.has(sla) ? context.pathInHead : (path) => path),
    ({ property }) => serviceLevelWord(property),
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
    subject: head.id ?? `${serviceLevelWord(head.property)} ${head.column ?? ''}`,
  } as const;
  return compareWords(element, { base: context.base.of, head: context.head.of });
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
  const step = serviceLevelStep(pair);
  const way = step === 'same' ? null : step;
  const direction = way ?? becameStep(...checksOf(pair, context)) ?? directionOf(levels);
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
  const word = serviceLevelWord(head.property);
  const way = serviceLevelStep({ base, head });
  if (word === 'retention' && base.column === head.column && was.length > 0 && now.length > 0) {
    // The check holds what is kept for too long; readers count on what is kept at all.
    if (way === 'loosened') return { producer: levels.producer, consumer: 'breaking' };
    return { producer: levels.producer, consumer: levels.consumer === 'safe' ? 'safe' : 'risky' };
  }
  if (was.length === 0 && now.length === 0) return { producer: 'safe', consumer: inWords(way) };
  if (was.length === 0 || now.length === 0)
    return way === 'loosened' ? { ...levels, consumer: 'breaking' } : levels;
  if (word !== 'timeofavailability' || way === null || way === 'same') return levels;
  // Judged at the run's own moment, against another time of day: what passed by one may wait by the other.
  return way === 'loosened'
    ? { producer: 'risky', consumer: 'breaking' }
    : { producer: 'breaking', consumer: 'risky' };
}

/** Nothing executes either of them; where neither is plainly better, readers must look for themselves. */
function inWords(way: ReturnType<typeof serviceLevelStep>): ChangeLevel {
  if (way === null) return 'risky';
  return way === 'loosened' ? 'breaking' : 'safe';
}

const shown = (sla: Sla, mapped: (path: string) => string): Json => ({
  property: serviceLevelWord(sla.property),
  value: sla.value,
  ...(sla.valueExt === null ? {} : { valueExt: sla.valueExt }),
  ...(sla.unit === null ? {} : { unit: sla.unit }),
  ...(sla.column === null ? {} : { column: mapped(sla.column) }),
  // Inherited from its contract, it means something to a time of day alone.
  ...(sla.timezone === null || serviceLevelWord(sla.property) !== 'timeofavailability'
    ? {}
    : { timezone: sla.timezone }),
});

function columnOf(was: Sla | null, context: DatasetContext): string | null {
  const column = was?.column ?? null;
  return column === null ? null : context.pathInHead(column);
}

function sameTextFact(base: Sla, head: Sla, context: DatasetContext): string {
  const step = becameStep(...checksOf({ base, head }, context));
  if (step === 'tightened') return 'is executed now';
  return step === 'loosened' ? 'is no longer executed' : 'is measured otherwise';
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
          ? `${subject} ${sameTextFact(was, now, context)}`
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
    subject: sla?.id ?? serviceLevelWord(sla?.property ?? ''),
    message: sentence(fact, levels),
    // A promise more is a promise more, whether or not a check holds it.
    ...(['service-level-added', 'service-level-tightened'].includes(name) ? { step: 'minor' } : {}),
  };
}
