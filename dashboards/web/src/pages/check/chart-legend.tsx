/** What the lines, shapes and stretches of the chart are; only what is in it. */
import type { ReactNode } from 'react';
import type { Schema } from '../../api/client.js';
import lines from '../../charts/line-with-band.module.css';
import type { SeriesMark, SeriesPoint } from '../../charts/series-point.js';
import { Glyph } from '../../kit/glyph.js';
import styles from './check.module.css';

interface ChartLegendProps {
  readonly series: Schema<'CheckSeries'>;
  readonly points: readonly SeriesPoint[];
  readonly marks: readonly SeriesMark[];
}

export function ChartLegend({ series, points, marks }: ChartLegendProps) {
  const has = (kind: SeriesMark['kind']): boolean => marks.some((mark) => mark.kind === kind);
  const hasLimit = points.some(({ low, high }) => low !== null || high !== null);
  const hasBand = points.some(({ bandLow }) => bandLow !== null);
  return (
    <ul className={styles['legend']}>
      <Entry sign={<path d="M1,8H23" className={lines['value']} />}>
        {series.measure === 'watched' ? 'the metric that is watched' : 'measured'}
      </Entry>
      {hasLimit && (
        <Entry sign={<path d="M1,8H23" className={lines['limit']} />}>limit of the contract then</Entry>
      )}
      {hasBand && (
        <Entry sign={<rect x={1} y={2} width={22} height={12} className={lines['band']} />}>
          expected from earlier runs
        </Entry>
      )}
      {(['fail', 'warn', 'unknown'] as const).map((verdict) =>
        points.some((point) => point.verdict === verdict) ? (
          <li key={verdict}>
            <Glyph health={verdict} size={12} /> {verdict}
          </li>
        ) : null,
      )}
      {has('incident') && (
        <Entry sign={<rect x={1} y={4} width={22} height={8} rx={2} className={lines['incident']} />}>
          incident
        </Entry>
      )}
      {has('override') && (
        <Entry sign={<rect x={1} y={4} width={22} height={8} rx={2} className={lines['override']} />}>
          overridden
        </Entry>
      )}
      {has('version') && (
        <Entry sign={<path d="M12,1V15" className={lines['version']} />}>new version of the contract</Entry>
      )}
      {has('expected') && (
        <Entry sign={<circle cx={12} cy={8} r={6} className={lines['ring']} />}>said to be expected</Entry>
      )}
    </ul>
  );
}

function Entry({ sign, children }: { readonly sign: ReactNode; readonly children: ReactNode }) {
  return (
    <li>
      <svg width={24} height={16} aria-hidden="true">
        {sign}
      </svg>{' '}
      {children}
    </li>
  );
}
