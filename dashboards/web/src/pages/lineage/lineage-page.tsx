/** What feeds what: around the dataset that needs somebody most, drawn and as tables; what is held back, and by whom. */
import { useMediaQuery } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useDeferredValue } from 'react';
import { api, type Schema } from '../../api/client.js';
import { Empty } from '../../kit/empty.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { Section } from '../../kit/section.js';
import { EdgeTable } from './edge-table.js';
import { FocusNote } from './focus-note.js';
import { HeldBack } from './held-back.js';
import { LineageFilters } from './lineage-filters.js';
import styles from './lineage.module.css';
import { NodeTable } from './node-table.js';
import { lineageRoute } from './address.js';

/** The library that draws is loaded by those who see the drawing. */
const LineagePicture = lazy(async () => ({ default: (await import('./lineage-picture.js')).LineagePicture }));

export function LineagePage() {
  const search = lineageRoute.useSearch();
  const hops = search.all === true ? 'all' : search.hops;
  const query = useQuery(
    api.queryOptions(
      'get',
      '/v1/lineage/layout',
      {
        params: {
          query: {
            ...(search.dataset === undefined ? {} : { dataset: search.dataset }),
            ...(search.layer === undefined ? {} : { layer: search.layer }),
            ...(search.search === undefined ? {} : { search: search.search }),
            ...(hops === undefined ? {} : { hops: String(hops) }),
          },
        },
      },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <Page
      title="Lineage"
      lead="Which dataset feeds which, layer by layer; a lock is where nothing new may pass."
      json={query.data}
      updatedAt={query.dataUpdatedAt}
    >
      <LineageFilters />
      <Loaded query={query} what="the lineage" height={360}>
        {(lineage) => <Drawn lineage={lineage} />}
      </Loaded>
    </Page>
  );
}

function Drawn({ lineage }: { readonly lineage: Schema<'LineageLayout'> }) {
  // A phone gets the tables: a picture to be pushed about with a thumb tells less.
  const isWide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false });
  if (lineage.total === 0)
    return (
      <Empty title="There is no dataset that you may see." command="assay init">
        A contract names what feeds a dataset in <code>transformSourceObjects</code>; a project begins with a
        contract.
      </Empty>
    );
  return (
    <>
      <FocusNote lineage={lineage} />
      {lineage.nodes.length === 0 ? (
        <Empty title="No dataset fits the filters." />
      ) : (
        <>
          {isWide && (
            <div className={`${styles['picture'] ?? ''} no-print`}>
              <Suspense fallback={<p role="status">The picture is being loaded.</p>}>
                <LineagePicture lineage={lineage} />
              </Suspense>
            </div>
          )}
          <HeldBack lineage={lineage} />
          <Tables lineage={lineage} />
        </>
      )}
    </>
  );
}

/** Of a large lineage they take a while: the picture comes first. */
function Tables({ lineage }: { readonly lineage: Schema<'LineageLayout'> }) {
  const shown = useDeferredValue<Schema<'LineageLayout'> | null>(lineage, null);
  if (shown === null) return null;
  return (
    <>
      <Section title="Datasets">
        <NodeTable nodes={shown.nodes} focus={shown.focus.dataset} />
      </Section>
      <Section title="What feeds what">
        <EdgeTable edges={shown.edges} />
      </Section>
    </>
  );
}
