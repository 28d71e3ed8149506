/** The figures of a process over the soak: memory and handles, as it tells them itself. */

export interface Figures {
  readonly heapMb: number;
  readonly rssMb: number;
  readonly files: number;
  readonly handles: number;
}

export interface Watch {
  readonly samples: readonly Figures[];
  readonly stop: () => Promise<void>;
}

const METRICS: { readonly [name in keyof Figures]: readonly [metric: string, unit: number] } = {
  heapMb: ['assay_nodejs_heap_size_used_bytes', 1 << 20],
  rssMb: ['assay_process_resident_memory_bytes', 1 << 20],
  files: ['assay_process_open_fds', 1],
  handles: ['assay_nodejs_active_handles_total', 1],
};

/** Takes them every so many ms. @param url of the process, which must live through it */
export function watch(url: string, everyMs: number): Watch {
  const samples: Figures[] = [];
  let timer: NodeJS.Timeout | undefined;
  let wake = (): void => undefined;
  let stopped = false;
  const ended = (async () => {
    while (!stopped) {
      const answer = await fetch(`${url}/metrics`).catch(() => null);
      // None while the store is away; a process that has died is missed elsewhere.
      if (answer?.ok === true) samples.push(figuresOf(await answer.text()));
      await new Promise<void>((resolve) => {
        wake = resolve;
        timer = setTimeout(resolve, everyMs);
      });
    }
  })();
  return {
    samples,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      wake();
      await ended;
    },
  };
}

function figuresOf(text: string): Figures {
  const read = (name: keyof Figures): number => {
    const [metric, unit] = METRICS[name];
    const found = new RegExp(`^${metric} (\\S+)$`, 'm').exec(text)?.[1];
    return Number(found) / unit;
  };
  return { heapMb: read('heapMb'), rssMb: read('rssMb'), files: read('files'), handles: read('handles') };
}

/** Of the first and of the last third of the samples. */
export function thirds(
  samples: readonly Figures[],
  name: keyof Figures,
): { readonly first: number; readonly last: number } {
  const values = samples.map((each) => each[name]);
  const third = Math.max(1, Math.floor(values.length / 3));
  return { first: quantile(values.slice(0, third), 0.5), last: quantile(values.slice(-third), 0.5) };
}

/** By the nearest rank; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
