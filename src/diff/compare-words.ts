/** Everything that no other comparison speaks of: descriptions, tags, examples, links, custom properties. Nothing that was edited goes unsaid. */
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { digest } from '../model/digest.js';
import { valueAt } from '../contract/value-at.js';
import { withoutKeys } from '../suite/without-keys.js';
import { customPlace } from './clause-place.js';
import type { DiffContract } from './diff-contract.js';
import type { Finding } from './finding.js';
import type { Pair } from './match.js';
import { quoted } from './sentence.js';

/** Keys that other comparisons speak of, by what they stand in. */
const SPOKEN_OF = {
  contract: [
    'kind',
    'id',
    'version',
    'status',
    'team',
    'support',
    'roles',
    'servers',
    'schema',
    'slaProperties',
    'slaDefaultElement',
    'customProperties',
  ],
  dataset: [
    'name',
    'physicalName',
    'physicalType',
    'logicalType',
    'properties',
    'quality',
    'relationships',
    'customProperties',
  ],
  column: [
    'name',
    'physicalName',
    'logicalType',
    'physicalType',
    'logicalTypeOptions',
    'enum',
    'required',
    'unique',
    'primaryKey',
    'primaryKeyPosition',
    'partitioned',
    'partitionKeyPosition',
    'classification',
    'quality',
    'relationships',
    'transformSourceObjects',
    'properties',
    'items',
    'customProperties',
  ],
  relationship: ['type', 'from', 'to'],
  serviceLevel: ['property', 'value', 'valueExt', 'unit', 'element', 'timezone'],
} as const;

export interface Element extends Pick<Finding, 'dataset' | 'column'> {
  readonly is: keyof typeof SPOKEN_OF;
  /** Begins a sentence. */
  readonly what: string;
  /** Where it stands in each document. */
  readonly path: Pair<string>;
  /** Tells it from others of its sort that have no column or dataset of their own. */
  readonly subject?: string;
}

export function compareWords(element: Element, sides: Pair<DiffContract>): readonly Finding[] {
  const [was, now] = [rawAt(sides.base, element.path.base), rawAt(sides.head, element.path.head)];
  const spokenOf: readonly string[] = SPOKEN_OF[element.is];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(now)])].filter(
    (key) => !spokenOf.includes(key),
  );
  return [
    ...keys.flatMap((key) => wordFinding(key, was[key] ?? null, now[key] ?? null, element, sides)),
    ...customFindings(was['customProperties'] ?? null, now['customProperties'] ?? null, element, sides),
  ];
}

function rawAt({ document }: DiffContract, path: string): JsonObject {
  const raw = path === '' ? document : valueAt(document, path);
  return isObject(raw) ? raw : {};
}

function wordFinding(
  key: string,
  before: Json,
  after: Json,
  element: Element,
  sides: Pair<DiffContract>,
): readonly Finding[] {
  if (digest(before) === digest(after)) return [];
  const verb = before === null ? 'now has' : after === null ? 'has lost its' : 'has another';
  return [
    {
      ...shared(element, sides, `/${key}`),
      name: 'description-changed',
      producer: 'safe',
      consumer: 'safe',
      before,
      after,
      subject: element.subject === undefined ? key : `${element.subject} ${key}`,
      message: `${element.what} ${verb} ${quoted(key)}.`,
    },
  ];
}

const shared = ({ dataset, column, path }: Element, { base, head }: Pair<DiffContract>, tail: string) => ({
  dataset,
  column,
  at: head.placeAt(path.head + tail),
  was: base.placeAt(path.base + tail),
});

/** Custom properties with a meaning that other comparisons speak of. */
const KNOWN_CUSTOM = ['layer', 'extraColumns', 'columnOrder', 'deprecated'];

function customFindings(
  before: Json,
  after: Json,
  element: Element,
  sides: Pair<DiffContract>,
): readonly Finding[] {
  const [was, now] = [record(before), record(after)];
  const names = [...new Set([...was.keys(), ...now.keys()])].filter((name) => !KNOWN_CUSTOM.includes(name));
  return names.flatMap((name): Finding[] => {
    const [old, fresh] = [was.get(name) ?? null, now.get(name) ?? null];
    if (digest(old) === digest(fresh)) return [];
    // What a time of day means hangs on its zone; where a check does too, its service level says so. Of other names only their authors know.
    const level = name === 'timezone' ? 'risky' : 'safe';
    return [
      {
        dataset: element.dataset,
        column: element.column,
        at: customPlace(sides.head, [element.path.head], name),
        was: customPlace(sides.base, [element.path.base], name),
        name: 'custom-property-changed',
        producer: 'safe',
        consumer: level,
        before: old,
        after: fresh,
        subject: name,
        message: `${element.what} has ${fresh === null ? 'lost the' : old === null ? 'the new' : 'another value of the'} custom property ${quoted(name)}${level === 'safe' ? '' : ': its times of day are meant otherwise'}.`,
      },
    ];
  });
}

function record(list: Json): ReadonlyMap<string, Json> {
  const entries = Array.isArray(list) ? (list as readonly Json[]) : [];
  return new Map(
    entries.flatMap((entry): [string, Json][] => {
      if (!isObject(entry) || typeof entry['property'] !== 'string') return [];
      const rest = withoutKeys(entry, 'property');
      const keys = Object.keys(rest);
      return [[entry['property'], keys.length === 1 && keys[0] === 'value' ? (rest['value'] ?? null) : rest]];
    }),
  );
}
