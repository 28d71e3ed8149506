/** Contracts as they are answered: a line of the list, and what every dataset of one is held to. */
import type { Contract } from '../../model/contract.js';
import { withoutSecrets } from '../../model/without-secrets.js';
import type { DatasetEntry } from '../../service/service.js';
import type { Link } from '../links.js';
import type { Answer } from '../route.js';

/** What became of the clauses of a dataset. */
export function showCoverage({ suite }: Pick<DatasetEntry, 'suite'>): Answer<'ContractCoverage'> {
  const left = suite.coverage.filter(({ notExecuted }) => notExecuted !== null).length;
  return {
    checks: suite.checks.length,
    clauses: suite.coverage.length,
    executed: suite.coverage.length - left,
    notExecuted: left,
  };
}

export function sumOfCoverage(all: readonly Answer<'ContractCoverage'>[]): Answer<'ContractCoverage'> {
  const sum = (name: 'checks' | 'clauses' | 'executed' | 'notExecuted'): number =>
    all.reduce((total, each) => total + each[name], 0);
  return {
    checks: sum('checks'),
    clauses: sum('clauses'),
    executed: sum('executed'),
    notExecuted: sum('notExecuted'),
  };
}

/** @param entries datasets of this contract @param versions how many are on record */
export function showContract(
  contract: Contract,
  entries: readonly DatasetEntry[],
  versions: number,
  link: Link,
): Answer<'Contract'> {
  const { id, name, version, status, domain, file, digest, tags, owners } = contract;
  const datasets = entries.map((entry) => ({
    key: entry.key,
    layer: entry.layer,
    ...showCoverage(entry),
    links: { dataset: link('/v1/datasets/{key}', entry.key) },
  }));
  return {
    ...{ id, name, version, status, domain, file, digest, tags },
    owners: owners.map(({ username, name: called, role }) => ({ username, name: called, role })),
    datasets,
    coverage: sumOfCoverage(datasets),
    versionsRecorded: versions,
    links: {
      self: link('/v1/contracts/{id}', id),
      coverage: link('/v1/contracts/{id}/coverage', id),
      versions: link('/v1/contracts/{id}/versions', id),
      diff: link('/v1/contracts/{id}/diff', id),
    },
  };
}

/** What it says of itself besides: what for, who helps, where the data are; of a server no more than its kind. */
export function showAbout({
  apiVersion,
  description,
  support,
  servers,
}: Contract): Pick<Answer<'ContractDetail'>, 'apiVersion' | 'description' | 'support' | 'servers'> {
  const shown = (text: string | null | undefined): string | null => {
    const safe = withoutSecrets(text ?? null);
    return typeof safe === 'string' ? safe : null;
  };
  return {
    apiVersion,
    description: {
      purpose: shown(description?.purpose),
      usage: shown(description?.usage),
      limitations: shown(description?.limitations),
    },
    support: support.map(({ channel, tool, url, scope }) => ({ channel, tool, url: shown(url), scope })),
    servers: servers.map(({ name, type, environment }) => ({ name, type, environment })),
  };
}
