/** Axes of a chart over time: few lines, few words. */
import { memo } from 'react';
import type { BandScales, Frame } from './band-scales.js';
import styles from './line-with-band.module.css';

interface ChartAxesProps {
  readonly scales: BandScales;
  readonly frame: Frame;
  readonly valueText: (value: number) => string;
}

/** Width in px that a label of time takes. */
const LABEL = 90;

export const ChartAxes = memo(function ChartAxes({ scales, frame, valueText }: ChartAxesProps) {
  const { x, y, ticks } = scales;
  const [left, right, foot] = [frame.left, frame.width - frame.right, frame.height - frame.bottom];
  const times = x.ticks(Math.max(2, Math.floor((right - left) / LABEL)));
  const timeText = x.tickFormat();
  return (
    <g aria-hidden="true">
      {ticks.map((value) => (
        <g key={value}>
          <line x1={left} x2={right} y1={y(value)} y2={y(value)} className={styles['grid']} />
          <text x={left - 6} y={y(value)} dy="0.32em" textAnchor="end" className={styles['label']}>
            {valueText(value)}
          </text>
        </g>
      ))}
      {times.map((time) => (
        <g key={time.getTime()} transform={`translate(${String(x(time))},${String(foot)})`}>
          <line y2={4} className={styles['tick']} />
          <text y={16} textAnchor="middle" className={styles['label']}>
            {timeText(time)}
          </text>
        </g>
      ))}
      <line x1={left} x2={right} y1={foot} y2={foot} className={styles['tick']} />
    </g>
  );
});
