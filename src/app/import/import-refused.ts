/** Which conditions of a source can not be rules, because no gate would run them. */
import { engines } from '../../engine/engines.js';
import type { DialectName } from '../../model/plan.js';

/** For each predicate, why its engine refuses it; null where it runs it. */
export async function refusedSql(
  dialect: DialectName,
  predicates: readonly string[],
): Promise<readonly (string | null)[]> {
  if (predicates.length === 0) return [];
  const engine = engines.find(({ name }) => name === dialect);
  const texts = predicates.map((sql) => ({ sql: `NOT (${sql})`, form: 'predicate' as const }));
  return engine === undefined ? predicates.map(() => null) : engine.inspect(texts);
}
