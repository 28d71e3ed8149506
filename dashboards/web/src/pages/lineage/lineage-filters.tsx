/** Which part of the lineage is looked at: around which dataset, how far, which layer. */
import { changeSearch, type SearchChange } from '../../app/change-search.js';
import { DatasetFilter } from '../../kit/dataset-filter.js';
import { Choice, Filters, TextFilter } from '../../kit/filters.js';
import { LayerFilter } from '../../kit/layer-filter.js';
import { lineageRoute } from './address.js';

const HOPS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', 'all'] as const;
const HOP_OPTIONS = HOPS.map((value) => ({
  value,
  label: value === 'all' ? 'as many as there are' : value === '1' ? '1 step' : `${value} steps`,
}));

export function LineageFilters() {
  const search = lineageRoute.useSearch();
  const navigate = lineageRoute.useNavigate();
  const change = (part: SearchChange<typeof search>): void => {
    void navigate({ search: (old) => changeSearch(old, part), replace: true, resetScroll: false });
  };
  const written = search.all === true ? 'all' : search.hops === undefined ? undefined : String(search.hops);
  return (
    <Filters>
      <DatasetFilter
        label="Around dataset"
        value={search.dataset}
        onChange={(dataset) => change({ dataset })}
      />
      <Choice
        label="Steps up and down"
        all="as usual"
        value={HOPS.find((each) => each === written)}
        options={HOP_OPTIONS}
        onChange={(next) =>
          change({
            all: next === 'all' ? true : undefined,
            hops: next === undefined || next === 'all' ? undefined : Number(next),
          })
        }
      />
      <LayerFilter value={search.layer} onChange={(layer) => change({ layer })} />
      <TextFilter
        label="Search keys"
        value={search.search}
        placeholder="part of a key"
        onChange={(text) => change({ search: text })}
      />
    </Filters>
  );
}
