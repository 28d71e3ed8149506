/** What is measured of a dataset over time: how many rows, how fresh, how values are spread. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, type Schema } from '../../api/client.js';
import { Empty } from '../../kit/empty.js';
import { Loaded } from '../../kit/loaded.js';
import { Section } from '../../kit/section.js';
import { MetricCard } from './metric-card.js';
import { datasetRoute } from './address.js';
import styles from './dataset.module.css';

/** Dimensions of which the measured value itself tells something; others count faults and are mostly zero. */
const MEASURED = [
  ['volume', 'Volume'],
  ['freshness', 'Freshness'],
  ['distribution', 'Distribution'],
] as const;

type Dimension = (typeof MEASURED)[number][0];

/** Charts of one dimension. */
const MOST = 12;

export function MetricsTab({ dataset: { key } }: { readonly dataset: Schema<'DatasetDetail'> }) {
  const query = useQuery(
    api.queryOptions('get', '/v1/datasets/{key}/checks', {
      params: { path: { key }, query: { limit: 1 } },
    }),
  );
  return (
    <Loaded query={query} what="metrics" height={320}>
      {({ dimensions }) => {
        const there = MEASURED.filter(([name]) => dimensions.some(({ dimension }) => dimension === name));
        return there.length === 0 ? (
          <Empty title="No check of this dataset measures its volume, its freshness or how its values are spread.">
            Rules such as <code>rowCount</code>, <code>freshness</code> or <code>mean</code> in its contract
            do.
          </Empty>
        ) : (
          there.map(([name, title]) => (
            <MetricsOf key={name} datasetKey={key} dimension={name} title={title} />
          ))
        );
      }}
    </Loaded>
  );
}

interface MetricsOfProps {
  readonly datasetKey: string;
  readonly dimension: Dimension;
  readonly title: string;
}

function MetricsOf({ datasetKey, dimension, title }: MetricsOfProps) {
  const query = useQuery(
    api.queryOptions(
      'get',
      '/v1/datasets/{key}/checks',
      { params: { path: { key: datasetKey }, query: { dimension, limit: MOST } } },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <Section title={title}>
      <Loaded query={query} what={title} height={140}>
        {({ items, next }) => (
          <>
            <ul className={styles['cards']}>
              {items.map((check) => (
                <MetricCard key={check.id} check={check} />
              ))}
            </ul>
            {next !== null && (
              <p className={styles['plain']}>
                <Link from={datasetRoute.id} to="." search={{ tab: 'checks', dimension }}>
                  There are more
                </Link>
              </p>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}
