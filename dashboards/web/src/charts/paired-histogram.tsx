/** Two distributions over the same bins, side by side: what there is now beside what it was compared with. */
import { scaleLinear } from 'd3-scale';
import styles from './paired-histogram.module.css';

export interface PairedBin {
  readonly label: string;
  /** Shares, 0 to 1; `before` null: not known. */
  readonly now: number;
  readonly before: number | null;
}

/** Above so many bins, columns without labels take the place of labelled rows. */
const MOST_ROWS = 24;

interface PairedHistogramProps {
  readonly bins: readonly PairedBin[];
  /** What is compared, in one sentence. */
  readonly label: string;
  readonly shareText: (share: number) => string;
}

export function PairedHistogram(props: PairedHistogramProps) {
  const { bins } = props;
  const most = Math.max(1e-9, ...bins.flatMap(({ now, before }) => [now, before ?? 0]));
  return (
    <figure className={styles['figure']}>
      {bins.length > MOST_ROWS ? <Columns {...props} most={most} /> : <Rows {...props} most={most} />}
      <figcaption className={styles['legend']}>
        <span>
          <Swatch kind="now" /> now
        </span>
        {bins.some(({ before }) => before !== null) && (
          <span>
            <Swatch kind="before" /> baseline
          </span>
        )}
      </figcaption>
    </figure>
  );
}

type PartProps = PairedHistogramProps & { readonly most: number };

const Swatch = ({ kind }: { readonly kind: 'now' | 'before' }) => (
  <svg width={14} height={10} aria-hidden="true">
    <rect x={1} y={1} width={12} height={8} className={styles[kind]} />
  </svg>
);

/** A row a bin: its label, a filled bar for now, a hollow one below it for the baseline. */
function Rows({ bins, label, shareText, most }: PartProps) {
  return (
    <div role="img" aria-label={label} className={styles['rows']}>
      {bins.map(({ label: name, now, before }, place) => (
        <div key={`${String(place)} ${name}`} className={styles['row']}>
          <span className={styles['name']}>{name}</span>
          <svg viewBox="0 0 100 22" preserveAspectRatio="none" className={styles['bars']} aria-hidden="true">
            <rect x={0} y={2} width={(now / most) * 99} height={9} className={styles['now']} />
            {before !== null && (
              <rect x={0.3} y={13} width={(before / most) * 99} height={7} className={styles['before']} />
            )}
          </svg>
          <span className={styles['share']}>
            {shareText(now)}
            {before !== null && <span className={styles['was']}> was {shareText(before)}</span>}
          </span>
        </div>
      ))}
    </div>
  );
}

const [WIDTH, HEIGHT, FOOT] = [720, 180, 18];

/** Many bins: filled columns for now, the baseline as a line of steps over them. */
function Columns({ bins, label, most }: PartProps) {
  const y = scaleLinear([0, most], [HEIGHT - FOOT, 4]);
  const step = WIDTH / bins.length;
  const before = bins.map(({ before: share }, place) => {
    const [from, to] = [place * step, (place + 1) * step];
    return share === null
      ? ''
      : `${place === 0 ? 'M' : 'L'}${from.toFixed(1)},${y(share).toFixed(1)}H${to.toFixed(1)}`;
  });
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      className={styles['columns']}
    >
      <title>{label}</title>
      {bins.map(({ label: name, now }, place) => (
        <rect
          key={`${String(place)} ${name}`}
          x={place * step + step * 0.1}
          width={step * 0.8}
          y={y(now)}
          height={HEIGHT - FOOT - y(now)}
          className={styles['now']}
        />
      ))}
      <path d={before.join('')} className={styles['outline']} />
      <text x={0} y={HEIGHT - 4} className={styles['end']}>
        {bins[0]?.label}
      </text>
      <text x={WIDTH} y={HEIGHT - 4} textAnchor="end" className={styles['end']}>
        {bins.at(-1)?.label}
      </text>
    </svg>
  );
}
