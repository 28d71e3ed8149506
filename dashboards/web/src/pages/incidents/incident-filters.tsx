/** Filters of incidents; they stand in the address. */
import { changeSearch, type SearchChange } from '../../app/change-search.js';
import { DatasetFilter } from '../../kit/dataset-filter.js';
import { Choice, Filters, TextFilter } from '../../kit/filters.js';
import { LayerFilter } from '../../kit/layer-filter.js';
import { incidentsRoute } from './address.js';
import { STATE_OPTIONS, stateOption } from './state-options.js';

const SEVERITIES = [
  { value: 'critical', label: 'critical' },
  { value: 'error', label: 'error' },
  { value: 'warning', label: 'warning' },
] as const;

const TAKEN = [
  { value: 'false', label: 'nobody has it' },
  { value: 'true', label: 'somebody has it' },
] as const;

export function IncidentFilters() {
  const search = incidentsRoute.useSearch();
  const navigate = incidentsRoute.useNavigate();
  const set = (change: SearchChange<typeof search>): void =>
    void navigate({ search: (old) => changeSearch(old, change), replace: true, resetScroll: false });
  const [severity] = search.severity ?? [];
  return (
    <Filters>
      <DatasetFilter value={search.dataset} onChange={(dataset) => set({ dataset })} />
      <LayerFilter value={search.layer} onChange={(layer) => set({ layer })} />
      <Choice
        label="State"
        all="not resolved"
        value={stateOption(search.state)}
        options={STATE_OPTIONS}
        onChange={(value) => set({ state: STATE_OPTIONS.find((each) => each.value === value)?.states })}
      />
      <Choice
        label="Severity"
        all="all"
        value={severity}
        options={SEVERITIES}
        onChange={(value) => set({ severity: value === undefined ? undefined : [value] })}
      />
      <Choice
        label="Taken up"
        all="all"
        value={search.assigned}
        options={TAKEN}
        onChange={(assigned) => set({ assigned })}
      />
      <TextFilter label="Owner" value={search.owner} onChange={(owner) => set({ owner })} />
      <TextFilter
        label="Search"
        placeholder="dataset, check, words"
        value={search.search}
        onChange={(words) => set({ search: words })}
      />
    </Filters>
  );
}
