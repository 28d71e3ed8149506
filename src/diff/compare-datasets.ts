/** Two versions of one dataset → every difference. */
import type { Property } from '../model/contract.js';
import { deprecationOf } from '../model/deprecation.js';
import type { Json, JsonObject } from '../model/json.js';
import { compareColumnList } from './compare-columns.js';
import { compareConstraints } from './compare-constraints.js';
import { compareKeys } from './compare-keys.js';
import { compareLineage } from './compare-lineage.js';
import { compareReferences } from './compare-references.js';
import { compareImpliedRowCount } from './compare-row-count.js';
import { compareRules } from './compare-rules.js';
import { compareServiceLevels } from './compare-service-levels.js';
import { compareTypes } from './compare-types.js';
import { customPlace, customPlaces, keyPlace } from './clause-place.js';
import type { DatasetContext } from './context.js';
import { deprecationFinding } from './compare-deprecation.js';
import { endOf } from './end-of.js';
import type { Finding } from './finding.js';
import type { Pair } from './match.js';
import { quoted } from './sentence.js';

/** @param today ISO 8601 date, which deprecation windows are held against */
export function compareDatasets(context: DatasetContext, today: string): readonly Finding[] {
  return [
    ...identity(context),
    ...deprecationFinding(
      {
        before: deprecationOf(context.base.dataset.custom),
        after: deprecationOf(context.head.dataset.custom),
      },
      {
        what: `The dataset ${quoted(context.head.dataset.key)}`,
        dataset: context.head.dataset.key,
        column: null,
        ...customPlaces(context, 'deprecated', context.base.dataset, context.head.dataset),
      },
      today,
    ),
    ...compareColumnList(context, today),
    ...context.columns.both.flatMap((pair) => [
      ...compareTypes(pair, context),
      ...compareConstraints(pair, context),
      ...classification(pair, context),
      ...deprecationFinding(
        { before: deprecationOf(pair.base.custom), after: deprecationOf(pair.head.custom) },
        {
          what: `The column ${quoted(pair.head.path)}`,
          dataset: context.head.dataset.key,
          column: pair.head.path,
          at: customPlace(context.head.of, [pair.head.place.path], 'deprecated'),
          was: customPlace(context.base.of, [pair.base.place.path], 'deprecated'),
        },
        today,
      ),
    ]),
    ...compareKeys(context),
    ...compareReferences(context),
    ...compareRules(context),
    ...compareImpliedRowCount(context),
    ...compareServiceLevels(context),
    ...compareLineage(context),
  ];
}

/** A dataset that base alone has. */
export function datasetGone(
  {
    key,
    place,
    custom,
  }: { readonly key: string; readonly place: Finding['was']; readonly custom: JsonObject },
  today: string,
): Finding {
  const end = endOf(deprecationOf(custom), today);
  return {
    name: 'dataset-removed',
    producer: 'safe',
    consumer: end.level,
    dataset: key,
    column: null,
    at: null,
    was: place,
    before: key,
    after: null,
    message: `The dataset ${quoted(key)} is gone${end.text}.`,
    fix: end.fix,
    step: 'major',
  };
}

/** A dataset that head alone has. */
export function datasetAdded({
  key,
  place,
}: {
  readonly key: string;
  readonly place: Finding['at'];
}): Finding {
  return {
    name: 'dataset-added',
    producer: 'safe',
    consumer: 'safe',
    dataset: key,
    column: null,
    at: place,
    was: null,
    before: null,
    after: key,
    message: `The dataset ${quoted(key)} is new.`,
    step: 'minor',
  };
}

/** A dataset that stood in another contract; not one whose contract has another id now. */
export function datasetContractChanged({ base, head }: DatasetContext): Finding {
  const [was, now] = [base.of.contract.id, head.of.contract.id];
  return {
    name: 'dataset-contract-changed',
    producer: 'safe',
    consumer: 'risky',
    dataset: head.dataset.key,
    column: null,
    at: head.dataset.place,
    was: base.dataset.place,
    before: was,
    after: now,
    message: `${quoted(head.dataset.key)} is in the contract ${quoted(now)} (was in ${quoted(was)}): servers, owners and service levels are those of the new one.`,
  };
}

/** Key, physical name and kind. */
function identity({ base, head }: DatasetContext): readonly Finding[] {
  const [was, now] = [base.dataset, head.dataset];
  const place = { dataset: now.key, column: null };
  const changed = (before: Json, after: Json): boolean => before !== after;
  const on = (key: string): Pick<Finding, 'at' | 'was'> => ({
    at: keyPlace(head.of, now.place.path, key),
    was: keyPlace(base.of, was.place.path, key),
  });
  const findings: (Finding | false)[] = [
    changed(was.key, now.key) && {
      ...place,
      ...(was.name === now.name ? customPlaces({ base, head }, 'layer', was, now) : on('name')),
      name: 'dataset-renamed',
      producer: 'breaking',
      consumer: 'breaking',
      before: was.key,
      after: now.key,
      message: `The dataset ${quoted(was.key)} is now ${quoted(now.key)}: whoever asks the gate for it, or reads it by that name, must use the new one.`,
    },
    changed(was.physicalName, now.physicalName) && {
      ...place,
      ...on('physicalName'),
      name: 'dataset-moved',
      producer: 'breaking',
      consumer: 'breaking',
      before: was.physicalName,
      after: now.physicalName,
      message: `${quoted(now.key)} lies in ${quoted(now.physicalName)} (was ${quoted(was.physicalName)}): producers must write there, and readers look there.`,
    },
    changed(was.physicalType, now.physicalType) && {
      ...place,
      ...on('physicalType'),
      name: 'dataset-kind-changed',
      producer: 'safe',
      consumer: 'risky',
      before: was.physicalType,
      after: now.physicalType,
      message: `${quoted(now.key)} is ${now.physicalType === null ? 'of no stated kind' : `a ${quoted(now.physicalType)}`} (was ${was.physicalType === null ? 'of no stated kind' : quoted(was.physicalType)}).`,
    },
  ];
  return findings.filter((finding) => finding !== false);
}

function classification({ base, head }: Pair<Property>, { head: side }: DatasetContext): readonly Finding[] {
  if (base.classification === head.classification) return [];
  const text = (word: string | null): string =>
    word === null ? 'without a classification' : `classified as ${quoted(word)}`;
  return [
    {
      name: 'classification-changed',
      producer: 'risky',
      consumer: 'risky',
      dataset: side.dataset.key,
      column: head.path,
      at: head.places['classification'] ?? head.place,
      was: base.places['classification'] ?? base.place,
      before: base.classification,
      after: head.classification,
      message: `${quoted(head.path)} is ${text(head.classification)} (was ${text(base.classification)}): what may be shown of its values, and to whom, changes.`,
    },
  ];
}
