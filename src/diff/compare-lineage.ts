/** What feeds a dataset, and which sources its columns come from. */
import type { Property } from '../model/contract.js';
import type { DatasetContext } from './context.js';
import type { Finding } from './finding.js';
import { quoted } from './sentence.js';

export function compareLineage(context: DatasetContext): readonly Finding[] {
  return [...upstream(context), ...columnSources(context)];
}

function upstream({ base, head, datasetInHead }: DatasetContext): readonly Finding[] {
  const [was, now] = [base.dataset.upstream.map(datasetInHead), head.dataset.upstream];
  const place = { dataset: head.dataset.key, column: null, at: head.dataset.place, was: base.dataset.place };
  return [
    ...now
      .filter((key) => !was.includes(key))
      .map((key): Finding => ({
        ...place,
        name: 'lineage-added',
        producer: 'risky',
        consumer: 'safe',
        before: null,
        after: key,
        message: `${quoted(head.dataset.key)} is fed by ${quoted(key)} now: where that is held at its gate, this is held too.`,
      })),
    ...was
      .filter((key) => !now.includes(key))
      .map((key): Finding => ({
        ...place,
        name: 'lineage-removed',
        producer: 'safe',
        consumer: 'risky',
        before: key,
        after: null,
        message: `${quoted(head.dataset.key)} is no longer said to be fed by ${quoted(key)}: bad data there no longer holds this.`,
      })),
  ];
}

/** Column by column, where the datasets that feed the whole stay the same. */
function columnSources(context: DatasetContext): readonly Finding[] {
  return context.columns.both.flatMap(({ base, head }): Finding[] => {
    const [before, after] = [sourcesOf(base, context.datasetInHead), sourcesOf(head, (key) => key)];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    return [
      {
        name: 'column-lineage-changed',
        producer: 'safe',
        consumer: 'safe',
        dataset: context.head.dataset.key,
        column: head.path,
        at: head.places['transformSourceObjects'] ?? head.place,
        was: base.places['transformSourceObjects'] ?? base.place,
        before,
        after,
        message: `${quoted(head.path)} is said to come from ${after.length === 0 ? 'nowhere' : quoted(after.join(', '))} (was ${before.length === 0 ? 'nowhere' : quoted(before.join(', '))}).`,
      },
    ];
  });
}

/** As written, in one order. */
const sourcesOf = ({ sources }: Property, datasetInHead: (key: string) => string): readonly string[] =>
  [...new Set(sources.map(datasetInHead))].sort();
