/** Whether a hallmark is good, and why not. */
import type { Schema } from '../../api/client.js';
import { Facts } from '../../kit/facts.js';
import { Glyph } from '../../kit/glyph.js';
import { Moment } from '../../kit/moment.js';
import styles from './decision.module.css';

export function HallmarkAnswer({ answer }: { readonly answer: Schema<'Verification'> }) {
  const { valid, dataChecked, reason, message, claims } = answer;
  return (
    <div className={styles['verdict']}>
      <p>
        <Glyph health={valid ? 'pass' : 'fail'} />{' '}
        {valid ? <strong>Valid.</strong> : <strong>Not valid ({reason}).</strong>}{' '}
        {valid
          ? dataChecked
            ? 'The data are those that were checked.'
            : 'The version of the data was not taken again.'
          : message}
      </p>
      {claims !== null && (
        <Facts
          facts={[
            ['Issued by', claims.iss],
            ['For', claims.sub],
            ['From', <Moment key="from" at={instant(claims.nbf)} seconds />],
            ['To', <Moment key="to" at={instant(claims.exp)} seconds />],
            ['Data version', <code key="version">{claims.dataVersion?.id ?? 'not known'}</code>],
          ]}
        />
      )}
    </div>
  );
}

const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();
