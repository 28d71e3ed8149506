/** Two versions of a project's contracts → every change between them, seen by producers and by consumers. */
import type { AssayDiff, Change, ContractDiff } from '../model/change.js';
import type { Suite } from '../model/check.js';
import type { Policy } from '../model/decision.js';
import type { Place } from '../model/fault.js';
import type { Catalogue } from '../model/kit.js';
import { compareContracts, contractAdded, contractGone } from './compare-contracts.js';
import { compareDatasets, datasetAdded, datasetContractChanged, datasetGone } from './compare-datasets.js';
import { comparePolicies } from './compare-policies.js';
import { datasetWords } from './dataset-words.js';
import { datasetContext, type Sided } from './context.js';
import type { DiffContract } from './diff-contract.js';
import { changeOf, levelRank, type Finding } from './finding.js';
import type { Pair } from './match.js';
import { matchProject, type MatchedProject } from './match-project.js';
import { stepOf, versionDue } from './version-step.js';

export type { DiffContract } from './diff-contract.js';

/** One version of a project. */
export interface DiffSide {
  readonly contracts: readonly DiffContract[];
  readonly suites: readonly Suite[];
  /** Of the gate, by key of the dataset; absent where no configuration belongs to the contracts. */
  readonly policies?: ReadonlyMap<string, Policy>;
}

export interface DiffOptions {
  /** The moment that deprecation windows are judged at, ISO 8601. */
  readonly asOf: string;
  readonly assay: string;
  /** Kinds of checks, for what they can observe and which of their arguments name columns. */
  readonly catalogue: Catalogue;
}

/** Everything that differs; nothing where only layout, comments or the order of keys do. Both sides must be free of faults. */
export function diffProjects(base: DiffSide, head: DiffSide, options: DiffOptions): AssayDiff {
  const project = matchProject(base, head);
  const contracts = [
    ...project.contracts.both.flatMap((pair) => changedContract(pair, project, { base, head }, options)),
    ...project.contracts.gone.map((contract) => goneContract(contract, project, { base, head }, options)),
    ...project.contracts.added.map((contract) => addedContract(contract, project, { base, head }, options)),
  ].toSorted((a, b) => byText(a.file, b.file) || byText(a.contract, b.contract));
  const changes = contracts.flatMap((contract) => contract.changes);
  const count = (level: Change['level']): number => changes.filter((change) => change.level === level).length;
  const [only, ...others] = contracts;
  const single = others.length === 0 ? only : undefined;
  return {
    kind: 'AssayDiff',
    schemaVersion: 1,
    assay: options.assay,
    changes,
    suggestedVersion: single?.suggestedVersion ?? null,
    writtenVersion: single?.writtenVersion ?? null,
    contracts,
    summary: { breaking: count('breaking'), risky: count('risky'), safe: count('safe') },
  };
}

const byText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

function changedContract(
  pair: Pair<DiffContract>,
  project: MatchedProject,
  sides: Pair<DiffSide>,
  options: DiffOptions,
): readonly ContractDiff[] {
  const [was, now] = [pair.base.contract, pair.head.contract];
  const findings = [
    // Documents of one digest have nothing to say; most contracts of a project are such.
    ...(was.digest === now.digest ? [] : compareContracts(pair)),
    ...oncePerClause(datasetFindings(pair.base, pair.head, project, sides, options)),
  ];
  if (findings.length === 0 && was.version === now.version) return [];
  const step = stepOf(findings);
  const { suggested, holds } = versionDue(was.version, now.version, step);
  return [
    {
      contract: now.id,
      file: now.file,
      status: 'changed',
      baseVersion: was.version,
      writtenVersion: now.version,
      suggestedVersion: suggested,
      step,
      versionHolds: holds,
      changes: inOrder(findings, now.id, pair.head.placeAt('')),
    },
  ];
}

/** Of the datasets that stand in the contract, and of those that stood there and are nowhere now. */
function datasetFindings(
  base: DiffContract | null,
  head: DiffContract | null,
  { datasets, columns, renames }: MatchedProject,
  sides: Pair<DiffSide>,
  { asOf, catalogue }: DiffOptions,
): readonly Finding[] {
  const today = asOf.slice(0, 10);
  return [
    ...datasets.both
      .filter((pair) => pair.head.of === head && !isUntouched(pair, sides))
      .flatMap((pair) => {
        const matched = columns.get(pair.head);
        if (matched === undefined) return [];
        const context = datasetContext(pair.base, pair.head, matched, catalogue, renames);
        return [
          ...compareDatasets(context, today),
          ...(isMoved(pair, base) ? [datasetContractChanged(context)] : []),
          ...datasetWords(context),
          ...policies(pair, sides),
        ];
      }),
    ...datasets.gone.filter(({ of }) => of === base).map(({ dataset }) => datasetGone(dataset, today)),
    ...datasets.added.filter(({ of }) => of === head).map(({ dataset }) => datasetAdded(dataset)),
  ];
}

/** Out of another contract than the one that `base` became. */
const isMoved = ({ base: was, head: now }: Pair<Sided>, base: DiffContract | null): boolean =>
  was.of !== base && was.of.contract.id !== now.of.contract.id;

/** A clause that speaks of every dataset of its contract is told once, of the contract. */
function oncePerClause(findings: readonly Finding[]): readonly Finding[] {
  const keyOf = ({ name, producer, consumer, at, was, column }: Finding): string =>
    JSON.stringify([name, producer, consumer, at?.path, was?.path, column]);
  const shared = new Map<string, readonly Finding[]>();
  for (const finding of findings)
    shared.set(keyOf(finding), [...(shared.get(keyOf(finding)) ?? []), finding]);
  return findings.flatMap((finding): readonly Finding[] => {
    const same = shared.get(keyOf(finding)) ?? [];
    if (same.length < 2 || !/^(service-level-|description-changed)/.test(finding.name)) return [finding];
    return same[0] === finding ? [{ ...finding, dataset: null }] : [];
  });
}

function isUntouched({ base, head }: Pair<Sided>, sides: Pair<DiffSide>): boolean {
  return (
    base.of.contract.digest === head.of.contract.digest &&
    base.suite.digest === head.suite.digest &&
    JSON.stringify(policyOf(sides.base, base)) === JSON.stringify(policyOf(sides.head, head))
  );
}

const policyOf = (side: DiffSide, { dataset }: Sided): Policy | null =>
  side.policies?.get(dataset.key) ?? null;

function policies({ base, head }: Pair<Sided>, sides: Pair<DiffSide>): readonly Finding[] {
  const [was, now] = [policyOf(sides.base, base), policyOf(sides.head, head)];
  if (was === null || now === null) return [];
  const at = { base: base.dataset.place, head: head.dataset.place };
  return comparePolicies({ base: was, head: now }, head.dataset.key, at);
}

function goneContract(
  contract: DiffContract,
  project: MatchedProject,
  sides: Pair<DiffSide>,
  options: DiffOptions,
): ContractDiff {
  const stays = project.datasets.both.some(({ base }) => base.of === contract);
  const findings = [
    contractGone(contract, stays, options.asOf.slice(0, 10)),
    ...datasetFindings(contract, null, project, sides, options),
  ];
  const { id, file, version } = contract.contract;
  return {
    contract: id,
    file,
    status: 'removed',
    baseVersion: version,
    writtenVersion: null,
    suggestedVersion: null,
    step: 'none',
    versionHolds: true,
    changes: inOrder(findings, id, contract.placeAt('')),
  };
}

function addedContract(
  contract: DiffContract,
  project: MatchedProject,
  sides: Pair<DiffSide>,
  options: DiffOptions,
): ContractDiff {
  const findings = [contractAdded(contract), ...datasetFindings(null, contract, project, sides, options)];
  const { id, file, version } = contract.contract;
  return {
    contract: id,
    file,
    status: 'added',
    baseVersion: null,
    writtenVersion: version,
    suggestedVersion: null,
    step: 'none',
    versionHolds: true,
    changes: inOrder(findings, id, contract.placeAt('')),
  };
}

/** Worst first, then as they stand in the file. */
function inOrder(findings: readonly Finding[], contract: string, file: Place): readonly Change[] {
  return findings
    .map((finding) => changeOf(finding, contract, file))
    .toSorted((a, b) => levelRank(a.level) - levelRank(b.level) || a.line - b.line || byText(a.code, b.code));
}
