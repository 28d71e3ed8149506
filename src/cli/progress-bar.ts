/** Progress on stderr: a bar on a terminal, plain lines elsewhere, nothing with --quiet. */
import cliProgress from 'cli-progress';
import type { RunProgress } from '../run/run-services.js';

export interface Progress {
  readonly onProgress: (event: RunProgress) => void;
  readonly stop: () => void;
}

/** Scans shorter than this never show a bar. */
const PATIENCE_MS = 400;

/** Progress for one command. CI and pipes get a line a dataset that takes long; a person gets a bar. */
export function showProgress(quiet: boolean): Progress {
  if (quiet) return { onProgress: () => undefined, stop: () => undefined };
  return process.stderr.isTTY && process.env['CI'] === undefined ? bars() : lines();
}

function bars(): Progress {
  const bar = new cliProgress.SingleBar(
    {
      format: '{dataset} [{bar}] {percentage} % · {purpose}',
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      fps: 8,
    },
    cliProgress.Presets.shades_grey,
  );
  let timer: NodeJS.Timeout | null = null;
  let shown = false;
  let latest = { value: 0, dataset: '', purpose: 'reading metadata' };
  const show = (): void => {
    shown = true;
    bar.start(1000, latest.value, latest);
  };
  const stop = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (shown) bar.stop();
    shown = false;
  };
  return {
    onProgress: (event) => {
      if (event.progress === 'finished') return stop();
      if (event.progress === 'started') timer ??= setTimeout(show, PATIENCE_MS);
      latest = advance(latest, event);
      if (shown) bar.update(latest.value, latest);
    },
    stop,
  };
}

function advance(
  latest: { value: number; dataset: string; purpose: string },
  event: RunProgress,
): typeof latest {
  if (event.progress === 'started' || event.progress === 'finished')
    return { ...latest, dataset: event.dataset };
  const share = event.progress === 'scanning' ? event.share : 0;
  const value = Math.round((1000 * (event.done + share)) / Math.max(event.statements, 1));
  return {
    value,
    dataset: event.dataset,
    purpose: event.progress === 'statement' ? event.purpose : latest.purpose,
  };
}

function lines(): Progress {
  const timers = new Map<string, NodeJS.Timeout>();
  const stop = (): void => timers.forEach((timer) => clearInterval(timer));
  return {
    onProgress: (event) => {
      if (event.progress === 'finished') return clearInterval(timers.get(event.dataset));
      if (event.progress !== 'started') return;
      const begun = Date.now();
      const tell = (): void =>
        void process.stderr.write(
          `${event.dataset}: still scanning after ${Math.round((Date.now() - begun) / 1000)} s\n`,
        );
      const timer = setInterval(tell, 10_000);
      timer.unref();
      timers.set(event.dataset, timer);
    },
    stop,
  };
}
