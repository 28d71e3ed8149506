/** Says that the window lies after the last run, with the way to the window that ends with it. */
import { Button } from '@mantine/core';
import { Moment } from '../../kit/moment.js';
import { changeSearch } from '../../app/change-search.js';
import { sloRoute } from './address.js';
import styles from './slo.module.css';

const DAY_MS = 86_400_000;

/** @param lastAsOf of the latest run of all datasets shown; null: none has run @param to end of the window */
export function LastRunNote({ lastAsOf, to }: { readonly lastAsOf: string | null; readonly to: string }) {
  const navigate = sloRoute.useNavigate();
  const last = lastAsOf === null ? null : Date.parse(lastAsOf);
  if (last === null || Date.parse(to) - last < 2 * DAY_MS) return null;
  // The midnight after it, so that the days of the window are those of the calendar.
  const until = new Date((Math.floor(last / DAY_MS) + 1) * DAY_MS).toISOString().slice(0, 10);
  return (
    <div className={styles['note']}>
      <span>
        The last run is of <Moment at={lastAsOf ?? to} />: what lies after it has nothing to count.
      </span>
      <Button
        className="no-print"
        variant="default"
        size="compact-sm"
        onClick={() =>
          void navigate({ search: (old) => changeSearch(old, { until }), replace: true, resetScroll: false })
        }
      >
        Window up to the last run
      </Button>
    </div>
  );
}
