/** Whose data these are: project and environment, and a warning where the written project is not the one in force. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api/client.js';
import { BASE } from '../api/base.js';
import { Glyph } from '../kit/glyph.js';
import styles from './project-name.module.css';

export function ProjectName() {
  const { data } = useQuery(api.queryOptions('get', '/v1/project', {}));
  return (
    <div className={styles['place']}>
      <Link to="/" className={styles['name'] ?? ''}>
        <img src={`${BASE}/icon.svg`} alt="" width={24} height={24} />
        <span>
          Assay
          {data !== undefined && (
            <span className={styles['project']}>
              {data.name}
              {data.environment === null ? '' : ` · ${data.environment}`}
            </span>
          )}
        </span>
      </Link>
      {data !== undefined && data.refused !== null && (
        <p className={styles['refused']} role="status">
          <Glyph health="warn" /> The changed contracts are not in force: {data.refused}
        </p>
      )}
    </div>
  );
}
