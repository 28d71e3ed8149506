/** Who looks at the page, and the way out. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { BASE } from '../api/base.js';
import { meOptions } from '../api/principal.js';
import styles from './account.module.css';

export function Account() {
  const queries = useQueryClient();
  const { data } = useQuery(meOptions());
  if (data === undefined) return null;
  const signOut = async (): Promise<void> => {
    await fetch(`${BASE}/auth/logout`, { method: 'POST' });
    queries.clear();
    window.location.assign(`${BASE}/`);
  };
  const scopes = [...new Set(data.grants.flatMap((grant) => grant.scopes))];
  return (
    <div className={styles['account']}>
      <span title={`May: ${scopes.join(', ')}`}>
        {data.via === 'loopback' ? 'This machine (no sign-in)' : data.name}
      </span>
      {data.via === 'session' && (
        <Button variant="default" size="compact-xs" onClick={() => void signOut()}>
          Sign out
        </Button>
      )}
    </div>
  );
}
