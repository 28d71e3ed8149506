/** The point that is looked at, in words below the chart. */
import type { Schema } from '../../api/client.js';
import { batchText } from '../../kit/batch-text.js';
import { Moment } from '../../kit/moment.js';
import { Verdict } from '../../kit/verdict.js';
import styles from './check.module.css';
import { measuredText, rangeText, tickText } from './point-words.js';
import type { CheckPoint } from './series-of.js';

interface PointReadoutProps {
  readonly point: CheckPoint;
  readonly series: Schema<'CheckSeries'>;
}

export function PointReadout({ point, series }: PointReadoutProps) {
  const text = tickText(series.measure === 'watched' ? 'value' : series.unit);
  const limit = rangeText(point.low, point.high, text);
  const band = rangeText(point.bandLow, point.bandHigh, text);
  return (
    <div className={styles['readout']}>
      <Moment at={point.asOf} />
      <strong>{measuredText(point.value, series)}</strong>
      <Verdict verdict={point.verdict} />
      {limit !== null && <span>limit {limit}</span>}
      {band !== null && <span>expected {band}</span>}
      {point.batch !== null && <span className={styles['dim']}>{batchText(point.batch)}</span>}
    </div>
  );
}
