/** Changes as they are written: by path, with what stood there before and after. */
import type { Schema } from '../../api/client.js';
import styles from './contract.module.css';
import { JsonValue } from './json-value.js';

type Change = Schema<'ContractChange'>;

const SIGNS: { readonly [change in Change['change']]: string } = { added: '+', removed: '−', changed: '~' };

export function RawChanges({ changes }: { readonly changes: readonly Change[] }) {
  if (changes.length === 0) return <p>Both versions say the same.</p>;
  return (
    <ul className={styles['changes']}>
      {changes.map((change) => (
        <li key={`${change.change} ${change.path}`} className={styles['change']}>
          <div className={styles['tags']}>
            <strong>
              <span aria-hidden="true">{SIGNS[change.change]} </span>
              {change.change}
            </strong>
            <code>{change.path}</code>
          </div>
          <dl className={styles['values']}>
            {change.change !== 'added' && (
              <>
                <dt>before</dt>
                <dd>
                  <JsonValue value={change.before ?? null} />
                </dd>
              </>
            )}
            {change.change !== 'removed' && (
              <>
                <dt>after</dt>
                <dd>
                  <JsonValue value={change.after ?? null} />
                </dd>
              </>
            )}
          </dl>
        </li>
      ))}
    </ul>
  );
}
