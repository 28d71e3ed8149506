/** What was left of an error budget at the end of each day: a line of steps that begins with all of it and may go below nothing. */
import { scaleLinear, scaleUtc, type ScaleLinear, type ScaleTime } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import { momentText } from '../kit/moment.js';
import styles from './burn-down.module.css';
import { useWidth } from './use-width.js';

export interface BurnDay {
  readonly from: string;
  readonly to: string;
  readonly good: number;
  readonly bad: number;
  /** Null: there is no budget; then what was bad is shown by itself. */
  readonly budgetLeft: number | null;
}

interface BurnDownProps {
  /** Oldest first, without gaps. */
  readonly days: readonly BurnDay[];
  /** The objective in words. */
  readonly label: string;
}

interface Scales {
  readonly x: ScaleTime<number, number>;
  readonly y: ScaleLinear<number, number>;
}

const [HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [180, 52, 26, 12, 24];
/** Width in px that a label of time takes. */
const LABEL = 90;

export function BurnDown({ days, label }: BurnDownProps) {
  const [ref, width] = useWidth<HTMLDivElement>(640);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;
  const x = scaleUtc([Date.parse(first.from), Date.parse(last.to)], [LEFT, width - RIGHT]);
  const hasBudget = days.some(({ budgetLeft }) => budgetLeft !== null);
  const y = hasBudget ? budgetScale(days) : badScale(days);
  const words = textOf(days, label);
  return (
    <div ref={ref} className={styles['chart']}>
      <svg
        role="img"
        aria-label={words}
        width={width}
        height={HEIGHT}
        viewBox={`0 0 ${String(width)} ${String(HEIGHT)}`}
      >
        <title>{words}</title>
        <Axes scales={{ x, y }} width={width} hasBudget={hasBudget} />
        {hasBudget ? <BudgetLine days={days} scales={{ x, y }} /> : null}
        <BadMarks days={days} scales={{ x, y }} hasBudget={hasBudget} />
      </svg>
      <p className={styles['legend']}>
        {hasBudget
          ? 'Error budget left at the end of each day; '
          : 'Bad by day: a target of 100 % leaves no budget; '}
        squares mark days on which something was bad.
      </p>
    </div>
  );
}

function budgetScale(days: readonly BurnDay[]): Scales['y'] {
  const least = Math.min(0, ...days.map(({ budgetLeft }) => budgetLeft ?? 0));
  return scaleLinear([least, 1], [HEIGHT - BOTTOM, TOP]).nice(5);
}

function badScale(days: readonly BurnDay[]): Scales['y'] {
  return scaleLinear([0, Math.max(1, ...days.map(({ bad }) => bad))], [HEIGHT - BOTTOM, TOP]).nice(4);
}

function BudgetLine({
  days,
  scales: { x, y },
}: {
  readonly days: readonly BurnDay[];
  readonly scales: Scales;
}) {
  const [first] = days;
  const points = [
    [Date.parse(first?.from ?? ''), 1] as const,
    ...days.map(({ to, budgetLeft }) => [Date.parse(to), budgetLeft ?? 1] as const),
  ];
  const path = line<readonly [number, number]>()
    .curve(curveStepAfter)
    .x(([at]) => x(at))
    .y(([, left]) => y(left))(points);
  return <path d={path ?? ''} className={styles['line']} />;
}

/** A day with something bad: where the line falls, or as high as there was bad. */
function BadMarks({
  days,
  scales: { x, y },
  hasBudget,
}: {
  readonly days: readonly BurnDay[];
  readonly scales: Scales;
  readonly hasBudget: boolean;
}) {
  return days
    .filter(({ bad }) => bad > 0)
    .map(({ from, to, bad, good, budgetLeft }) => {
      const [left, height] = [x(Date.parse(to)), y(hasBudget ? (budgetLeft ?? 0) : bad)];
      return (
        <g key={from}>
          {!hasBudget && <line x1={left} x2={left} y1={y(0)} y2={height} className={styles['stem']} />}
          <rect x={left - 3.5} y={height - 3.5} width={7} height={7} className={styles['bad']}>
            <title>{`${momentText(from)}: ${String(bad)} bad of ${String(bad + good)}`}</title>
          </rect>
        </g>
      );
    });
}

function Axes({
  scales: { x, y },
  width,
  hasBudget,
}: {
  readonly scales: Scales;
  readonly width: number;
  readonly hasBudget: boolean;
}) {
  const [low = 0, high = 1] = y.domain();
  const right = width - RIGHT;
  const timeText = x.tickFormat();
  const values = y.ticks(4).filter((value) => hasBudget || Number.isInteger(value));
  return (
    <g aria-hidden="true">
      {hasBudget && low < 0 && (
        <rect x={LEFT} y={y(0)} width={right - LEFT} height={y(low) - y(0)} className={styles['over']} />
      )}
      {values.map((value) => (
        <g key={value}>
          <line x1={LEFT} x2={right} y1={y(value)} y2={y(value)} className={styles['grid']} />
          <text x={LEFT - 6} y={y(value)} dy="0.32em" textAnchor="end" className={styles['label']}>
            {hasBudget ? `${Math.round(value * 100).toLocaleString('en')} %` : value.toLocaleString('en')}
          </text>
        </g>
      ))}
      {high > 0 && <line x1={LEFT} x2={right} y1={y(0)} y2={y(0)} className={styles['zero']} />}
      {x.ticks(Math.max(2, Math.floor((right - LEFT) / LABEL))).map((time) => (
        <text
          key={time.getTime()}
          x={x(time)}
          y={HEIGHT - BOTTOM + 16}
          textAnchor="middle"
          className={styles['label']}
        >
          {timeText(time)}
        </text>
      ))}
    </g>
  );
}

/** The chart in words: where it begins and ends, and the worst day. */
function textOf(days: readonly BurnDay[], label: string): string {
  const bad = days.filter((day) => day.bad > 0);
  const worst = bad.toSorted((a, b) => b.bad - a.bad)[0];
  const left = days.at(-1)?.budgetLeft ?? null;
  const end =
    left === null
      ? 'There is no budget.'
      : `Of the error budget ${String(Math.round(left * 100))} % is left at the end.`;
  const most =
    worst === undefined
      ? 'Nothing was bad.'
      : `Something was bad on ${String(bad.length)} of ${String(days.length)} days, most on the day from ${momentText(worst.from)}: ${String(worst.bad)}.`;
  return `${label}. ${end} ${most}`;
}
