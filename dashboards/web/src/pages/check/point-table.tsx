/** The points of the chart as a table, the newest first, page by page. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { DataTable, type TableColumn } from '../../kit/data-table.js';
import { Moment } from '../../kit/moment.js';
import { Section } from '../../kit/section.js';
import { Verdict } from '../../kit/verdict.js';
import styles from './check.module.css';
import { measuredText, rangeText, tickText } from './point-words.js';
import { checkRoute } from './address.js';
import type { CheckPoint } from './series-of.js';
import type { ShownSeries } from './use-series.js';

const ROWS = 20;

interface PointTableProps {
  readonly shown: ShownSeries;
  readonly chosen: string | null;
}

export function PointTable({ shown: { series, points }, chosen }: PointTableProps) {
  const { page = 1 } = checkRoute.useSearch();
  const navigate = checkRoute.useNavigate();
  const pages = Math.max(1, Math.ceil(points.length / ROWS));
  const at = Math.min(page, pages);
  const rows = points.toReversed().slice((at - 1) * ROWS, at * ROWS);
  const go = (to: number): void =>
    void navigate({
      search: (old) => ({ ...old, page: to }),
      replace: true,
      resetScroll: false,
    });
  return (
    <Section
      title="All points"
      aside={<span className={styles['dim']}>{points.length.toLocaleString('en')} in this period</span>}
    >
      <DataTable
        caption="Points of the series, the newest first"
        columns={columnsOf(series, rows)}
        rows={rows}
        rowKey={({ key }) => key}
        isCurrent={({ key }) => key === chosen}
      />
      {pages > 1 && (
        <nav aria-label="Pages of points" className={`${styles['pages'] ?? ''} no-print`}>
          <Button variant="default" size="compact-sm" disabled={at === 1} onClick={() => go(at - 1)}>
            Newer
          </Button>
          <span>
            page {at} of {pages}
          </span>
          <Button variant="default" size="compact-sm" disabled={at === pages} onClick={() => go(at + 1)}>
            Older
          </Button>
        </nav>
      )}
    </Section>
  );
}

/** Columns that would be empty on this page are left out. */
function columnsOf(
  series: ShownSeries['series'],
  rows: readonly CheckPoint[],
): readonly TableColumn<CheckPoint>[] {
  const text = tickText(series.measure === 'watched' ? 'value' : series.unit);
  const limit = ({ low, high }: CheckPoint): string | null => rangeText(low, high, text);
  const band = ({ bandLow, bandHigh }: CheckPoint): string | null => rangeText(bandLow, bandHigh, text);
  return [
    { key: 'asOf', header: 'As of', isRowHeader: true, cell: (point) => <PointLink point={point} /> },
    { key: 'verdict', header: 'Verdict', cell: ({ verdict }) => <Verdict verdict={verdict} /> },
    { key: 'value', header: 'Value', numeric: true, cell: ({ value }) => measuredText(value, series) },
    ...(rows.some((row) => limit(row) !== null)
      ? [{ key: 'limit', header: 'Limit', numeric: true, cell: (row: CheckPoint) => limit(row) ?? '–' }]
      : []),
    ...(rows.some((row) => band(row) !== null)
      ? [{ key: 'band', header: 'Expected', numeric: true, cell: (row: CheckPoint) => band(row) ?? '–' }]
      : []),
    {
      key: 'accepted',
      header: 'Baseline',
      wideOnly: true,
      cell: ({ accepted }) => (accepted ? 'counts' : 'does not count'),
    },
    {
      key: 'run',
      header: 'Run',
      wideOnly: true,
      cell: ({ key }) => (
        <Link to="/runs/$id" params={{ id: key }}>
          run
        </Link>
      ),
    },
  ];
}

function PointLink({ point }: { readonly point: CheckPoint }) {
  const { id } = checkRoute.useParams();
  return (
    <Link
      to="/checks/$id"
      params={{ id }}
      search={(old) => ({ ...old, run: point.key })}
      resetScroll={false}
      replace
    >
      <Moment at={point.asOf} />
    </Link>
  );
}
