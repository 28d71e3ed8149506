/** Filters of the audit log; they stand in the address. */
import { changeSearch, type SearchChange } from '../../app/change-search.js';
import { DatasetFilter } from '../../kit/dataset-filter.js';
import { DayFilter } from '../../kit/day-filter.js';
import { Choice, Filters, TextFilter } from '../../kit/filters.js';
import { AUDIT_ACTIONS } from './audit-actions.js';
import { auditRoute } from './address.js';

export function AuditFilters() {
  const search = auditRoute.useSearch();
  const navigate = auditRoute.useNavigate();
  const set = (change: SearchChange<typeof search>): void =>
    void navigate({ search: (old) => changeSearch(old, change), replace: true, resetScroll: false });
  return (
    <Filters>
      <DatasetFilter value={search.dataset} onChange={(dataset) => set({ dataset })} />
      <Choice<string>
        label="Change"
        all="all"
        value={search.action}
        options={AUDIT_ACTIONS}
        onChange={(action) => set({ action })}
      />
      <TextFilter
        label="Who"
        placeholder="exact name"
        value={search.by}
        onChange={(by) => set({ by: by?.trim() })}
      />
      <DayFilter label="From" value={search.since} onChange={(since) => set({ since })} />
      <DayFilter label="Before" value={search.until} onChange={(until) => set({ until })} />
    </Filters>
  );
}
