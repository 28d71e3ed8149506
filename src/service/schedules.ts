/** Asks that no orchestrator makes: by the clock, or when a dataset has new data. Of several processes, one asks. */
import { Cron } from 'croner';
import { DateTime, IANAZone } from 'luxon';
import type { ConfigFile } from '../generated/config.js';
import { digest } from '../model/digest.js';
import { fault, type Fault } from '../model/fault.js';
import { fixedDurationMs } from '../model/fixed-duration.js';
import type { Batch } from '../model/measure.js';
import { everyMs } from './every-ms.js';
import type { LiveProject } from './live-project.js';
import type { Log } from './log.js';
import { patiently } from './patiently.js';

type Schedule = NonNullable<ConfigFile['schedules']>[number];

/** How long what is due waits for a store that is away. */
const STORE_MS = 600_000;

/** Who asks, in decisions. */
export const SCHEDULER = 'schedule';

/** A scheduled question; its key is the same in every process, so that it is asked once. */
export interface Scheduled {
  readonly dataset: string;
  readonly batch: Batch | null;
  readonly dataVersion: string | null;
  readonly key: string;
}

interface ScheduleParts {
  readonly ask: (scheduled: Scheduled) => Promise<void>;
  readonly log: Log;
  readonly now: () => Date;
}

/** What is wrong with the schedules of a project: unknown datasets, times that no clock shows. */
export function scheduleFaults({ view, loaded }: LiveProject): readonly Fault[] {
  const place = loaded.config.file === null ? {} : { file: loaded.config.file };
  return (loaded.written.schedules ?? []).flatMap((schedule, index) => {
    const at = { ...place, path: `/schedules/${String(index)}` };
    const found = view.find(schedule.dataset);
    const faults = found.ok ? [] : found.faults.map((each) => ({ ...each, ...at }));
    return [...faults, ...clockFaults(schedule, at)];
  });
}

function clockFaults(schedule: Schedule, at: { readonly path: string }): readonly Fault[] {
  const { cron, timezone, watch } = schedule;
  const faults: Fault[] = [];
  if (timezone !== undefined && !IANAZone.isValidZone(timezone))
    faults.push(
      fault('bad-value', `There is no time zone ${timezone}.`, at, 'Write for example Europe/Berlin.'),
    );
  if (cron !== undefined && !isCron(cron))
    faults.push(
      fault(
        'bad-value',
        `\`${cron}\` is no cron expression.`,
        at,
        'Write minute, hour, day, month and weekday, as `0 6 * * 1-5`.',
      ),
    );
  const period = watch === undefined ? 1 : fixedDurationMs(String(watch));
  if (period === null || period < 1)
    faults.push(fault('bad-value', '`watch` is no length of time.', at, 'Write for example 30s or 5m.'));
  return faults;
}

function isCron(text: string): boolean {
  try {
    return new Cron(text, { paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}

/** Starts the clocks of a project; `stop` ends them, for good or before those of a newer project start. */
export function startSchedules(
  project: LiveProject,
  parts: ScheduleParts,
): { readonly stop: () => Promise<void> } {
  const stops = (project.loaded.written.schedules ?? []).map((schedule) =>
    schedule.cron === undefined ? watching(schedule, project, parts) : ticking(schedule, project, parts),
  );
  return { stop: async () => void (await Promise.all(stops.map((stop) => stop()))) };
}

function ticking(schedule: Schedule, project: LiveProject, parts: ScheduleParts): () => Promise<void> {
  const { cron = '', timezone = 'UTC' } = schedule;
  const job = new Cron(
    cron,
    { timezone, unref: true, catch: (error) => told(error, parts.log) },
    async (self) => {
      // The moment that was due, not the one at which this process got to it: the same in every process.
      const due = self.currentRun() ?? parts.now();
      due.setSeconds(due.getSeconds(), 0);
      const batch = batchAt(schedule, due);
      const { dataset } = asked(schedule, project);
      const key = digest({ schedule: cron, timezone, dataset, batch, due: due.toISOString() });
      await patiently(STORE_MS, () => parts.ask({ dataset, batch, dataVersion: null, key }));
    },
  );
  return () => {
    job.stop();
    return Promise.resolve();
  };
}

function watching(schedule: Schedule, project: LiveProject, parts: ScheduleParts): () => Promise<void> {
  let last: string | null = null;
  const look = async (): Promise<void> => {
    const { dataset } = asked(schedule, project);
    const batch = batchAt(schedule, parts.now());
    const version = await project.assay.dataVersion(dataset, { batch });
    if (version === null || version.id === last) return;
    await parts.ask({
      dataset,
      batch,
      dataVersion: version.id,
      key: digest({ watch: dataset, batch, version: version.id }),
    });
    last = version.id;
  };
  return everyMs(fixedDurationMs(String(schedule.watch)) ?? 60_000, look, parts.log).stop;
}

function asked(schedule: Schedule, { view }: LiveProject): { readonly dataset: string } {
  const found = view.find(schedule.dataset);
  if (!found.ok) throw new Error(`There is no dataset ${schedule.dataset} any more.`);
  return { dataset: found.value.key };
}

const DAY = /\{date(?:-(\d{1,3}))?\}/g;

/** The batch with its days filled in, as of the schedule's time zone. */
export function batchAt(
  { batch, timezone = 'UTC' }: Pick<Schedule, 'batch' | 'timezone'>,
  at: Date,
): Batch | null {
  if (batch === undefined) return null;
  const today = DateTime.fromJSDate(at, { zone: timezone });
  const fill = (text: string): string =>
    text.replace(
      DAY,
      (_, back: string | undefined) => today.minus({ days: Number(back ?? 0) }).toISODate() ?? '',
    );
  return Object.fromEntries(Object.entries(batch).map(([name, value]) => [name, fill(String(value))]));
}

function told(error: unknown, log: Log): void {
  log.error({ error: error instanceof Error ? error.message : 'unknown error' }, 'a schedule could not ask');
}
