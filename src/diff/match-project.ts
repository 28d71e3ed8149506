/** Contracts and datasets of two versions of a project: which is which. */
import type { Suite } from '../model/check.js';
import type { Renames } from './demand.js';
import { columnNames, type Sided } from './context.js';
import type { DiffContract } from './diff-contract.js';
import { matchColumns, type MatchedColumns } from './match-columns.js';
import { match, matchAlike, type Matched } from './match.js';

export interface MatchedProject {
  readonly contracts: Matched<DiffContract>;
  readonly datasets: Matched<Sided>;
  /** Of the datasets of `datasets.both`, by that of head. */
  readonly columns: ReadonlyMap<Sided, MatchedColumns>;
  /** Names of base → those of head. */
  readonly renames: Renames;
}

interface Side {
  readonly contracts: readonly DiffContract[];
  readonly suites: readonly Suite[];
}

/** What two datasets must share of their columns at least to be taken for one that was renamed. */
const LEAST = 0.5;

export function matchProject(base: Side, head: Side): MatchedProject {
  const contracts = match(base.contracts, head.contracts, [
    ({ contract: { id, version } }) => JSON.stringify([id, version]),
    ({ contract: { id } }) => id,
    ({ contract: { file } }) => file,
  ]);
  const idInHead = new Map(contracts.both.map((pair) => [pair.base.contract.id, pair.head.contract.id]));
  const [was, now] = [sidedOf(base), sidedOf(head)];
  const ofBase = new Set(was);
  const within = (name: (sided: Sided) => string | null) => (sided: Sided) => {
    const id = sided.of.contract.id;
    const known = name(sided);
    return known === null ? null : JSON.stringify([ofBase.has(sided) ? (idInHead.get(id) ?? id) : id, known]);
  };
  const named = match(was, now, [
    within(({ dataset }) => dataset.id),
    ({ dataset }) => dataset.key,
    within(({ dataset }) => dataset.name),
    within(({ dataset }) => dataset.physicalName),
  ]);
  const contractOf = within(() => '');
  const datasets = matchAlike(
    named,
    (a, b) => (contractOf(a) === contractOf(b) ? sharedColumns(a, b) : 0),
    LEAST,
  );
  const columns = new Map(
    datasets.both.map((pair) => [
      pair.head,
      matchColumns(pair.base.dataset.properties, pair.head.dataset.properties),
    ]),
  );
  return { contracts, datasets, columns, renames: renamesOf(datasets, columns) };
}

function sidedOf({ contracts, suites }: Side): readonly Sided[] {
  const byKey = new Map(suites.map((suite) => [suite.dataset, suite]));
  return contracts.flatMap((of) =>
    of.contract.datasets.flatMap((dataset): Sided[] => {
      const suite = byKey.get(dataset.key);
      return suite === undefined ? [] : [{ of, dataset, suite }];
    }),
  );
}

/** Jaccard's index of the names of their columns. */
function sharedColumns(a: Sided, b: Sided): number {
  const [left, right] = [a, b].map(({ dataset }) => new Set(dataset.properties.map(({ name }) => name)));
  if (left === undefined || right === undefined || left.size === 0) return 0;
  const shared = [...left].filter((name) => right.has(name)).length;
  return shared / (left.size + right.size - shared);
}

function renamesOf({ both }: Matched<Sided>, matched: ReadonlyMap<Sided, MatchedColumns>): Renames {
  const keys = new Map(both.map(({ base, head }) => [base.dataset.key, head.dataset.key]));
  const columns = new Map(
    both.map(({ base, head }) => [
      base.dataset.key,
      columnNames(base.dataset, head.dataset, matched.get(head)?.both ?? []),
    ]),
  );
  return {
    dataset: (key) => keys.get(key) ?? key,
    column: (dataset, path) => columns.get(dataset)?.get(path) ?? path,
  };
}
