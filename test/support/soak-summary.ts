/** The figures of a soak as a table to be copied. */
import type { Fault } from './soak-faults.js';
import { quantile, thirds, type Figures } from './soak-figures.js';
import type { SoakAsk } from './soak-load.js';
import { SILENT } from './soak-project.js';
import type { SoakRecord } from './soak-record.js';
import type { Arrival } from './soak-receivers.js';

export interface SoakOutcome {
  readonly asks: readonly SoakAsk[];
  readonly loadMs: number;
  readonly drainMs: number;
  readonly faults: readonly Fault[];
  readonly record: SoakRecord;
  readonly arrivals: { readonly [channel: string]: readonly Arrival[] };
  /** Of the process that lived through it. */
  readonly figures: readonly Figures[];
  readonly log: string;
}

export function summary(of: SoakOutcome): string {
  const { asks, loadMs, drainMs, record, faults, arrivals } = of;
  const files = asks.filter(({ dataset }) => dataset !== SILENT);
  const rows: (readonly [string, string])[] = [
    ['length', `${(loadMs / 60_000).toFixed(1)} min, drained in ${(drainMs / 1000).toFixed(0)} s`],
    ['asks', `${n(files.length)} of files, ${n(asks.length - files.length)} of the silent source`],
    ['decisions a second', ((files.length * 1000) / loadMs).toFixed(1)],
    ['answer, files', answerTimes(files)],
    ['answer, silent source', answerTimes(asks.filter(({ dataset }) => dataset === SILENT))],
    ['retries', counted(asks.flatMap(({ retries }) => retries))],
    ['asks taken up again', n(record.asks.filter(({ attempts }) => attempts > 1).length)],
    ['faults', counted(faults.map(({ what }) => what))],
    ['decisions, runs', `${n(record.decisions.length)}, ${n(record.runs.length)}`],
    ['incidents', counted(record.incidents.map(({ state }) => state))],
    ['messages', counted(record.messages.map(({ channel, state }) => `${channel} ${state}`))],
    ['attempts of a message', String(Math.max(...record.messages.map(({ attempts }) => attempts)))],
    ['arrived twice', counted(twice(arrivals).map(({ channel }) => channel))],
    ...figureRows(of.figures),
    ['log', counted(logged(of.log))],
  ];
  return rows.map(([name, value]) => `| ${name} | ${value} |`).join('\n');
}

/** Arrivals of a message that was there already, with the moment at which it came for the first time. */
export function twice(
  arrivals: SoakOutcome['arrivals'],
): readonly { readonly channel: string; readonly first: number }[] {
  return Object.entries(arrivals).flatMap(([channel, all]) => {
    const seen = new Map<string, number>();
    return all.flatMap(({ id, at }) => {
      const first = seen.get(id);
      if (first === undefined) seen.set(id, at);
      return first === undefined ? [] : [{ channel, first }];
    });
  });
}

/** Of warnings and errors, what each says; a line that is none of ours as it is. */
export function logged(log: string): readonly string[] {
  const lines = log.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    if (!line.startsWith('{')) return line;
    const { level, msg } = JSON.parse(line) as { readonly level?: string; readonly msg?: string };
    return `${level ?? ''}: ${msg ?? ''}`;
  });
}

function answerTimes(asks: readonly SoakAsk[]): string {
  const ms = asks.map((each) => each.ms);
  const at = (share: number): string => `${n(Math.round(quantile(ms, share)))} ms`;
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}`;
}

function figureRows(figures: readonly Figures[]): readonly (readonly [string, string])[] {
  const row = (label: string, name: keyof Figures): readonly [string, string] => {
    const { first, last } = thirds(figures, name);
    return [`${label}, first and last third`, `${first.toFixed(0)}, ${last.toFixed(0)}`];
  };
  return [
    row('heap MB', 'heapMb'),
    row('RSS MB', 'rssMb'),
    row('open files', 'files'),
    row('handles', 'handles'),
  ];
}

function counted(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${n(count)} ${word}`).join(', ') || 'none';
}

const n = (count: number): string => count.toLocaleString('en');
