/** Names of datasets for dbt's resources: one each, and the same again tomorrow. */

/** What a resource is called in its project. */
export interface Named {
  /** dbt's own id, or what stands for it. */
  readonly id: string;
  readonly kind: 'model' | 'seed' | 'snapshot' | 'source';
  readonly name: string;
  /** Of a source. */
  readonly source: string | null;
  /** Of a versioned model. */
  readonly version: string | null;
  readonly package: string | null;
}

/**
 * `orders`, `orders_v2` for a version, `raw_orders` for the table `orders` of the source `raw`. Where two want one name, the later kind adds its own
 * (`raw_orders_source`), then its package, then a number; so that names do not depend on the order of a file.
 */
export function datasetNames(all: readonly Named[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const inOrder = [...all].sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
  for (const one of inOrder) {
    const plain = plainName(one);
    const wishes = [
      plain,
      `${plain}_${one.kind}`,
      ...(one.package === null ? [] : [`${one.package}_${plain}`]),
    ];
    let name = wishes.find((wish) => !taken.has(wish));
    for (let n = 2; name === undefined; n++) name = taken.has(`${plain}_${n}`) ? undefined : `${plain}_${n}`;
    taken.add(name);
    names.set(one.id, name);
  }
  return names;
}

const KINDS = ['model', 'seed', 'snapshot', 'source'];
const rank = ({ kind }: Named): number => KINDS.indexOf(kind);

function plainName({ name, source, version }: Named): string {
  if (source !== null) return `${source}_${name}`;
  return version === null ? name : `${name}_v${version}`;
}
