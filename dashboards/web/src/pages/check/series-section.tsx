/** The series of a check: the chart with its period, the point that is looked at, the same as a table, and the result of the chosen point. */
import { useState } from 'react';
import type { Schema } from '../../api/client.js';
import { LineWithBand } from '../../charts/line-with-band.js';
import { Empty } from '../../kit/empty.js';
import { Loaded } from '../../kit/loaded.js';
import { momentText } from '../../kit/moment.js';
import { Section } from '../../kit/section.js';
import { ChartLegend } from './chart-legend.js';
import styles from './check.module.css';
import { pointWords, seriesWords, tickText } from './point-words.js';
import { PeriodPicker } from './period-picker.js';
import { PointReadout } from './point-readout.js';
import { PointResult } from './point-result.js';
import { PointTable } from './point-table.js';
import { checkRoute } from './address.js';
import { ThinnedNote } from './thinned-note.js';
import { useSeries, type ShownSeries } from './use-series.js';

type Check = Schema<'CheckDetail'>;

export function SeriesSection({ check }: { readonly check: Check }) {
  const { since, until, run } = checkRoute.useSearch();
  const period = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
  const query = useSeries(check.id, period);
  const chosen = run ?? check.standing?.runId ?? null;
  if (check.points.total === 0)
    return (
      <Section title="Measured over time">
        <Empty title="Nothing was measured yet." command={`assay check ${check.dataset}`}>
          The first run that has this check begins its series.
        </Empty>
      </Section>
    );
  return (
    <>
      <Section title={check.usesBaseline ? 'Measured over time, and expected' : 'Measured over time'}>
        <PeriodPicker check={check} period={period} />
        <Loaded query={query} what="the series" height={340}>
          {(shown) => <SeriesChart check={check} shown={shown} chosen={chosen} />}
        </Loaded>
      </Section>
      {chosen !== null && <PointResult check={check} runId={chosen} isLatest={run === undefined} />}
      {query.data !== undefined && query.data.points.length > 0 && (
        <PointTable shown={query.data} chosen={chosen} />
      )}
    </>
  );
}

interface ChartProps {
  readonly check: Check;
  readonly shown: ShownSeries;
  readonly chosen: string | null;
}

function SeriesChart({ check, shown: { series, points, marks }, chosen }: ChartProps) {
  const [at, setAt] = useState<number | null>(null);
  const navigate = checkRoute.useNavigate();
  if (points.length === 0)
    return (
      <p className={styles['message']}>
        Nothing was measured in this period. The series reaches from{' '}
        {check.points.first === null ? '' : momentText(check.points.first)} to{' '}
        {check.points.last === null ? '' : momentText(check.points.last)}.
      </p>
    );
  const place = at === null ? points.findIndex(({ key }) => key === chosen) : at;
  const point = points[Math.min(place, points.length - 1)] ?? points.at(-1);
  return (
    <>
      <LineWithBand
        points={points}
        marks={marks}
        label={seriesWords(series, points)}
        valueText={tickText(series.unit)}
        pointText={(each) => pointWords(each, series)}
        at={at === null ? null : Math.min(at, points.length - 1)}
        onLook={setAt}
        chosen={chosen}
        onChoose={({ key }) =>
          void navigate({ search: (old) => ({ ...old, run: key }), replace: true, resetScroll: false })
        }
      />
      {point !== undefined && <PointReadout point={point} series={series} />}
      <ChartLegend series={series} points={points} marks={marks} />
      <ThinnedNote series={series} />
    </>
  );
}
