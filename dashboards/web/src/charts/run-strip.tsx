/** The last runs of something, one mark each, oldest first: shape and colour by verdict. */
import { Link } from '@tanstack/react-router';
import { Glyph, HEALTH_WORDS, type Health } from '../kit/glyph.js';
import { momentText } from '../kit/moment.js';
import styles from './run-strip.module.css';

export interface StripRun {
  readonly runId: string;
  readonly asOf: string;
  readonly verdict: 'pass' | 'warn' | 'fail' | 'unknown' | null;
  /** What the gate made of it, in words; absent where nobody asked it. */
  readonly outcome?: string | null;
}

/** @param label whose runs they are @param links each mark leads to its run; false where a row has a link of its own */
export function RunStrip({
  runs,
  label,
  links = true,
}: {
  readonly runs: readonly StripRun[];
  readonly label: string;
  readonly links?: boolean;
}) {
  if (runs.length === 0) return <span className={styles['none']}>no runs yet</span>;
  const marks = runs.map((run) => {
    const health: Health = run.verdict ?? 'none';
    const outcome =
      run.outcome === null || run.outcome === undefined ? '' : `, ${run.outcome.replaceAll('_', ' ')}`;
    const words = `${momentText(run.asOf)}: ${HEALTH_WORDS[health]}${outcome}`;
    return { run, health, words };
  });
  if (!links)
    return (
      <span className={styles['strip']} role="img" aria-label={`${label}: ${summary(runs)}`}>
        {marks.map(({ run, health, words }) => (
          <span key={run.runId} title={words}>
            <Glyph health={health} size={11} />
          </span>
        ))}
      </span>
    );
  return (
    <ol className={styles['strip']} aria-label={`${label}: ${summary(runs)}`}>
      {marks.map(({ run, health, words }) => (
        <li key={run.runId}>
          <Link to="/runs/$id" params={{ id: run.runId }} title={words} aria-label={words}>
            <Glyph health={health} size={12} />
          </Link>
        </li>
      ))}
    </ol>
  );
}

/** `last 14 runs: 12 pass, 2 fail` */
function summary(runs: readonly StripRun[]): string {
  const order: readonly Health[] = ['fail', 'unknown', 'warn', 'pass', 'none'];
  const counts = order.flatMap((health) => {
    const count = runs.filter((run) => (run.verdict ?? 'none') === health).length;
    return count === 0 ? [] : [`${String(count)} ${HEALTH_WORDS[health]}`];
  });
  return `last ${String(runs.length)} ${runs.length === 1 ? 'run' : 'runs'}: ${counts.join(', ')}`;
}
