/** Which part of the series is shown: usual periods, and two thumbs for any other. The address keeps it. */
import { Button } from '@mantine/core';
import type { Schema } from '../../api/client.js';
import styles from './check.module.css';
import { RangeSlider } from './range-slider.js';
import { checkRoute } from './address.js';
import type { Period } from './series-of.js';

const DAY = 86_400_000;
const PRESETS: readonly (readonly [label: string, days: number])[] = [
  ['7 days', 7],
  ['30 days', 30],
  ['90 days', 90],
  ['1 year', 365],
];

interface PeriodPickerProps {
  readonly check: Schema<'CheckDetail'>;
  readonly period: Period;
}

export function PeriodPicker({ check: { points }, period }: PeriodPickerProps) {
  const navigate = checkRoute.useNavigate();
  if (points.first === null || points.last === null) return null;
  const [first, last] = [dayOf(Date.parse(points.first)), dayOf(Date.parse(points.last)) + 1];
  const choose = (since: number, until: number): void => {
    const part = {
      since: since <= first ? undefined : dateOf(since),
      until: until >= last ? undefined : dateOf(until),
    };
    void navigate({
      search: ({ run }) => ({ ...(run === undefined ? {} : { run }), ...defined(part) }),
      replace: true,
      resetScroll: false,
    });
  };
  const since = period.since === undefined ? first : Math.max(first, dayOf(Date.parse(period.since)));
  const until = period.until === undefined ? last : Math.min(last, dayOf(Date.parse(period.until)));
  const shown = PRESETS.filter(([, days]) => days < last - first);
  return (
    <div className={`${styles['period'] ?? ''} no-print`}>
      <div className={styles['presets']} role="group" aria-label="Period">
        {shown.map(([label, days]) => (
          <Preset
            key={label}
            label={label}
            isOn={since === last - days && until === last}
            onClick={() => choose(last - days, last)}
          />
        ))}
        <Preset label="all" isOn={since <= first && until >= last} onClick={() => choose(first, last)} />
      </div>
      {last - first > 1 && (
        <RangeSlider
          key={`${String(since)} ${String(until)}`}
          label="Period"
          least={first}
          most={last}
          from={since}
          to={until}
          text={(day) => dateOf(day)}
          onChange={choose}
        />
      )}
    </div>
  );
}

interface PresetProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onClick: () => void;
}

function Preset({ label, isOn, onClick }: PresetProps) {
  return (
    <Button variant={isOn ? 'light' : 'default'} size="compact-sm" aria-pressed={isOn} onClick={onClick}>
      {label}
    </Button>
  );
}

/** Days since 1970, UTC. */
const dayOf = (ms: number): number => Math.floor(ms / DAY);
const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

function defined({ since, until }: { since: string | undefined; until: string | undefined }): Period {
  return { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
}
