/** What a distribution check compared: the shares of each bin now and in the baseline, with the figures behind the verdict. */
import type { Schema } from '../../api/client.js';
import { PairedHistogram } from '../../charts/paired-histogram.js';
import { DataTable } from '../../kit/data-table.js';
import { Facts } from '../../kit/facts.js';
import { kindText } from '../../kit/kind-text.js';
import { Section } from '../../kit/section.js';
import { numberText } from '../../kit/value.js';
import styles from './check.module.css';

type Distribution = Schema<'CheckDistribution'>;

const shareText = (share: number): string =>
  share > 0 && share < 0.0005 ? '< 0.1 %' : `${(share * 100).toFixed(1)} %`;

export function ResultDistribution({ distribution }: { readonly distribution: Distribution }) {
  const { method, limit, statistic, pValue, noise, n, baselineRows, compared, bins } = distribution;
  const words = compared
    ? `Shares of ${String(bins.length)} bins now and in the baseline; the largest difference is at ${widest(bins)}.`
    : `Shares of ${String(bins.length)} bins now.`;
  return (
    <Section title="Distribution" level={3}>
      <Facts
        facts={[
          ['Method', kindText(method)],
          ['Statistic', statistic === null ? null : numberText(statistic)],
          ['p-value', pValue === null ? null : numberText(pValue)],
          ['Allowed', limit],
          ['By chance alone', noise === null ? null : `up to ${numberText(noise)}`],
          ['Rows', rowsText(n, baselineRows, compared)],
          ['Segment', segmentText(distribution)],
        ]}
      />
      {!compared && (
        <p className={styles['dim']}>
          Nothing is beside it: there was no baseline yet, or the run is from before it was kept with the
          result.
        </p>
      )}
      <PairedHistogram
        label={words}
        bins={bins.map(({ label, share, baseline }) => ({ label, now: share, before: baseline }))}
        shareText={shareText}
      />
      <details className={styles['fold']}>
        <summary>The same as a table</summary>
        <DataTable
          caption="Bins with their rows and shares"
          columns={[
            { key: 'bin', header: 'Bin', isRowHeader: true, cell: ({ label }) => label },
            { key: 'rows', header: 'Rows', numeric: true, cell: ({ count }) => numberText(count) },
            { key: 'now', header: 'Now', numeric: true, cell: ({ share }) => shareText(share) },
            {
              key: 'before',
              header: 'Baseline',
              numeric: true,
              cell: ({ baseline }) => (baseline === null ? '–' : shareText(baseline)),
            },
          ]}
          rows={bins}
          rowKey={({ label }) => label}
        />
      </details>
    </Section>
  );
}

function widest(bins: Distribution['bins']): string {
  const [first, ...rest] = bins;
  const gap = (bin: Distribution['bins'][number]): number =>
    Math.abs(bin.share - (bin.baseline ?? bin.share));
  const found = rest.reduce((most, bin) => (gap(bin) > gap(most ?? bin) ? bin : most), first);
  return found === undefined
    ? 'none'
    : `${found.label}: ${shareText(found.share)}, was ${shareText(found.baseline ?? 0)}`;
}

function rowsText(n: number, baselineRows: number | null, compared: boolean): string {
  const now = `${numberText(n)} now`;
  if (!compared) return now;
  return baselineRows === null
    ? `${now}, beside declared shares`
    : `${now}, ${numberText(baselineRows)} in the baseline`;
}

function segmentText({ segment, segments }: Distribution): string | null {
  if (segments < 2) return null;
  const of = `the worst of ${String(segments)}`;
  return segment === null ? of : `${segment}, ${of}`;
}
