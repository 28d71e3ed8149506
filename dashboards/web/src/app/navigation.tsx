/** The pages one can go to. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api/client.js';
import styles from './navigation.module.css';

const PAGES = [
  { to: '/', label: 'Overview' },
  { to: '/incidents', label: 'Incidents' },
  { to: '/gates', label: 'Gates' },
  { to: '/runs', label: 'Runs' },
  { to: '/lineage', label: 'Lineage' },
  { to: '/contracts', label: 'Contracts' },
  { to: '/slo', label: 'Service levels' },
  { to: '/audit', label: 'Audit' },
] as const;

/** More than that is as good as many. */
const MOST = 100;

export function Navigation() {
  const { data } = useQuery(
    api.queryOptions('get', '/v1/incidents', { params: { query: { state: ['open'], limit: MOST } } }),
  );
  const open = data?.items.length ?? 0;
  return (
    <nav aria-label="Pages" className={styles['nav']}>
      {PAGES.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: to === '/', includeSearch: false }}
          className={styles['link'] ?? ''}
        >
          {label}
          {to === '/incidents' && open > 0 && (
            <span className={styles['count']} title="incidents that nobody has taken up">
              {open >= MOST ? `${String(MOST)}+` : open}
              <span className={styles['hidden']}> open</span>
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}
