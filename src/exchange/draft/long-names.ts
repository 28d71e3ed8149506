/** Names that are too long for the id of a check, in which dataset and column stand. */
import type { NotCarried } from '../imported.js';
import type { DraftDataset, DraftRule } from './draft.js';

/** As written in an id, which has 800 characters with everything in it. */
const LONGEST = 300;
/** Of ids and versions of contracts. */
const LONGEST_ID = 400;

const isLong = (name: string): boolean => name.replaceAll('%', '%25').replaceAll('/', '%2F').length > LONGEST;

/** The datasets without such columns and their rules, and without such datasets. */
export function withoutLongNames(datasets: readonly DraftDataset[]): {
  readonly datasets: readonly DraftDataset[];
  readonly notCarried: readonly NotCarried[];
} {
  const reason = `Its name has more than ${LONGEST} characters.`;
  const tooLong = datasets.filter(({ name }) => isLong(name));
  const kept = datasets.filter(({ name }) => !isLong(name));
  const columnsOf = ({ column, mentions, other }: DraftRule): readonly string[] => [
    column ?? '',
    ...mentions,
    ...(other === null ? [] : [other.dataset, ...other.columns]),
  ];
  const lost = kept.flatMap(({ where, columns, rules, primaryKey }) => {
    const names = [...columns.map(({ name }) => name), ...rules.flatMap(columnsOf), ...primaryKey];
    return [...new Set(names.filter(isLong))].map((name) => ({
      where,
      what: `column ${name.slice(0, 40)}…`,
      reason,
    }));
  });
  return {
    datasets: kept.map((dataset) => ({
      ...dataset,
      columns: dataset.columns.filter(({ name }) => !isLong(name)),
      primaryKey: dataset.primaryKey.some(isLong) ? [] : dataset.primaryKey,
      rules: dataset.rules.filter((rule) => !columnsOf(rule).some(isLong)),
    })),
    notCarried: [
      ...tooLong.map(({ where, name }) => ({
        where: where.slice(0, LONGEST),
        what: `dataset ${name.slice(0, 40)}…`,
        reason,
      })),
      ...lost,
    ],
  };
}

/** An id or version that a contract can have; null for one that is blank or too long. */
export function fittingId(text: string): string | null {
  return text.trim() === '' || text.length > LONGEST_ID ? null : text;
}
