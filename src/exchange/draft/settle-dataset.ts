/** A draft dataset whose rules all can stand in a contract. */
import { keyTypeMismatch } from '../../contract/key-types.js';
import type { NotCarried } from '../imported.js';
import { columnTypes } from './column-types.js';
import { draftRule, type DraftDataset, type DraftRule } from './draft.js';
import { settle, shortText } from './settle.js';

/** The dataset with what is left of its rules and its lineage, and what is not. @param all of the import */
export function settleDataset(
  dataset: DraftDataset,
  all: ReadonlyMap<string, DraftDataset>,
): { readonly dataset: DraftDataset; readonly notCarried: readonly NotCarried[] } {
  const lost = dataset.rules.flatMap((rule) => {
    const reason = strayReason(rule, dataset, all);
    return reason === null ? [] : [{ rule, reason }];
  });
  const strays = new Set(lost.map(({ rule }) => rule));
  const key = keyRules(dataset);
  // The key's own rules take part, so that nothing says it again; they stay what they are: a key.
  const settled = settle(
    [...key, ...dataset.rules.filter((rule) => !strays.has(rule))],
    columnTypes(dataset),
  );
  const rules = settled.rules.filter((rule) => !key.includes(rule));
  const upstream = [...new Set(dataset.upstream)].filter((name) => all.has(name) && name !== dataset.name);
  return {
    dataset: { ...dataset, rules, upstream },
    notCarried: [
      ...lost.map(({ rule, reason }) => ({ where: rule.where, what: shortText(rule), reason })),
      ...settled.notCarried,
      ...lostLineage({ ...dataset, upstream }),
    ],
  };
}

/** Why a rule can not reach its other side. */
function strayReason(
  { other, column, metric }: DraftRule,
  dataset: DraftDataset,
  all: ReadonlyMap<string, DraftDataset>,
): string | null {
  if (other === null) return null;
  const there = all.get(other.dataset);
  if (there === undefined)
    return `The other side, ${other.dataset}, is not in this import: add the rule by hand once it has a contract.`;
  const [key] = other.columns;
  if (metric !== 'foreignKey' || column === null || key === undefined) return null;
  return keyTypeMismatch(columnTypes(dataset)(column), columnTypes(there)(key));
}

/** The standard writes lineage at columns. */
function lostLineage({ columns, upstream, where }: DraftDataset): readonly NotCarried[] {
  if (columns.length > 0 || upstream.length === 0) return [];
  const reason = 'The standard writes lineage at columns, and this dataset declares none.';
  return [{ where, what: `lineage from ${upstream.join(', ')}`, reason }];
}

/** What a primary key asks for. */
function keyRules({ primaryKey, where }: DraftDataset): readonly DraftRule[] {
  const [only, ...more] = primaryKey;
  if (only === undefined) return [];
  const unique =
    more.length === 0
      ? draftRule({ column: only, metric: 'duplicateValues', where })
      : draftRule({ metric: 'duplicateValues', args: { properties: primaryKey }, where });
  return [...primaryKey.map((column) => draftRule({ column, metric: 'nullValues', where })), unique];
}
