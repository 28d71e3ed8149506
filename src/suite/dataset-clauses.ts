/** What a dataset as a whole says: its set and order of columns, its primary key, and that it is not empty. */
import type { Severity } from '../model/check.js';
import type { Property } from '../model/contract.js';
import { fault } from '../model/fault.js';
import { clauseCheck } from './clause-check.js';
import { arrayReason } from './inside-array.js';
import { nameHint } from './name-hint.js';
import { type Clause, type DatasetContext, faulty, skipped } from './draft.js';
import { distinct, needed } from './property-clauses.js';

/** `extraColumns` and `columnOrder`: customProperties of the object, else of the contract, else policy. */
export function columnSetClauses(context: DatasetContext): readonly Clause[] {
  return [
    ...columnSet('extraColumns', 'noExtraColumns', ['allow', 'warn', 'fail'], context),
    ...columnSet('columnOrder', 'columnOrder', ['ignore', 'warn', 'fail'], context),
  ];
}

function columnSet(
  setting: 'extraColumns' | 'columnOrder',
  kind: string,
  words: readonly string[],
  context: DatasetContext,
): readonly Clause[] {
  const { dataset, policy } = context;
  const written = dataset.custom[setting] ?? policy[setting];
  const word = typeof written === 'string' ? written : JSON.stringify(written);
  const place = dataset.place;
  const text = `${dataset.name}: ${setting} ${word}`;
  if (!words.includes(word)) {
    const hint = nameHint(word, words, `Write one of ${words.join(', ')}.`);
    return [faulty(place, text, [fault('unknown-value', `${setting} can not be "${word}".`, place, hint)])];
  }
  if (word === words[0]) return [];
  const columns = dataset.properties.flatMap((property) => property.steps.flatMap(fieldName));
  const severity: Severity = word === 'warn' ? 'warn' : 'fail';
  return [clauseCheck({ kind, property: null, args: { columns }, severity, place, text }, context)];
}

const fieldName = (step: Property['steps'][number]): readonly string[] =>
  'field' in step ? [step.field] : [];

/** Primary key: no part is NULL, no tuple stands twice. */
export function primaryKeyClauses(context: DatasetContext): readonly Clause[] {
  const { dataset, columns } = context;
  const parts = primaryKey(columns.all);
  const [first, ...others] = parts;
  if (first === undefined) return [];
  const nulls = parts.map((part) => needed(part, 'primaryKey', context));
  if (others.length === 0) return [...nulls, distinct(first, 'primaryKey', context)];
  const reasons = parts.map((part) => arrayReason('duplicateValues', part));
  const reason = reasons.find((each) => each !== null) ?? null;
  const names = parts.map((part) => part.path);
  const text = `${dataset.name}: primary key (${names.join(', ')})`;
  const place = first.places['primaryKey'] ?? first.place;
  if (reason !== null) return [...nulls, skipped(place, text, reason)];
  const tuple = clauseCheck(
    {
      kind: 'duplicateValues',
      property: null,
      args: { columns: parts.map(columns.pathOf) },
      identity: (args) => args,
      place,
      text,
    },
    context,
  );
  return [...nulls, tuple];
}

/** The parts of the primary key, in its order; those inside an array are no key of a row. */
export function primaryKey(all: readonly Property[]): readonly Property[] {
  return all
    .filter((property) => property.primaryKey !== null)
    .sort((a, b) => (a.primaryKey ?? 0) - (b.primaryKey ?? 0));
}

/** Every dataset is meant to have rows, unless a rule of its own says how many. */
export function impliedRowCount(context: DatasetContext, hasOwn: boolean): readonly Clause[] {
  const { dataset, policy } = context;
  if (hasOwn || policy.onEmpty === 'pass') return [];
  return [
    clauseCheck(
      {
        kind: 'rowCount',
        property: null,
        limit: { op: '>', value: 0 },
        severity: policy.onEmpty,
        place: dataset.place,
        text: `${dataset.name}: not empty (implied)`,
      },
      context,
    ),
  ];
}
