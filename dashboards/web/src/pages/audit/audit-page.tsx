/** The audit log: who changed what by hand, when and why, and what was before and after. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { client } from '../../api/client.js';
import { paged } from '../../api/paged.js';
import { Empty } from '../../kit/empty.js';
import { Loaded } from '../../kit/loaded.js';
import { More } from '../../kit/more.js';
import { Page } from '../../kit/page.js';
import { Section } from '../../kit/section.js';
import { AuditFilters } from './audit-filters.js';
import { AuditTable } from './audit-table.js';
import { auditRoute } from './address.js';

export function AuditPage() {
  const search = auditRoute.useSearch();
  const query = useInfiniteQuery(
    paged(['audit', search], (cursor, signal) =>
      client.GET('/v1/audit', { params: { query: { ...search, ...cursor } }, signal }),
    ),
  );
  const entries = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = Object.keys(search).length > 0;
  return (
    <Page
      title="Audit"
      lead="Every change by hand, newest first. Entries are only ever added."
      {...(query.data === undefined ? {} : { json: entries })}
      updatedAt={query.dataUpdatedAt}
    >
      <AuditFilters />
      <Section title="Changes">
        <Loaded query={query} what="the audit log" height={320}>
          {() =>
            entries.length === 0 ? (
              <Empty
                title={isFiltered ? 'No change fits these filters.' : 'Nobody has changed anything yet.'}
              >
                Kill switches, resets, overrides, incidents and tokens leave their entry here.
              </Empty>
            ) : (
              <>
                <AuditTable entries={entries} />
                <More
                  query={query}
                  shown={entries.length}
                  what={entries.length === 1 ? 'change' : 'changes'}
                />
              </>
            )
          }
        </Loaded>
      </Section>
    </Page>
  );
}
