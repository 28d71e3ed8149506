/** Relationships: what must be found on another side. */
import type { Dataset, Property, Relationship } from '../model/contract.js';
import { compareWords } from './compare-words.js';
import { columnIndex } from '../suite/column-index.js';
import { allColumns, becameAt, type DatasetContext, type Sided } from './context.js';
import type { Finding } from './finding.js';
import { levelsOf } from './levels.js';
import { match, type Pair } from './match.js';
import { quoted, sentence } from './sentence.js';

/** All of a dataset, its own and those of its columns; the other sides as resolved, in the names of head. */
export function compareReferences(context: DatasetContext): readonly Finding[] {
  const { base, head, columns } = context;
  const [was, now] = [relationshipsOf(base.dataset), relationshipsOf(head.dataset)];
  const from = ({ from: columns }: Relationship): string => JSON.stringify(columns.map(context.pathInHead));
  const pairs = match(was, now, [
    ({ id }) => id,
    (one) => JSON.stringify([from(one), demandKeys(one, was, context)]),
    from,
  ]);
  return [
    ...pairs.both.flatMap((pair) => changed(pair, context)),
    ...pairs.gone.filter((it) => !toldByColumns(it, base, columns.gone)).map((it) => one(it, null, context)),
    ...pairs.added
      .filter((it) => !toldByColumns(it, head, columns.added))
      .map((it) => one(null, it, context)),
  ];
}

/** Of columns that are gone or new, their end or beginning says it all. */
function toldByColumns({ from }: Relationship, { dataset }: Sided, columns: readonly Property[]): boolean {
  const within = new Set(columns.flatMap((column) => columnIndex({ properties: [column] }).all));
  const { find } = columnIndex(dataset);
  return from.map(find).every((column) => column !== null && within.has(column));
}

const relationshipsOf = (dataset: Dataset): readonly Relationship[] => [
  ...dataset.relationships,
  ...allColumns(dataset).flatMap(({ relationships }) => relationships),
];

/** What the relationship asks, in the names of head; as written where nothing executes it. */
function demandKeys(
  relationship: Relationship,
  was: readonly Relationship[],
  context: DatasetContext,
): readonly string[] {
  const side = was.includes(relationship) ? 'base' : 'head';
  const { checks } = becameAt(context[side], relationship.place);
  return checks.length === 0 ? relationship.to : checks.map((check) => context.demand(check, side).key);
}

function changed({ base, head }: Pair<Relationship>, context: DatasetContext): readonly Finding[] {
  const keys = (one: Relationship, side: 'base' | 'head'): string =>
    JSON.stringify(demandKeys(one, side === 'base' ? [one] : [], context));
  return [
    ...(keys(base, 'base') === keys(head, 'head') ? [] : [one(base, head, context)]),
    ...described({ base, head }, context),
  ];
}

function described({ base, head }: Pair<Relationship>, context: DatasetContext): readonly Finding[] {
  const [first, ...others] = head.from;
  const element = {
    is: 'relationship',
    what: `The relationship ${textOf(head)}`,
    dataset: context.head.dataset.key,
    column: others.length > 0 ? null : (first ?? null),
    path: { base: base.place.path, head: head.place.path },
    subject: JSON.stringify([head.from, head.to]),
  } as const;
  return compareWords(element, { base: context.base.of, head: context.head.of });
}

const textOf = ({ from, to }: Relationship): string => quoted(`${from.join(', ')} → ${to.join(', ')}`);

function one(was: Relationship | null, now: Relationship | null, context: DatasetContext): Finding {
  const levels = levelsOf(
    was === null ? [] : becameAt(context.base, was.place).checks,
    now === null ? [] : becameAt(context.head, now.place).checks,
    context,
  );
  const fact =
    now === null
      ? `The relationship ${was === null ? '' : textOf(was)} is gone`
      : was === null
        ? `The relationship ${textOf(now)} is new`
        : `The relationship is ${textOf(now)} (was ${textOf(was)})`;
  const name = was === null ? 'reference-added' : now === null ? 'reference-removed' : 'reference-changed';
  const columns = (now ?? was)?.from ?? [];
  const [first, ...others] = columns;
  return {
    ...levels,
    name,
    dataset: context.head.dataset.key,
    column:
      others.length > 0 || first === undefined ? null : now === null ? context.pathInHead(first) : first,
    at: now?.place ?? context.head.dataset.place,
    was: was?.place ?? null,
    before: was === null ? null : { from: was.from, to: was.to },
    after: now === null ? null : { from: now.from, to: now.to },
    message: sentence(fact, levels),
    fix:
      was === null
        ? 'Where orphans may be left, count them first with a rule of `type: sql` and `severity: warning`.'
        : null,
  };
}
