/** Which columns a dataset has: added, removed, renamed, in another order; and whether it may have others. */
import type { ChangeLevel } from '../model/change.js';
import type { Check } from '../model/check.js';
import type { Property } from '../model/contract.js';
import type { Place } from '../model/fault.js';
import { deprecationOf } from '../model/deprecation.js';
import { customPlaces } from './clause-place.js';
import type { DatasetContext } from './context.js';
import { endOf } from './end-of.js';
import type { Finding } from './finding.js';
import { declared, typeText } from './compare-types.js';
import type { Levels } from './levels.js';
import type { Pair } from './match.js';
import { quoted, sentence } from './sentence.js';

/** @param today ISO 8601 date, which deprecation windows are held against */
export function compareColumnList(context: DatasetContext, today: string): readonly Finding[] {
  return [
    ...context.columns.gone.map((column) => removed(column, context, today)),
    ...context.columns.added.map((column) => added(column, context)),
    ...context.columns.both.flatMap((pair) => renamed(pair, context)),
    ...reordered(context),
    ...columnPolicy('noExtraColumns', context),
    ...columnPolicy('columnOrder', context),
  ];
}

/** Severity of the check of a kind on the dataset as a whole; null where there is none. */
function severityOf(kind: string, checks: readonly Check[]): 'warn' | 'fail' | null {
  return checks.find((check) => check.kind === kind)?.severity ?? null;
}

function removed(column: Property, context: DatasetContext, today: string): Finding {
  const end = endOf(deprecationOf(column.custom), today);
  const refused =
    severityOf('noExtraColumns', context.head.suite.checks) === 'fail' && column.steps.length === 1;
  const levels: Levels = { producer: refused ? 'breaking' : 'safe', consumer: end.level };
  const producer = refused ? '; data that still has it fails, since extra columns are refused' : '';
  return {
    ...levels,
    name: 'column-removed',
    dataset: context.head.dataset.key,
    column: context.pathInHead(column.path),
    at: context.head.dataset.place,
    was: column.place,
    before: { name: column.name, type: typeText(declared(column)) },
    after: null,
    message: `The column ${quoted(column.path)} is gone${end.text}${producer}.`,
    fix: end.fix,
    step: 'major',
  };
}

/** Kinds that a column of nothing but NULL meets. */
const MET_BY_NULLS = ['columnPresent', 'columnType', 'invalidValues', 'duplicateValues', 'foreignKey'];

function added(column: Property, context: DatasetContext): Finding {
  const { suite, dataset } = context.head;
  const own = suite.checks.filter((check) => check.column !== null && isWithin(check.column, column.path));
  const asks = own.some((check) => check.severity === 'fail' && !MET_BY_NULLS.includes(check.kind));
  const refused =
    severityOf('noExtraColumns', context.base.suite.checks) === 'fail' && column.steps.length === 1;
  const levels: Levels = { producer: asks ? 'breaking' : 'risky', consumer: refused ? 'risky' : 'safe' };
  const type = typeText(declared(column));
  return {
    ...levels,
    name: 'column-added',
    dataset: dataset.key,
    column: column.path,
    at: column.place,
    was: null,
    before: null,
    after: { name: column.name, type },
    message: `The column ${quoted(column.path)}${type === '' ? '' : ` of type ${quoted(type)}`} is new: ${
      asks
        ? 'data without it, or with no values in it, fails'
        : 'data without it fails; no values are asked of it'
    }${refused ? ', and readers were promised no further columns' : ''}.`,
    fix: 'Let the producers write it before this version is in force.',
  };
}

const isWithin = (path: string, column: string): boolean =>
  path === column || path.startsWith(`${column}.`) || path.startsWith(`${column}[]`);

function renamed({ base, head }: Pair<Property>, context: DatasetContext): readonly Finding[] {
  const [from, to] = [lastName(base), lastName(head)];
  const place = {
    dataset: context.head.dataset.key,
    column: head.path,
    at: namePlace(head),
    was: namePlace(base),
  };
  if (from !== to) {
    const message = `The column ${quoted(base.path)} is now ${quoted(head.path)}: data under the old name fails, and readers do not find it.`;
    const fix = `Keep \`physicalName: ${from}\` where only the name in the contract should change; else add the new column beside the old one, and declare that deprecated.`;
    return [
      {
        ...place,
        name: 'column-renamed',
        producer: 'breaking',
        consumer: 'breaking',
        before: base.path,
        after: head.path,
        message,
        fix,
      },
    ];
  }
  if (base.name === head.name) return [];
  const message = `${quoted(head.path)} is called ${quoted(head.name)} in the contract (was ${quoted(base.name)}): its name in the data stays, that of generated types and documents does not.`;
  return [
    {
      ...place,
      at: head.places['name'] ?? head.place,
      was: base.places['name'] ?? base.place,
      name: 'column-relabelled',
      producer: 'safe',
      consumer: 'risky',
      before: base.name,
      after: head.name,
      message,
    },
  ];
}

const namePlace = ({ places, place }: Property): Place => places['physicalName'] ?? places['name'] ?? place;

function lastName({ steps }: Property): string {
  const last = steps.at(-1);
  return last !== undefined && 'field' in last ? last.field : '';
}

/** The order of the columns that both sides have. */
function reordered(context: DatasetContext): readonly Finding[] {
  const { base, head } = context;
  const pairs = context.columns.both.filter(({ head: column }) => column.steps.length === 1);
  const at = (side: 'base' | 'head') => (pair: Pair<Property>) =>
    context[side].dataset.properties.indexOf(pair[side]);
  const names = (side: 'base' | 'head'): readonly string[] =>
    pairs.toSorted((a, b) => at(side)(a) - at(side)(b)).map(({ head: column }) => column.path);
  const [before, after] = [names('base'), names('head')];
  if (before.every((name, i) => name === after[i])) return [];
  const level = (side: 'base' | 'head'): ChangeLevel =>
    severityOf('columnOrder', context[side].suite.checks) === 'fail' ? 'breaking' : 'safe';
  const levels: Levels = { producer: level('head'), consumer: level('base') };
  return [
    {
      ...levels,
      name: 'columns-reordered',
      dataset: head.dataset.key,
      column: null,
      at: head.dataset.place,
      was: base.dataset.place,
      before,
      after,
      message: sentence('The columns stand in another order', levels),
    },
  ];
}

const POLICY = {
  noExtraColumns: {
    name: 'extra-columns-changed',
    property: 'extraColumns',
    none: 'allow',
    what: 'Columns that the contract does not name',
  },
  columnOrder: {
    name: 'column-order-changed',
    property: 'columnOrder',
    none: 'ignore',
    what: 'Columns in another order than the contract’s',
  },
} as const;

function columnPolicy(kind: keyof typeof POLICY, context: DatasetContext): readonly Finding[] {
  const { base, head } = context;
  const { name, property, none, what } = POLICY[kind];
  const [before, after] = [base, head].map(({ suite }) => severityOf(kind, suite.checks) ?? none);
  if (before === undefined || after === undefined || before === after) return [];
  const levels: Levels = {
    producer: after === 'fail' ? 'breaking' : 'safe',
    consumer: before === 'fail' ? 'breaking' : 'safe',
  };
  const does = {
    fail: 'fail a run',
    warn: 'only warn',
    allow: 'are allowed',
    ignore: 'are allowed',
  } as const;
  return [
    {
      ...levels,
      name,
      dataset: head.dataset.key,
      column: null,
      ...customPlaces(context, property, base.dataset, head.dataset),
      before,
      after,
      message: sentence(`${what} now ${does[after]}`, levels),
    },
  ];
}
