/** The versions of a contract that were in force, and the difference of two of them. */
import { Radio } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { client, type Schema } from '../../api/client.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Loaded } from '../../kit/loaded.js';
import { Moment } from '../../kit/moment.js';
import { More } from '../../kit/more.js';
import { Section } from '../../kit/section.js';
import styles from './contract.module.css';
import { useContractSearch } from './use-contract-search.js';
import { VersionDiff } from './version-diff.js';

type Version = Schema<'ContractVersion'>;

export function VersionsTab({ id }: { readonly id: string }) {
  const query = useInfiniteQuery({
    queryKey: ['get', '/v1/contracts/{id}/versions', id],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const page = pageParam === undefined ? {} : { cursor: pageParam };
      const { data } = await client.GET('/v1/contracts/{id}/versions', {
        params: { path: { id }, query: page },
        signal,
      });
      return data ?? { items: [], next: null };
    },
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded query={query} what="versions">
      {({ pages }) => {
        const versions = pages.flatMap(({ items }) => items);
        return (
          <>
            <Section title="Versions on record">
              <VersionTable versions={versions} />
              <More
                query={query}
                shown={versions.length}
                what={versions.length === 1 ? 'version' : 'versions'}
              />
            </Section>
            <Chosen id={id} versions={versions} />
          </>
        );
      }}
    </Loaded>
  );
}

/** The two that stand in the address; the two newest where there are none. */
function useSides(versions: readonly Version[]): { readonly from?: string; readonly to?: string } {
  const { search } = useContractSearch();
  const [newest, before] = versions;
  const from = search.from ?? (before === undefined ? undefined : nameOf(before, versions));
  const to = search.to ?? (newest === undefined ? undefined : nameOf(newest, versions));
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** Its version where that is of one content only, else its digest. */
function nameOf({ version, digest }: Version, versions: readonly Version[]): string {
  return versions.filter((each) => each.version === version).length > 1 ? digest : version;
}

function Chosen({ id, versions }: { readonly id: string; readonly versions: readonly Version[] }) {
  const { from, to } = useSides(versions);
  if (versions.length < 2 && (from === undefined || to === undefined || from === to))
    return (
      <p>
        There is one version on record, so nothing to compare. A version is recorded when the service loads it
        or a run uses it.
      </p>
    );
  if (from === undefined || to === undefined) return null;
  return <VersionDiff id={id} from={from} to={to} />;
}

function VersionTable({ versions }: { readonly versions: readonly Version[] }) {
  const { change } = useContractSearch();
  const sides = useSides(versions);
  const side = (which: 'from' | 'to', label: string): TableColumn<Version> => ({
    key: which,
    header: label,
    cell: (version) => {
      const name = nameOf(version, versions);
      return (
        <Radio
          name={which}
          aria-label={`${label}: ${version.version}, recorded ${version.recordedAt}`}
          checked={sides[which] === name || sides[which] === version.digest}
          onChange={() => change({ [which]: name })}
        />
      );
    },
  });
  const columns: readonly TableColumn<Version>[] = [
    ...(versions.length > 1 ? [side('from', 'From'), side('to', 'To')] : []),
    {
      key: 'version',
      header: 'Version',
      isRowHeader: true,
      cell: ({ version, current }) => (current ? `${version} (in force)` : version),
    },
    { key: 'status', header: 'Status', cell: ({ status }) => status },
    { key: 'recorded', header: 'Recorded', cell: ({ recordedAt }) => <Moment at={recordedAt} /> },
    {
      key: 'datasets',
      header: 'Datasets',
      wideOnly: true,
      cell: ({ datasets }) => datasets.join(', ') || 'none',
    },
    {
      key: 'digest',
      header: 'Digest',
      wideOnly: true,
      cell: ({ digest }) => <code className={styles['dim']}>{digest.slice(0, 19)}</code>,
    },
  ];
  return (
    <DataTable
      caption="Versions of the contract, newest first"
      columns={columns}
      rows={versions}
      rowKey={({ digest, recordedAt }) => `${digest} ${recordedAt}`}
    />
  );
}
