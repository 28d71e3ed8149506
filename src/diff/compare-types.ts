/** The declared type of a column: what it accepts, and which values it holds. */
import type { Property } from '../model/contract.js';
import type { DeclaredType } from '../model/declared-type.js';
import type { Json } from '../model/json.js';
import type { ChangeName } from './code.js';
import type { DatasetContext } from './context.js';
import type { Finding } from './finding.js';
import type { Levels } from './levels.js';
import type { Pair } from './match.js';
import { quoted, sentence } from './sentence.js';
import { typeImplies } from './type-implies.js';
import { typeStep, type TypeStep } from './type-step.js';

export function compareTypes({ base, head }: Pair<Property>, context: DatasetContext): readonly Finding[] {
  const [before, after] = [declared(base), declared(head)];
  if (typeText(before) === typeText(after)) return [];
  const step = typeStep(before, after);
  const sure: Levels = {
    producer: typeImplies(before, after, context.mayBeText) ? 'safe' : 'breaking',
    consumer: typeImplies(after, before, context.mayBeText) ? 'safe' : 'breaking',
  };
  const name = nameOf(before, after, step);
  const levels = softened(sure, name);
  const place = (property: Property) =>
    property.places['physicalType'] ?? property.places['logicalType'] ?? property.place;
  const fact = `${quoted(head.path)} ${typeFact(before, after)}`;
  const follows = FOLLOWS[name];
  return [
    {
      ...levels,
      name,
      dataset: context.head.dataset.key,
      column: head.path,
      at: place(head),
      was: place(base),
      before: typeJson(before),
      after: typeJson(after),
      message:
        follows === undefined || levels.producer === 'safe' || levels.consumer === 'safe'
          ? sentence(fact, levels)
          : `${fact}: ${follows}.`,
      fix:
        levels.consumer === 'breaking'
          ? 'Add a column of the new type beside the old one, and declare the old one deprecated.'
          : null,
    },
  ];
}

export function declared({ logicalType, physicalType, options }: Property): DeclaredType {
  const timezone = options['timezone'];
  return { logicalType, physicalType, timezone: typeof timezone === 'boolean' ? timezone : null };
}

const isStated = (type: DeclaredType): boolean => typeText(type) !== '';

/** `INTEGER (integer)`, `timestamp with time zone`; empty where nothing is stated. */
export function typeText({ logicalType, physicalType, timezone }: DeclaredType): string {
  const logical = logicalType === null ? '' : physicalType === null ? logicalType : `(${logicalType})`;
  const zone = timezone === null ? '' : timezone ? 'with time zone' : 'without time zone';
  return [physicalType ?? '', logical, zone].filter((part) => part !== '').join(' ');
}

function typeFact(before: DeclaredType, after: DeclaredType): string {
  if (!isStated(after)) return `no longer says its type (was ${quoted(typeText(before))})`;
  if (!isStated(before)) return `says its type: ${quoted(typeText(after))}`;
  return `is ${quoted(typeText(after))} (was ${quoted(typeText(before))})`;
}

/** What follows from a step that hurts both sides, each in its own way. */
const FOLLOWS: { readonly [name in ChangeName]?: string } = {
  'type-widened':
    'the source’s own type has to follow first, and readers may meet values that do not fit what they read them into',
  'type-narrowed':
    'values that passed before may no longer fit, and readers that count on the exact type have to follow',
};

const typeJson = ({ logicalType, physicalType, timezone }: DeclaredType): Json => ({
  ...(logicalType === null ? {} : { logicalType }),
  ...(physicalType === null ? {} : { physicalType }),
  ...(timezone === null ? {} : { timezone }),
});

function nameOf(before: DeclaredType, after: DeclaredType, step: TypeStep): ChangeName {
  if (saysMore(after, before)) return 'type-declared';
  if (saysMore(before, after)) return 'type-undeclared';
  if (step === 'wider') return 'type-widened';
  return step === 'narrower' ? 'type-narrowed' : 'type-changed';
}

/** Says all that the other says, and something besides. */
function saysMore(more: DeclaredType, less: DeclaredType): boolean {
  const keys = ['logicalType', 'physicalType', 'timezone'] as const;
  return keys.every((key) => less[key] === null || less[key] === more[key]);
}

/** A wider type takes every old value once the source's own type has followed; a narrower one gives readers nothing that they can not hold. */
function softened(levels: Levels, name: ChangeName): Levels {
  if (name === 'type-widened' && levels.producer === 'breaking') return { ...levels, producer: 'risky' };
  if (name === 'type-narrowed' && levels.consumer === 'breaking') return { ...levels, consumer: 'risky' };
  return levels;
}
