/** How the checks of a run ended, in numbers: what is wrong first. */
import { HEALTH_WORDS } from './glyph.js';

const ORDER = ['fail', 'unknown', 'warn', 'pass'] as const;

export function RunCounts({
  summary,
}: {
  readonly summary: Readonly<Record<(typeof ORDER)[number], number>>;
}) {
  const counts = ORDER.filter((verdict) => summary[verdict] > 0).map(
    (verdict) => `${summary[verdict].toLocaleString('en')} ${HEALTH_WORDS[verdict]}`,
  );
  return <>{counts.length === 0 ? 'no checks' : counts.join(', ')}</>;
}
