/** What must have come of the asks of a soak, told from the contents of the files alone. */
import type { SoakAsk } from './soak-load.js';

/** Good data pass; bad data, and data that nobody could look at, do not: into gold the gate fails closed. */
export function expectedOutcome({ content }: Pick<SoakAsk, 'content'>): 'allow' | 'block' {
  return content === 'good' ? 'allow' : 'block';
}

/** The asks that must have looked at the data: the first about each content; of the silent source every one, since its data have no version. */
export function looking(asks: readonly SoakAsk[]): readonly SoakAsk[] {
  const seen = new Set<string>();
  return asks.filter(({ dataset, version, content }) => {
    const data = `${dataset} ${String(version)}`;
    if (content !== 'silent' && seen.has(data)) return false;
    seen.add(data);
    return true;
  });
}

export interface ExpectedIncident {
  readonly dataset: string;
  /** Ids of decisions. */
  readonly openedBy: unknown;
  readonly lastDecision: unknown;
  readonly resolved: boolean;
}

/** Bad content opens one, further bad content goes on with it, good content ends it. */
export function expectedIncidents(asks: readonly SoakAsk[]): readonly ExpectedIncident[] {
  const over: ExpectedIncident[] = [];
  const lasting = new Map<string, ExpectedIncident>();
  for (const { dataset, content, decision } of looking(asks)) {
    const lastDecision = decision['id'];
    const own = lasting.get(dataset);
    if (content !== 'good')
      lasting.set(dataset, {
        ...(own ?? { dataset: `gold.${dataset}`, openedBy: lastDecision, resolved: false }),
        lastDecision,
      });
    else if (own !== undefined) {
      over.push({ ...own, lastDecision, resolved: true });
      lasting.delete(dataset);
    }
  }
  return [...over, ...lasting.values()];
}

/** Datasets by the version that the gate bound its decision to, for every content that was asked about: each must be one of its own. */
export function versionsOf(asks: readonly SoakAsk[]): ReadonlyMap<string, ReadonlySet<unknown>> {
  const found = new Map<string, Set<unknown>>();
  for (const { dataset, version, decision } of asks) {
    const content = `${dataset} ${String(version)}`;
    const { dataVersion } = decision as { readonly dataVersion?: { readonly id?: unknown } | null };
    found.set(content, (found.get(content) ?? new Set()).add(dataVersion?.id ?? null));
  }
  return found;
}
