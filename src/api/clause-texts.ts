/** What the clauses of a contract demand, in a few words, by the checks that they became. Pure. */
import type { Check, Suite } from '../model/check.js';

/** By check: `required`, `minimum -180`; without the column, which stands beside it. A check of several clauses has all of them. */
export function clauseTexts({
  checks,
  coverage,
}: Pick<Suite, 'checks' | 'coverage'>): ReadonlyMap<string, string> {
  const columns = new Map(checks.map(({ id, column }: Check) => [id, column]));
  const texts = new Map<string, string[]>();
  for (const { text, checks: ids } of coverage)
    for (const id of ids) {
      const begin = `${columns.get(id) ?? ''}: `;
      const own = text.startsWith(begin) ? text.slice(begin.length) : text;
      texts.set(id, [...(texts.get(id) ?? []), own]);
    }
  return new Map([...texts].map(([id, own]) => [id, own.join(', ')]));
}
