/** A stretch of whole numbers, chosen with two thumbs that never pass each other; each is a slider of its own for the keyboard. */
import { useEffect, useRef, useState } from 'react';
import styles from './range-slider.module.css';

interface RangeSliderProps {
  readonly label: string;
  readonly least: number;
  readonly most: number;
  readonly from: number;
  readonly to: number;
  /** A place in words. */
  readonly text: (value: number) => string;
  /** Told a moment after the thumbs have come to rest. */
  readonly onChange: (from: number, to: number) => void;
}

const REST_MS = 200;

export function RangeSlider({ label, least, most, from, to, text, onChange }: RangeSliderProps) {
  const [[low, high], setRange] = useState<readonly [number, number]>([from, to]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  const move = (next: readonly [number, number]): void => {
    setRange(next);
    clearTimeout(timer.current ?? undefined);
    timer.current = setTimeout(() => onChange(...next), REST_MS);
  };
  const share = (value: number): string => `${String(((value - least) / (most - least)) * 100)}%`;
  return (
    <div className={styles['slider']}>
      <div className={styles['track']}>
        <div
          className={styles['filled']}
          style={{ insetInlineStart: share(low), width: `calc(${share(high)} - ${share(low)})` }}
        />
        <input
          type="range"
          aria-label={`${label}: from`}
          aria-valuetext={text(low)}
          min={least}
          max={most}
          value={low}
          // Where both stand at the end, the one that can still move lies above.
          style={{ zIndex: low > (least + most) / 2 ? 2 : 1 }}
          onChange={({ currentTarget }) => move([Math.min(Number(currentTarget.value), high - 1), high])}
        />
        <input
          type="range"
          aria-label={`${label}: until`}
          aria-valuetext={text(high - 1)}
          min={least}
          max={most}
          value={high}
          style={{ zIndex: 1 }}
          onChange={({ currentTarget }) => move([low, Math.max(Number(currentTarget.value), low + 1)])}
        />
      </div>
      <output className={styles['text']}>
        {text(low)} to {text(high - 1)}
      </output>
    </div>
  );
}
