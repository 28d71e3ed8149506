/** Datasets as they are answered: one line of a list, or all that is written about one. */
import type { Check } from '../../model/check.js';
import type { BreakerPhase } from '../../model/decision.js';
import { limitText } from '../../suite/limit.js';
import type { DatasetEntry } from '../../service/service.js';
import type { Link } from '../links.js';
import type { Answer } from '../route.js';

/** @param seen whether the caller may see a dataset */
export function showDataset(
  entry: DatasetEntry,
  phase: BreakerPhase,
  seen: (key: string) => boolean,
  link: Link,
): Answer<'Dataset'> {
  const { key, layer, domain, contract, suite, policy, upstream } = entry;
  const dataset = contract.datasets.find((each) => each.key === key);
  const { id, version, status, file, digest } = contract;
  return {
    ...{ key, layer, domain },
    name: dataset?.name ?? key,
    description: dataset?.description ?? null,
    tags: dataset?.tags ?? [],
    contract: { id, version, status, file, digest },
    owners: contract.owners.map((owner) => owner.username),
    upstream: upstream.filter(seen),
    checks: suite.checks.length,
    shadow: policy.shadow,
    breaker: phase,
    links: {
      self: link('/v1/datasets/{key}', key),
      runs: link('/v1/datasets/{key}/runs', key),
      decisions: link('/v1/gates/{dataset}/decisions', key),
      breaker: link('/v1/breakers/{dataset}', key),
      contract: link('/v1/contracts/{id}/versions', id),
    },
  };
}

/** What the contract says of it: columns, checks, policy. */
export function showSuite({
  suite,
  policy,
}: DatasetEntry): Pick<
  Answer<'DatasetDetail'>,
  'suiteDigest' | 'partition' | 'columns' | 'suite' | 'notExecuted' | 'policy'
> {
  return {
    suiteDigest: suite.digest,
    partition: suite.partition,
    columns: suite.columns.map(({ path, logicalType, physicalType, classification }) => ({
      ...{ path, logicalType, physicalType, classification },
    })),
    suite: suite.checks.map(showCheck),
    notExecuted: suite.notExecuted,
    policy,
  };
}

function showCheck(check: Check): Answer<'SuiteCheck'> {
  const { id, kind, column, name, description, dimension, severity, tags, clause, limit, unit } = check;
  return {
    ...{ id, kind, column, name, description, dimension, severity, tags, clause },
    // A kind that judges by itself has none, whatever its type says.
    expected: (limit as Check['limit'] | null) === null ? null : limitText(limit, unit),
  };
}
