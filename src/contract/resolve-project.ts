/** Contracts of one project → the same with all that they say of each other: references, lineage, unique keys. */
import type { Contract } from '../model/contract.js';
import { fault, type Fault } from '../model/fault.js';
import type { Draft } from './draft.js';
import { sortFaults } from './read-contract.js';
import { lineageCycles, resolveUpstream } from './resolve-lineage.js';
import { resolveRelationships } from './resolve-relationships.js';

export interface ResolvedProject {
  /** Those without a fault; whoever needs the whole project asks whether `faults` is empty. */
  readonly contracts: readonly Contract[];
  readonly faults: readonly Fault[];
}

/** Relationships get their targets and datasets their upstream; all faults at once. */
export function resolveProject(drafts: readonly Draft[]): ResolvedProject {
  const written = drafts.map((draft) => draft.contract);
  const faults = [...sameContracts(written), ...sameKeys(written)];
  const all = written.flatMap((contract) => contract.datasets);
  const contracts = drafts.map(({ contract, places }) => {
    const context = { own: contract, contracts: written, places, faults };
    const datasets = contract.datasets.map((dataset) =>
      resolveUpstream(resolveRelationships(dataset, context), all, places, faults),
    );
    return { ...contract, datasets };
  });
  faults.push(...lineageCycles(contracts.flatMap((contract) => contract.datasets)));
  const bad = new Set(faults.map((f) => f.file));
  return { contracts: contracts.filter((contract) => !bad.has(contract.file)), faults: sortFaults(faults) };
}

function sameContracts(contracts: readonly Contract[]): readonly Fault[] {
  return contracts.flatMap((contract, i) => {
    const first = contracts.findIndex(
      (other) => other.id === contract.id && other.version === contract.version,
    );
    if (first === i) return [];
    const message = `The contract \`${contract.id}\` ${contract.version} stands in ${contracts[first]?.file ?? ''} already.`;
    const place = { file: contract.file, line: 1, column: 1, path: '/id' };
    return [fault('duplicate-contract', message, place, 'Give one of them another `id` or `version`.')];
  });
}

function sameKeys(contracts: readonly Contract[]): readonly Fault[] {
  const all = contracts.flatMap((contract) => contract.datasets);
  return all.flatMap((dataset, i) => {
    const first = all.findIndex((other) => other.key === dataset.key);
    if (first === i) return [];
    const place = all[first]?.place;
    const message = `The dataset \`${dataset.key}\` stands in ${place?.file ?? ''}, line ${place?.line ?? 0}, already.`;
    const hint = 'Give one of them another `name`, or another `layer`.';
    return [fault('duplicate-dataset', message, dataset.place, hint)];
  });
}
