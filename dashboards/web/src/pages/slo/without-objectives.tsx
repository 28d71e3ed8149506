/** Datasets whose contract promises nothing over time, and how it could. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { client } from '../../api/client.js';
import { paged } from '../../api/paged.js';
import { Loaded } from '../../kit/loaded.js';
import { More } from '../../kit/more.js';
import { Section } from '../../kit/section.js';
import { HowToWrite } from './how-to-write.js';
import styles from './slo.module.css';

export function WithoutObjectives({ search }: { readonly search: string | undefined }) {
  const filter = { objectives: 'none' as const, ...(search === undefined ? {} : { search }) };
  const query = useInfiniteQuery(
    paged(['slo', filter], (cursor, signal) =>
      client.GET('/v1/slo', { params: { query: { ...filter, ...cursor } }, signal }),
    ),
  );
  const datasets = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Section title="Without an objective">
      <Loaded query={query} what="datasets without an objective">
        {() =>
          datasets.length === 0 ? (
            <p>Every dataset{search === undefined ? '' : ' that fits'} has one.</p>
          ) : (
            <>
              <ul className={styles['datasets']}>
                {datasets.map(({ dataset }) => (
                  <li key={dataset}>
                    <Link to="/datasets/$key" params={{ key: dataset }}>
                      {dataset}
                    </Link>
                  </li>
                ))}
              </ul>
              <More query={query} shown={datasets.length} what="datasets" />
            </>
          )
        }
      </Loaded>
      <HowToWrite />
    </Section>
  );
}
