/** What a dataset, its columns and its service levels say besides what is compared elsewhere. */
import { compareWords } from './compare-words.js';
import type { DatasetContext } from './context.js';
import type { Finding } from './finding.js';
import { quoted } from './sentence.js';

export function datasetWords({ base, head, columns }: DatasetContext): readonly Finding[] {
  const documents = { base: base.of, head: head.of };
  const dataset = head.dataset.key;
  const own = { base: base.dataset.place.path, head: head.dataset.place.path };
  return [
    ...compareWords({ is: 'dataset', what: quoted(dataset), dataset, column: null, path: own }, documents),
    ...columns.both.flatMap((pair) =>
      compareWords(
        {
          is: 'column',
          what: `The column ${quoted(pair.head.path)}`,
          dataset,
          column: pair.head.path,
          path: { base: pair.base.place.path, head: pair.head.place.path },
        },
        documents,
      ),
    ),
  ];
}
