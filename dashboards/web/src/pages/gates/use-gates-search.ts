/** What is chosen on the page of gates, and how to choose otherwise: it stands in the address. */
import { changeSearch, type SearchChange } from '../../app/change-search.js';
import { gatesRoute } from './address.js';

export function useGatesSearch() {
  const search = gatesRoute.useSearch();
  const navigate = gatesRoute.useNavigate();
  const set = (change: SearchChange<typeof search>): void =>
    void navigate({ search: (old) => changeSearch(old, change), replace: true, resetScroll: false });
  return { search, set };
}
