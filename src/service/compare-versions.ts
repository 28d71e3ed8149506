/** Two recorded versions of a contract → what one meant beside the other. */
import { VERSION } from '../app/version.js';
import { diffProjects, type DiffSide } from '../diff/diff-projects.js';
import type { AssayDiff, ContractDiff } from '../model/change.js';
import type { Contract } from '../model/contract.js';
import type { Json } from '../model/json.js';
import type { Catalogue } from '../model/kit.js';
import { compileProject } from '../suite/compile.js';

export interface ComparedVersions extends Pick<
  ContractDiff,
  'suggestedVersion' | 'step' | 'versionHolds' | 'changes'
> {
  readonly writtenVersion: string;
  readonly summary: AssayDiff['summary'];
}

/**
 * Compares what was recorded: contracts as they were resolved. Their documents are not kept, so that words beyond them (examples, links, prices) are
 * not compared. Rules of a kind that is no longer there count as not executed.
 * @param asOf the moment that deprecation windows are judged at, ISO 8601
 */
export function compareVersions(
  from: Contract,
  to: Contract,
  catalogue: Catalogue,
  asOf: string,
): ComparedVersions {
  const { contracts, changes, summary } = diffProjects(sideOf(from, catalogue), sideOf(to, catalogue), {
    asOf,
    assay: VERSION,
    catalogue,
  });
  const [found] = contracts;
  const { suggestedVersion, step, versionHolds } = found ?? {
    suggestedVersion: from.version,
    step: 'none',
    versionHolds: true,
  };
  return { suggestedVersion, writtenVersion: to.version, step, versionHolds, summary, changes };
}

function sideOf(contract: Contract, catalogue: Catalogue): DiffSide {
  const layers = [...new Set(contract.datasets.flatMap(({ layer }) => layer ?? []))];
  return {
    contracts: [
      {
        contract,
        document: recordOf(contract),
        placeAt: (path) => ({ file: contract.file, line: 1, column: 1, path }),
      },
    ],
    suites: compileProject([contract], catalogue, { layers }).suites,
  };
}

/** As much of the document as the record tells, in the document's words. */
const recordOf = ({ name, domain, description, tags, owners, support }: Contract): Json => ({
  ...(name === null ? {} : { name }),
  ...(domain === null ? {} : { domain }),
  ...((description ?? null) === null ? {} : { description: { ...description } }),
  tags,
  team: owners.map((owner) => ({ ...owner })),
  support: support.map((channel) => ({ ...channel })),
});
