/** Gates: what is held back and by whom it may be let through, overrides, and what was decided. */
import { BreakersTab } from './breakers-tab.js';
import { DecisionsTab } from './decisions-tab.js';
import { OverridesTab } from './overrides-tab.js';
import { useGatesSearch } from './use-gates-search.js';

export function GatesPage() {
  const { search } = useGatesSearch();
  if (search.tab === 'overrides') return <OverridesTab />;
  return search.tab === 'decisions' ? <DecisionsTab /> : <BreakersTab />;
}
