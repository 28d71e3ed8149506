/** Relationships: every row finds its other side. */
import type { Dataset, Relationship } from '../model/contract.js';
import { clauseCheck } from './clause-check.js';
import { arrayReason } from './inside-array.js';
import { type Clause, type DatasetContext, skipped } from './draft.js';

/** The clauses of relationships of the dataset and of its properties. */
export function relationshipClauses(context: DatasetContext): readonly Clause[] {
  return relationshipsOf(context).map((relationship) => relationshipClause(relationship, context));
}

function relationshipsOf({ dataset, columns }: DatasetContext): readonly Dataset['relationships'][number][] {
  return [...dataset.relationships, ...columns.all.flatMap((property) => property.relationships)];
}

function relationshipClause({ from, to, target, place }: Relationship, context: DatasetContext): Clause {
  const text = `${from.join(', ')} → ${to.join(', ')}`;
  if (target === null) return skipped(place, text, 'Its other side is in no contract of this project.');
  const reasons = from.map((path) => arrayReason('foreignKey', context.columns.find(path)));
  const reason = reasons.find((each) => each !== null) ?? null;
  if (reason !== null) return skipped(place, text, reason);
  const [first, ...others] = from;
  const property = first === undefined || others.length > 0 ? null : context.columns.find(first);
  const args = { columns: from, to: { dataset: target.dataset, columns: target.columns } };
  // The id names the other side; the columns of this side are in it only where they are several.
  const identity = () => (property === null ? args : { to: args.to });
  return clauseCheck({ kind: 'foreignKey', property, args, identity, place, text }, context);
}
