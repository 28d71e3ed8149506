/** From contracts to suites: every clause becomes checks, or is said not to be executed, or is a fault. */
import type { CompileResult } from '../model/check.js';
import type { Contract, Dataset, Server } from '../model/contract.js';
import type { Fault } from '../model/fault.js';
import type { Catalogue } from '../model/kit.js';
import { columnIndex } from './column-index.js';
import { compileDataset } from './compile-dataset.js';
import type { CompilePolicy, DatasetContext } from './draft.js';

export interface CompileOptions {
  /** Names of the project's layers, in order. */
  readonly layers: readonly string[];
  /** What the project's policy says of a dataset; undefined where it says nothing, then the defaults hold. */
  readonly policyFor?: (dataset: string, layer: string | null) => CompilePolicy | undefined;
  /** Keys of all datasets of the project, where only some of its contracts are compiled; default: those that are. */
  readonly datasets?: readonly string[];
}

const DEFAULTS: CompilePolicy = { onEmpty: 'fail', extraColumns: 'allow', columnOrder: 'ignore' };

/**
 * Compiles the contracts of one project: a suite for each dataset, in order, and every fault of every clause at once.
 * A clause with a fault makes no check: nothing may run while there are faults.
 * @param contracts resolved: relationships know their other side
 */
export function compileProject(
  contracts: readonly Contract[],
  catalogue: Catalogue,
  options: CompileOptions,
): CompileResult {
  const datasets =
    options.datasets ?? contracts.flatMap((contract) => contract.datasets.map(({ key }) => key));
  const compiled = contracts.flatMap((contract) =>
    contract.datasets.map((dataset) =>
      compileDataset(contextOf(contract, dataset, catalogue, options, datasets)),
    ),
  );
  const faults = compiled.flatMap((one) => one.faults);
  return { suites: compiled.map(({ suite }) => suite), faults: inReadingOrder(withoutRepeats(faults)) };
}

function contextOf(
  contract: Contract,
  dataset: Dataset,
  catalogue: Catalogue,
  { policyFor }: CompileOptions,
  datasets: readonly string[],
): DatasetContext {
  return {
    contract,
    dataset,
    columns: columnIndex(dataset),
    catalogue,
    policy: policyFor?.(dataset.key, dataset.layer) ?? DEFAULTS,
    datasets,
    isText: contract.servers.length > 0 && contract.servers.every(holdsText),
  };
}

const TEXT_FORMATS = ['csv', 'json', 'ndjson', 'jsonl', 'tsv'];

/** A server of CSV or JSON files. */
function holdsText({ settings }: Server): boolean {
  const format = settings['format'];
  return typeof format === 'string' && TEXT_FORMATS.includes(format.toLowerCase());
}

/** One mistake may spoil several checks; it is said once. */
function withoutRepeats(faults: readonly Fault[]): readonly Fault[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}

/** By file and place, so that a reader can go through them from top to bottom. */
function inReadingOrder(faults: readonly Fault[]): readonly Fault[] {
  const at = (fault: Fault): readonly [string, number, number] => [
    fault.file ?? '',
    fault.line ?? 0,
    fault.column ?? 0,
  ];
  return [...faults].sort((a, b) => {
    const [left, right] = [at(a), at(b)];
    if (left[0] !== right[0]) return left[0] < right[0] ? -1 : 1;
    return left[1] - right[1] || left[2] - right[2];
  });
}
