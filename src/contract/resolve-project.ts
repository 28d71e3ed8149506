/** Contracts of one project → the same with all that they say of each other: references, lineage, unique keys. */
import type { Contract } from '../model/contract.js';
import { fault, type Fault } from '../model/fault.js';
import type { Draft } from './draft.js';
import { lineageCycles, resolveUpstream } from './resolve-lineage.js';
import { resolveRelationships } from './resolve-relationships.js';
import { sortFaults } from './sort-faults.js';
import type { UnreadDatasets } from './unread-datasets.js';

export interface ResolvedProject {
  /** Those without a fault; whoever needs the whole project asks whether `faults` is empty. */
  readonly contracts: readonly Contract[];
  /** All that came in, resolved as far as possible. */
  readonly readable: readonly Contract[];
  readonly faults: readonly Fault[];
}

/** Relationships get their targets and datasets their upstream; all faults at once. @param unread what could not be read at all. */
export function resolveProject(
  drafts: readonly Draft[],
  unread: UnreadDatasets = new Map(),
): ResolvedProject {
  const written = drafts.map((draft) => draft.contract);
  const faults = [...drafts.flatMap((draft) => draft.faults), ...sameContracts(drafts), ...sameKeys(written)];
  const all = written.flatMap((contract) => contract.datasets);
  const contracts = drafts.map(({ contract, places }) => {
    const context = { own: contract, contracts: written, places, unread, faults };
    const datasets = contract.datasets.map((dataset) =>
      resolveUpstream(resolveRelationships(dataset, context), all, context),
    );
    return { ...contract, datasets };
  });
  faults.push(...lineageCycles(contracts.flatMap((contract) => contract.datasets)));
  const bad = new Set([...faults.map((f) => f.file), ...filesOfRepeated(written)]);
  const good = contracts.filter((contract) => !bad.has(contract.file));
  return { contracts: good, readable: contracts, faults: sortFaults(faults) };
}

/** Of two things that claim one name neither is good. */
function filesOfRepeated(contracts: readonly Contract[]): readonly string[] {
  const claims = contracts.flatMap((contract) =>
    [
      `contract ${contract.id} ${contract.version}`,
      ...contract.datasets.map(({ key }) => `dataset ${key}`),
    ].map((claim) => ({
      claim,
      file: contract.file,
    })),
  );
  return claims
    .filter(({ claim }, i) => claims.some((other, j) => j !== i && other.claim === claim))
    .map((c) => c.file);
}

function sameContracts(drafts: readonly Draft[]): readonly Fault[] {
  const contracts = drafts.map((draft) => draft.contract);
  return drafts.flatMap(({ contract, places }, i) => {
    const first = contracts.findIndex(
      (other) => other.id === contract.id && other.version === contract.version,
    );
    if (first === i) return [];
    const message = `The contract \`${contract.id}\` ${contract.version} stands in ${contracts[first]?.file ?? ''} already.`;
    const place = places.at('/id');
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
