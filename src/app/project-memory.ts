/** What one load of a project lends to the load of another version of it: texts that were read, and suites of contracts that are the same in both. */
import type { ReadText } from '../contract/draft.js';
import type { Suite } from '../model/check.js';
import type { Contract, Dataset, Property } from '../model/contract.js';
import type { ProjectConfig } from '../model/project.js';

/** What a suite depends on beside its contract. */
export type Ground = Pick<ProjectConfig, 'layers' | 'policy' | 'environments' | 'packs'>;

interface Lent {
  readonly contract: Contract;
  readonly suites: readonly Suite[];
}

/** Two versions of a project differ in a file or two of hundreds: the rest is read and compiled once. */
export class ProjectMemory {
  /** By name and text of the file. */
  readonly #texts = new Map<string, ReadText>();
  /** Files that the last load found as they were. */
  readonly #same = new Set<string>();
  #ground: string | null = null;
  #lent = new Map<string, Lent>();

  /** What was read from this very file and text before; else what `read` gives. */
  read(file: string, text: string, layers: readonly string[], read: () => ReadText): ReadText {
    const key = JSON.stringify([file, layers, text]);
    const known = this.#texts.get(key);
    if (known === undefined) this.#same.delete(file);
    else this.#same.add(file);
    const found = known ?? read();
    this.#texts.set(key, found);
    return found;
  }

  /** Keeps what a load has compiled. Check packs are code, which nothing here compares: with any, nothing is lent. */
  learn(contracts: readonly Contract[], suites: readonly Suite[], ground: Ground): void {
    this.#ground = ground.packs.length > 0 ? null : groundOf(ground);
    const byKey = new Map(suites.map((suite) => [suite.dataset, suite]));
    this.#lent = new Map(
      contracts.map((contract) => [
        contract.file,
        { contract, suites: contract.datasets.flatMap(({ key }) => byKey.get(key) ?? []) },
      ]),
    );
  }

  /** The suites of a contract that is as it was, under a configuration that is as it was; null where they must be compiled. */
  suitesOf(contract: Contract, ground: Ground): readonly Suite[] | null {
    const lent = this.#lent.get(contract.file);
    if (lent === undefined || !this.#same.has(contract.file)) return null;
    if (this.#ground !== groundOf(ground) || tiesOf(lent.contract) !== tiesOf(contract)) return null;
    return lent.suites.length === contract.datasets.length ? lent.suites : null;
  }
}

const groundOf = ({ layers, policy, environments, packs }: Ground): string =>
  JSON.stringify([layers, policy, environments, packs]);

/** What the other contracts of a project add to one: where its references lead. */
function tiesOf({ datasets }: Contract): string {
  const targets = (property: Property): readonly unknown[] => [
    property.relationships.map(({ target }) => target),
    property.properties.map(targets),
    property.items === null ? null : targets(property.items),
  ];
  return JSON.stringify(
    datasets.map(({ key, relationships, properties }: Dataset) => [
      key,
      relationships.map(({ target }) => target),
      properties.map(targets),
    ]),
  );
}
