/** The window of all objectives: its length, and where it ends. */
import { DayFilter } from '../../kit/day-filter.js';
import { Choice } from '../../kit/filters.js';
import { changeSearch } from '../../app/change-search.js';
import { sloRoute } from './address.js';
import { daysText } from './share-text.js';

const LENGTHS = [1, 7, 14, 30, 90, 180, 365];

export function WindowFilters() {
  const { days, until } = sloRoute.useSearch();
  const navigate = sloRoute.useNavigate();
  const set = (change: { readonly days?: number | undefined; readonly until?: string | undefined }): void =>
    void navigate({ search: (old) => changeSearch(old, change), replace: true, resetScroll: false });
  const lengths =
    days === undefined || LENGTHS.includes(days) ? LENGTHS : [...LENGTHS, days].sort((a, b) => a - b);
  return (
    <>
      <Choice
        label="Window"
        all="each objective’s own"
        value={days === undefined ? undefined : String(days)}
        options={lengths.map((length) => ({ value: String(length), label: daysText(length) }))}
        onChange={(length) => set({ days: length === undefined ? undefined : Number(length) })}
      />
      <DayFilter
        label="Window ends before (default: now)"
        value={until}
        onChange={(day) => set({ until: day })}
      />
    </>
  );
}
