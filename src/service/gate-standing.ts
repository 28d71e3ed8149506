/** What stands before the gate of each dataset at this moment: its own breaker, one upstream, or nothing. */
import { holdsBack } from '../gate/breaker.js';
import { rootCauses, type Lineage } from '../gate/lineage.js';
import type { BreakerPhase, BreakerState } from '../model/decision.js';
import { notLifted } from '../run/decide-upstream.js';
import type { Store } from '../store/store.js';
import type { DatasetEntry, ProjectView } from './service.js';

/** As the next question would find it, before any data are looked at. */
export interface GateStanding {
  /** Null: nothing ever moved the breaker. */
  readonly state: BreakerState | null;
  /** Data are held back: not where the dataset is in shadow, nor where an override lets through what opened the breaker. */
  readonly blocked: boolean;
  /** The datasets upstream whose open breaker is the root of a block. Where they only warn by policy, nothing is blocked. */
  readonly blockedBy: readonly string[];
}

/** Asks the store twice, however many datasets; a breaker that an override lifts costs the run that opened it besides. */
export async function gateStandings(
  project: ProjectView,
  store: Pick<Store, 'breakers' | 'overrides' | 'run'>,
  now: Date,
): Promise<ReadonlyMap<string, GateStanding>> {
  const states = new Map((await store.breakers()).map((state) => [state.dataset, state]));
  const subject = (dataset: string) => project.find(dataset);
  const open = [...states.values()].filter(({ phase }) => holdsBack(phase));
  const holding =
    open.length === 0
      ? new Map<string, BreakerState>()
      : await notLifted(open, project.environment, now.toISOString(), { store, subject });
  const phases = new Map([...holding.values()].map(({ dataset, phase }) => [dataset, phase]));
  const inherited = inheritance(project.datasets, phases);
  return new Map(
    project.datasets.map((entry) => {
      const blockedBy = inherited(entry);
      const held = holding.has(entry.key) || blockedBy.length > 0;
      const blocked = held && !entry.policy.shadow;
      return [entry.key, { state: states.get(entry.key) ?? null, blocked, blockedBy }];
    }),
  );
}

/** An upstream in shadow only warns, and so does any where the policy says so. */
function inheritance(
  datasets: readonly DatasetEntry[],
  phases: ReadonlyMap<string, BreakerPhase>,
): (entry: DatasetEntry) => readonly string[] {
  if (phases.size === 0) return () => [];
  const lineage: Lineage = new Map(datasets.map(({ key, upstream }) => [key, upstream]));
  const inShadow = new Set(datasets.filter(({ policy }) => policy.shadow).map(({ key }) => key));
  return ({ key, policy }) =>
    policy.effects.upstreamOpen === 'block'
      ? rootCauses(key, lineage, phases).filter((root) => !inShadow.has(root))
      : [];
}
