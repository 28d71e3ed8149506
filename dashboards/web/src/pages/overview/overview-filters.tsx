/** Which datasets are shown. */
import { Button } from '@mantine/core';
import { changeSearch, type SearchChange } from '../../app/change-search.js';
import { Choice, Filters, TextFilter } from '../../kit/filters.js';
import { overviewRoute } from './address.js';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.js';

const HEALTHS = [
  { value: 'fail', label: 'fail' },
  { value: 'unknown', label: 'unknown' },
  { value: 'warn', label: 'warn' },
  { value: 'pass', label: 'pass' },
  { value: 'never_run', label: 'not run' },
] as const;

const words = (all: readonly string[]) => all.map((value) => ({ value, label: value }));

interface OverviewFiltersProps {
  readonly domains: readonly string[];
  readonly owners: readonly string[];
}

export function OverviewFilters({ domains, owners }: OverviewFiltersProps) {
  const search = overviewRoute.useSearch();
  const navigate = overviewRoute.useNavigate();
  const project = useQuery(api.queryOptions('get', '/v1/project', {}, { staleTime: 60_000 }));
  const set = (change: SearchChange<typeof search>): void =>
    void navigate({ search: (old) => changeSearch(old, change), replace: true, resetScroll: false });
  return (
    <Filters>
      <TextFilter
        label="Dataset"
        placeholder="part of its name"
        value={search.search}
        onChange={(text) => set({ search: text })}
      />
      <Choice
        label="Health"
        all="any"
        value={search.health}
        options={HEALTHS}
        onChange={(health) => set({ health })}
      />
      <Choice
        label="Layer"
        all="all"
        value={search.layer}
        options={words(project.data?.layers ?? [])}
        onChange={(layer) => set({ layer })}
      />
      <Choice
        label="Domain"
        all="all"
        value={search.domain}
        options={words(domains)}
        onChange={(domain) => set({ domain })}
      />
      <Choice
        label="Owner"
        all="all"
        value={search.owner}
        options={words(owners)}
        onChange={(owner) => set({ owner })}
      />
      {Object.keys(search).length > 0 && (
        <Button
          variant="default"
          size="xs"
          onClick={() => void navigate({ search: {}, replace: true, resetScroll: false })}
        >
          Show all
        </Button>
      )}
    </Filters>
  );
}
