/** What is known while two versions of one dataset are compared. */
import type { Check, Coverage, Suite } from '../model/check.js';
import type { Contract, Dataset, Property } from '../model/contract.js';
import type { Place } from '../model/fault.js';
import type { Catalogue } from '../model/kit.js';
import { columnIndex } from '../suite/column-index.js';
import type { DiffContract } from './diff-contract.js';
import { demandOf, failing, type Demand, type Renames } from './demand.js';
import type { MatchedColumns } from './match-columns.js';
import type { Pair } from './match.js';

/** One version of a dataset. */
export interface Sided {
  readonly of: DiffContract;
  readonly dataset: Dataset;
  readonly suite: Suite;
}

export interface DatasetContext {
  readonly base: Sided;
  readonly head: Sided;
  readonly columns: MatchedColumns;
  /** What fails a run, in the names of head. */
  readonly demands: Pair<readonly Demand[]>;
  /** A check of either side as a demand in the names of head. */
  readonly demand: (check: Check, side: 'base' | 'head') => Demand;
  /** A path of base in the names of head. */
  readonly pathInHead: (path: string) => string;
  /** A dataset of base by its key in head. */
  readonly datasetInHead: (key: string) => string;
  /** A server of the contract may hold text, where types are judged value by value. */
  readonly mayBeText: boolean;
}

/** Each path that a column of base may be written by → its path in head, where the two differ. */
export function columnNames(
  base: Dataset,
  head: Dataset,
  both: MatchedColumns['both'],
): ReadonlyMap<string, string> {
  const [from, to] = [columnIndex(base), columnIndex(head)];
  return new Map(
    both.flatMap((pair) => {
      const now = to.pathOf(pair.head);
      return [pair.base.path, from.pathOf(pair.base)].map((path) => [path, now] as const);
    }),
  );
}

/** @param renames of base; head's names stay */
export function datasetContext(
  base: Sided,
  head: Sided,
  columns: MatchedColumns,
  catalogue: Catalogue,
  renames: Renames,
): DatasetContext {
  const demand = (check: Check, side: 'base' | 'head'): Demand =>
    demandOf(check, catalogue, side === 'base' ? renames : AS_IT_IS);
  return {
    base,
    head,
    columns,
    demands: {
      base: failing(base.suite.checks.map((check) => demand(check, 'base'))),
      head: failing(head.suite.checks.map((check) => demand(check, 'head'))),
    },
    demand,
    pathInHead: (path) => renames.column(base.dataset.key, path),
    datasetInHead: renames.dataset,
    mayBeText: [base, head].some(({ of }) => holdsText(of.contract)),
  };
}

const AS_IT_IS: Renames = { column: (_dataset, path) => path, dataset: (key) => key };

const TEXT = ['csv', 'tsv', 'json', 'ndjson', 'jsonl'];

const holdsText = ({ servers }: Contract): boolean =>
  servers.some(
    ({ settings: { format } }) => typeof format === 'string' && TEXT.includes(format.toLowerCase()),
  );

/** What the clauses at a place became. */
export interface Became {
  readonly place: Place;
  readonly checks: readonly Check[];
  /** Why nothing executes it; null where something does. */
  readonly notExecuted: string | null;
}

/** What a clause of one side became, by its place. */
export function becameAt({ suite }: Sided, place: Place): Became {
  const entries: readonly Coverage[] = suite.coverage.filter(({ clause }) => clause.path === place.path);
  const ids = new Set(entries.flatMap(({ checks }) => checks));
  return {
    place,
    checks: suite.checks.filter(({ id }) => ids.has(id)),
    notExecuted: entries.find(({ notExecuted }) => notExecuted !== null)?.notExecuted ?? null,
  };
}

/** Every column of a dataset, nested ones too. */
export const allColumns = (dataset: Dataset): readonly Property[] => columnIndex(dataset).all;
