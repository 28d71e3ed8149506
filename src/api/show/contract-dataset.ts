/** A dataset as its contract describes it: columns, rules, promises and references, each with the checks that it became. */
import { constraintWords } from '../../exchange/export/documentation-words.js';
import type { Check, Coverage, Suite } from '../../model/check.js';
import type { Dataset, Property, Relationship, Rule, Sla } from '../../model/contract.js';
import { limitText } from '../../suite/limit.js';
import type { DatasetEntry } from '../../service/service.js';
import type { Link } from '../links.js';
import type { Answer } from '../route.js';
import { showCoverage } from './contract.js';

/** Who can be seen; the columns left. */
interface Showing {
  readonly seen: (key: string) => boolean;
  readonly link: Link;
  /** At most so many columns. */
  readonly most: number;
}

export function showContractDataset(
  dataset: Dataset,
  entry: DatasetEntry,
  { seen, link, most }: Showing,
): Answer<'ContractDataset'> {
  const { key, name, physicalName, physicalType, layer, description, tags } = dataset;
  const { suite } = entry;
  const columns = dataset.properties.flatMap((property) => withFields(property, 0));
  const of = checksByColumn(suite);
  return {
    ...{ key, name, physicalName, physicalType, layer, description, tags },
    upstream: dataset.upstream.filter(seen),
    coverage: showCoverage(entry),
    columns: columns
      .slice(0, most)
      .map(({ property, depth }) => showColumn(property, depth, of.get(property.path) ?? [])),
    columnCount: columns.length,
    rules: rulesOf(dataset, columns).map(({ rule, column }) => showRule(rule, column, suite)),
    slas: dataset.slas.map((sla) => showSla(sla, suite)),
    relationships: relationshipsOf(dataset).map((each) => showRelationship(each, suite, seen)),
    links: { dataset: link('/v1/datasets/{key}', key) },
  };
}

interface Nested {
  readonly property: Property;
  readonly depth: number;
}

function withFields(property: Property, depth: number): readonly Nested[] {
  const inner = [...property.properties, ...(property.items === null ? [] : [property.items])];
  return [{ property, depth }, ...inner.flatMap((field) => withFields(field, depth + 1))];
}

function checksByColumn(suite: Suite): ReadonlyMap<string, readonly Check[]> {
  const found = new Map<string, Check[]>();
  for (const check of suite.checks) {
    if (check.column === null) continue;
    const own = found.get(check.column);
    if (own === undefined) found.set(check.column, [check]);
    else own.push(check);
  }
  return found;
}

function showColumn(property: Property, depth: number, checks: readonly Check[]): Answer<'ContractColumn'> {
  const { path, name, logicalType, physicalType, required, unique, primaryKey, partition } = property;
  return {
    ...{ path, name, depth, logicalType, physicalType, required, unique, primaryKey, partition },
    classification: property.classification,
    businessName: property.businessName ?? null,
    description: property.description ?? null,
    tags: property.tags,
    // Rules have a list of their own.
    constraints: checks.filter(({ clause }) => !clause.path.includes('/quality/')).flatMap(constraintWords),
    checks: checks.length,
  };
}

const rulesOf = (dataset: Dataset, columns: readonly Nested[]) => [
  ...dataset.rules.map((rule) => ({ rule, column: null })),
  ...columns.flatMap(({ property }) => property.rules.map((rule) => ({ rule, column: property.path }))),
];

/** Those of the dataset itself, then those of its columns. */
export function relationshipsOf({ relationships, properties }: Dataset): readonly Relationship[] {
  const columns = properties.flatMap((property) => withFields(property, 0));
  return [...relationships, ...columns.flatMap(({ property }) => property.relationships)];
}

/** What the clauses at or within a place became. */
function became(path: string, suite: Suite): Answer<'ClauseFate'> {
  const own = suite.coverage.filter((each) => isWithin(each, path));
  const ids = new Set(own.flatMap(({ checks }) => checks));
  const reasons = own.flatMap(({ notExecuted }) => notExecuted ?? []);
  return {
    checks: suite.checks
      .filter(({ id }) => ids.has(id))
      .map(({ id, kind, limit, unit, severity, dimension }) => ({
        ...{ id, kind, severity, dimension },
        // A kind that judges by itself has none, whatever its type says.
        expected: (limit as Check['limit'] | null) === null ? null : limitText(limit, unit),
      })),
    notExecuted: reasons.length === 0 ? null : [...new Set(reasons)].join(' '),
  };
}

const isWithin = ({ clause }: Coverage, path: string): boolean =>
  clause.path === path || clause.path.startsWith(`${path}/`);

function showRule(rule: Rule, column: string | null, suite: Suite): Answer<'ContractRule'> {
  const { id, name, description, type, metric, query, dimension, severity, tags, place } = rule;
  return {
    ...{ column, id, name, description, type, metric, query, dimension, severity, tags, place },
    ...became(place.path, suite),
  };
}

function showSla(sla: Sla, suite: Suite): Answer<'ContractSla'> {
  const { id, property, value, valueExt, unit, column, timezone, schedule, description, place } = sla;
  return {
    ...{ id, property, value, valueExt, unit, column, timezone, schedule, description, place },
    ...became(place.path, suite),
  };
}

/** What it refers to is told where the caller may see it, or where it is in no contract at all. */
function showRelationship(
  { id, from, to, target, place }: Relationship,
  suite: Suite,
  seen: (key: string) => boolean,
): Answer<'ContractRelationship'> {
  const isShown = target === null || seen(target.dataset);
  return {
    ...{ id, from, place },
    to: isShown ? to : null,
    target: target !== null && isShown ? { dataset: target.dataset, columns: target.columns } : null,
    ...became(place.path, suite),
  };
}
