/** Which contracts are listed. */
import { changeSearch, type SearchChange } from '../../app/change-search.js';
import { Choice, Filters, TextFilter } from '../../kit/filters.js';
import { LayerFilter } from '../../kit/layer-filter.js';
import { contractsRoute } from './address.js';

/** Those of the standard; a contract may have another, which the address takes. */
const STATUSES = ['proposed', 'draft', 'active', 'deprecated', 'retired'];

export function ContractFilters() {
  const search = contractsRoute.useSearch();
  const navigate = contractsRoute.useNavigate();
  const change = (part: SearchChange<typeof search>): void => {
    void navigate({ search: (old) => changeSearch(old, part), replace: true, resetScroll: false });
  };
  const { status } = search;
  const statuses = status === undefined || STATUSES.includes(status) ? STATUSES : [...STATUSES, status];
  return (
    <Filters>
      <TextFilter
        label="Search"
        value={search.search}
        placeholder="id, name or dataset"
        onChange={(text) => change({ search: text })}
      />
      <LayerFilter value={search.layer} onChange={(layer) => change({ layer })} />
      <Choice
        label="Status"
        all="all"
        value={status}
        options={statuses.map((value) => ({ value, label: value }))}
        onChange={(next) => change({ status: next })}
      />
      <TextFilter
        label="Domain"
        value={search.domain}
        placeholder="all"
        onChange={(domain) => change({ domain })}
      />
    </Filters>
  );
}
