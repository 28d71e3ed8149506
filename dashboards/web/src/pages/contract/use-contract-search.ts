/** The state of the page in its address, and the way to change it. */
import { changeSearch, type SearchChange } from '../../app/change-search.js';
import { contractRoute } from './address.js';

export function useContractSearch() {
  const search = contractRoute.useSearch();
  const navigate = contractRoute.useNavigate();
  const change = (part: SearchChange<typeof search>): void => {
    void navigate({ search: (old) => changeSearch(old, part), replace: true, resetScroll: false });
  };
  return { search, change };
}
