/** One measured value: what it is now, what it may be, and its line over all runs. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, type Schema } from '../../api/client.js';
import { checkText } from '../../kit/kind-text.js';
import { Loaded } from '../../kit/loaded.js';
import { valueText } from '../../kit/value.js';
import { Verdict } from '../../kit/verdict.js';
import { MetricLine, type MetricPoint } from './metric-line.js';
import styles from './dataset.module.css';

/** The picture is not wider than that many pixels by much. */
const MOST_POINTS = 200;

export function MetricCard({ check }: { readonly check: Schema<'DatasetCheck'> }) {
  const { id, column, verdict, observed, expected, unit } = check;
  const title = column === null ? checkText(check) : `${column}: ${checkText(check)}`;
  const query = useQuery(
    api.queryOptions(
      'get',
      '/v1/checks/{id}/series',
      { params: { path: { id }, query: { most: MOST_POINTS } } },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <li className={styles['card']}>
      <Link to="/checks/$id" params={{ id }}>
        {title}
      </Link>
      <span>
        <span className={styles['reading']}>{valueText(observed, unit)}</span> <Verdict verdict={verdict} />
      </span>
      <span className={styles['dim']}>limit {expected ?? 'of its own'}</span>
      <Loaded query={query} what={title} height={72}>
        {(series) => (
          <>
            {series.measure === 'watched' && (
              <span className={styles['dim']}>The line is the value that it watches.</span>
            )}
            <MetricLine points={pointsOf(series)} label={title} />
          </>
        )}
      </Loaded>
    </li>
  );
}

const pointsOf = ({ asOf, value, verdict }: Schema<'CheckSeries'>): readonly MetricPoint[] =>
  asOf.map((at, i) => ({ asOf: at, value: value[i] ?? null, verdict: verdict[i] ?? 'unknown' }));
