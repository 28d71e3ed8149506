/** The contract in force for a dataset: whose it is, where to ask, its columns, and what of it nothing executes. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, type Schema } from '../../api/client.js';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Facts } from '../../kit/facts.js';
import { Loaded } from '../../kit/loaded.js';
import { NotExecuted } from '../../kit/not-executed.js';
import { Section } from '../../kit/section.js';
import styles from './dataset.module.css';

/** Columns of the table; all of them are on the page of the contract. */
const MOST_COLUMNS = 200;

export function ContractTab({ dataset }: { readonly dataset: Schema<'DatasetDetail'> }) {
  const { id } = dataset.contract;
  const query = useQuery(
    api.queryOptions(
      'get',
      '/v1/contracts/{id}',
      { params: { path: { id }, query: { dataset: dataset.key } } },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <>
      <Loaded query={query} what="the contract" height={320}>
        {(contract) => <Promised contract={contract} dataset={dataset} />}
      </Loaded>
      <NotExecuted clauses={dataset.notExecuted} />
      <Columns dataset={dataset} />
    </>
  );
}

function Promised({
  contract,
  dataset: { policy },
}: {
  readonly contract: Schema<'ContractDetail'>;
  readonly dataset: Schema<'DatasetDetail'>;
}) {
  const { id, version, status, file, coverage } = contract;
  const purpose = contract.description.purpose;
  return (
    <>
      <Section title="Contract in force">
        <Facts
          facts={[
            [
              'Contract',
              <Link key="id" to="/contracts/$id" params={{ id }}>
                {contract.name ?? id}
              </Link>,
            ],
            ['Version', `${version}, ${status}`],
            ['Written in', <code key="file">{file}</code>],
            ['Purpose', purpose],
            [
              'Executed',
              <Link key="coverage" to="/contracts/$id" params={{ id }} search={{ tab: 'coverage' }}>
                {coverageText(coverage)}
              </Link>,
            ],
            ['Into the gate', policyText(policy)],
          ]}
        />
      </Section>
      <OwnersAndSupport contract={contract} />
    </>
  );
}

function OwnersAndSupport({
  contract: { owners, support },
}: {
  readonly contract: Schema<'ContractDetail'>;
}) {
  return (
    <Section title="Owners and support">
      <Facts
        facts={[
          [
            'Owners',
            owners.length === 0 ? (
              'nobody is named'
            ) : (
              <PlainList key="owners" items={owners.map(ownerText)} />
            ),
          ],
          [
            'Support',
            support.length === 0 ? (
              'no channel is named'
            ) : (
              <ul key="support" className={styles['lines']}>
                {support.map((channel) => (
                  <li key={`${channel.channel} ${channel.url ?? ''}`}>
                    <SupportChannel channel={channel} />
                  </li>
                ))}
              </ul>
            ),
          ],
        ]}
      />
    </Section>
  );
}

const coverageText = ({ clauses, executed }: Schema<'ContractCoverage'>): string =>
  `${executed.toLocaleString('en')} of ${clauses.toLocaleString('en')} clauses`;

/** What holds data back, in the words of the policy. */
function policyText({ effects, shadow }: Schema<'Policy'>): string {
  const blocking = Object.entries(effects)
    .filter(([, effect]) => effect === 'block')
    .map(([condition]) => condition.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
  const what = blocking.length === 0 ? 'nothing blocks' : `blocked by: ${blocking.join(', ')}`;
  return shadow ? `${what} (in shadow: decided and recorded, not enforced)` : what;
}

function ownerText({ username, name, role }: Schema<'ContractDetail'>['owners'][number]): string {
  const person = name === null ? username : `${name} (${username})`;
  return role === null ? person : `${person}, ${role}`;
}

function PlainList({ items }: { readonly items: readonly string[] }) {
  return (
    <ul className={styles['lines']}>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

/** An address is a link only where a browser does nothing but go there. */
function SupportChannel({
  channel: { channel, tool, url, scope },
}: {
  readonly channel: Schema<'ContractDetail'>['support'][number];
}) {
  const isSafe = url !== null && /^(https?:|mailto:)/i.test(url);
  const about = [tool, scope].filter((text) => text !== null).join(', ');
  return (
    <>
      {isSafe ? (
        <a href={url} rel="noreferrer">
          {channel}
        </a>
      ) : (
        channel
      )}
      {about !== '' && ` (${about})`}
    </>
  );
}

function Columns({ dataset: { columns, suite, key } }: { readonly dataset: Schema<'DatasetDetail'> }) {
  const counts = new Map<string, number>();
  for (const { column } of suite) if (column !== null) counts.set(column, (counts.get(column) ?? 0) + 1);
  const rows = columns
    .slice(0, MOST_COLUMNS)
    .map((column) => ({ ...column, checks: counts.get(column.path) ?? 0 }));
  return (
    <Section title="Columns">
      {rows.length === 0 ? (
        <p>The contract declares no columns.</p>
      ) : (
        <DataTable caption={`Columns of ${key}`} columns={COLUMNS} rows={rows} rowKey={({ path }) => path} />
      )}
      {columns.length > rows.length && (
        <p>
          The first {rows.length} of {columns.length.toLocaleString('en')} columns; the page of the contract
          has all of them.
        </p>
      )}
    </Section>
  );
}

const COLUMNS: readonly TableColumn<Schema<'Column'> & { readonly checks: number }>[] = [
  { key: 'path', header: 'Column', isRowHeader: true, cell: ({ path }) => path },
  {
    key: 'type',
    header: 'Type',
    cell: ({ logicalType, physicalType }) =>
      [logicalType, physicalType].filter((type) => type !== null).join(' · ') || '–',
  },
  {
    key: 'classification',
    header: 'Classification',
    wideOnly: true,
    cell: ({ classification }) => classification ?? '–',
  },
  { key: 'checks', header: 'Checks', numeric: true, cell: ({ checks }) => checks },
];
