/** Incidents: what is wrong, by how much, whose it is and since when. Those that are not over, where nothing else is asked for. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { client } from '../../api/client.js';
import { paged } from '../../api/paged.js';
import { Empty } from '../../kit/empty.js';
import { Glyph } from '../../kit/glyph.js';
import { Loaded } from '../../kit/loaded.js';
import { More } from '../../kit/more.js';
import { Page } from '../../kit/page.js';
import { Section } from '../../kit/section.js';
import { IncidentFilters } from './incident-filters.js';
import { IncidentTable } from './incident-table.js';
import { incidentsRoute } from './address.js';
import { UNRESOLVED } from './state-options.js';

export function IncidentsPage() {
  const search = incidentsRoute.useSearch();
  const { state = UNRESOLVED, severity, ...others } = search;
  const filter = {
    ...others,
    state: [...state],
    ...(severity === undefined ? {} : { severity: [...severity] }),
  };
  const query = useInfiniteQuery(
    paged(['incidents', filter], (cursor, signal) =>
      client.GET('/v1/incidents', { params: { query: { ...filter, ...cursor } }, signal }),
    ),
  );
  const incidents = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = Object.keys(search).length > 0;
  return (
    <Page
      title="Incidents"
      lead="One for each dataset that is bad by itself; what is held back because of it is part of it."
      {...(query.data === undefined ? {} : { json: incidents })}
      updatedAt={query.dataUpdatedAt}
    >
      <IncidentFilters />
      <Section title="Incidents">
        <Loaded query={query} what="incidents" height={320}>
          {() => (
            <>
              {incidents.length > 0 && <IncidentTable incidents={incidents} />}
              {incidents.length === 0 && !query.hasNextPage && <NoIncidents isFiltered={isFiltered} />}
              {(incidents.length > 0 || query.hasNextPage) && (
                <More
                  query={query}
                  shown={incidents.length}
                  what={incidents.length === 1 ? 'incident' : 'incidents'}
                />
              )}
            </>
          )}
        </Loaded>
      </Section>
    </Page>
  );
}

function NoIncidents({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered) return <Empty title="No incident fits these filters." />;
  return (
    <p>
      <Glyph health="pass" /> Nothing is wrong: no incident is open. One opens when a gate finds bad data (
      <code>assay gate</code>).
    </p>
  );
}
