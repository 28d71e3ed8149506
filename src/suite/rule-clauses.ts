/** Entries of `quality` lists: text, library metrics, SQL, and rules of an engine. */
import type { Property, Rule } from '../model/contract.js';
import { fault, type Fault, type Place } from '../model/fault.js';
import type { JsonObject } from '../model/json.js';
import { atItsKey } from './at-its-key.js';
import { arrayReason } from './inside-array.js';
import { readImplementation } from './custom-rule.js';
import { didYouMean } from '../model/did-you-mean.js';
import { nameHint } from './name-hint.js';
import { type CheckWish, draftCheck } from './draft-check.js';
import { type Clause, type DatasetContext, faulty, placeWithin, skipped } from './draft.js';
import { limitText } from './limit.js';
import { readSeverity } from './severity.js';

const LIBRARY = ['rowCount', 'nullValues', 'missingValues', 'invalidValues', 'duplicateValues'];
/** Engines that run rules of their own; listed so that they are not taken for a misspelt `assay`. */
const OTHER_ENGINES = [
  'soda',
  'great-expectations',
  'greatExpectations',
  'monte-carlo',
  'montecarlo',
  'dbt',
  'dqx',
  'deequ',
  'elementary',
  'anomalo',
];

/** The rules of the dataset and of each of its columns. */
export function ruleClauses(context: DatasetContext): readonly Clause[] {
  const { dataset, columns } = context;
  return [
    ...dataset.rules.flatMap((rule) => clausesOf(rule, null, context)),
    ...columns.all.flatMap((property) =>
      property.rules.flatMap((rule) => clausesOf(rule, property, context)),
    ),
  ];
}

function clausesOf(rule: Rule, property: Property | null, context: DatasetContext): readonly Clause[] {
  const clause = ruleClause(rule, property, context);
  const placed = { ...clause, faults: clause.faults.map((problem) => atItsKey(problem, rule)) };
  if (rule.schedule === undefined || rule.schedule === null) return [placed];
  const place = rule.places?.['/schedule'] ?? rule.place;
  const reason = 'Runs are scheduled by the orchestrator that asks.';
  return [placed, skipped(place, `${clause.text}: schedule`, reason)];
}

/** What a rule asks for: of which kind, with what. */
type Ask = Pick<CheckWish, 'kind' | 'args' | 'operators' | 'unit' | 'place' | 'argsPlace'>;

function ruleClause(rule: Rule, property: Property | null, context: DatasetContext): Clause {
  const subject = property?.path ?? context.dataset.name;
  const text = rule.name ?? rule.description ?? `${subject}: ${rule.metric ?? rule.type}`;
  if (rule.type === 'text') return skipped(rule.place, text, 'It is text for people.');
  if (rule.type === 'custom' && rule.engine !== 'assay') return otherEngine(rule, text);
  const asked = askOf(rule, context);
  if (Array.isArray(asked)) return faulty(rule.place, text, asked as readonly Fault[]);
  return askClause(asked as Ask, rule, property, text, context);
}

function askOf(rule: Rule, context: DatasetContext): Ask | readonly Fault[] {
  const { operators, unit, place } = rule;
  if (rule.type === 'custom') return readImplementation(rule);
  if (rule.type === 'library') return libraryAsk(rule, context);
  const query = rule.query ?? '';
  if (query.trim() === '')
    return [fault('missing-query', 'The rule has no query.', placeWithin(place, 'query'))];
  return { kind: 'sql', args: { query }, operators, unit, argsPlace: place };
}

function libraryAsk(rule: Rule, { catalogue }: DatasetContext): Ask | readonly Fault[] {
  const { metric, operators, unit, place } = rule;
  if (metric === null) {
    const hint = '`rule` is deprecated: write `metric`.';
    return [fault('missing-metric', 'The rule names no metric.', place, hint)];
  }
  if (LIBRARY.includes(metric)) return { kind: metric, args: rule.arguments, operators, unit };
  const hint = catalogue.has(metric)
    ? `Write \`type: custom\`, \`engine: assay\`, \`implementation: {metric: ${metric}, …}\`.`
    : nameHint(metric, [...LIBRARY, ...catalogue.keys()], `The library has ${LIBRARY.join(', ')}.`);
  return [
    fault('unknown-metric', `The library has no metric ${metric}.`, placeWithin(place, 'metric'), hint),
  ];
}

function otherEngine(rule: Rule, text: string): Clause {
  const place: Place = placeWithin(rule.place, 'engine');
  const engine = rule.engine ?? '';
  const near = OTHER_ENGINES.includes(engine) ? null : didYouMean(engine, ['assay']);
  if (engine !== '' && near === null)
    return skipped(rule.place, text, `The engine ${engine} runs it, Assay does not.`);
  const problem = fault('unknown-engine', `There is no engine "${engine}".`, place, 'Did you mean `assay`?');
  return faulty(rule.place, text, [problem]);
}

function askClause(
  ask: Ask,
  rule: Rule,
  property: Property | null,
  text: string,
  context: DatasetContext,
): Clause {
  const reason = arrayReason(ask.kind, property);
  if (reason !== null) return skipped(rule.place, text, reason);
  const wish = { ...ask, args: withColumns(ask), property, isClause: false, clause: rule.place };
  const drafted = draftCheck(wish, context);
  const severity = readSeverity(rule.severity, placeWithin(rule.place, 'severity'));
  if (!drafted.ok || !severity.ok)
    return faulty(
      rule.place,
      text,
      [drafted, severity].flatMap((part) => (part.ok ? [] : part.faults)).map((one) => asWritten(one, rule)),
    );
  const { kind, limit, unit } = drafted.value;
  const draft = {
    ...drafted.value,
    severity: severity.value,
    severityLabel: rule.severity,
    dimension: rule.dimension ?? kind.dimension,
    name: rule.name,
    description: rule.description,
    tags: [...new Set([...rule.tags, ...(property?.tags ?? [])])],
    givenId: rule.id,
  };
  const said =
    rule.name ?? `${property?.path ?? context.dataset.name}: ${kind.kind} ${limitText(limit, unit)}`;
  return { place: rule.place, text: said, drafts: [draft], notExecuted: null, faults: [] };
}

/** The standard calls the columns of a dataset's duplicate rule `properties`. */
function withColumns({ kind, args = {} }: Ask): JsonObject {
  if (kind !== 'duplicateValues' || args['properties'] === undefined || args['columns'] !== undefined)
    return args;
  const { properties, ...rest } = args;
  return { ...rest, columns: properties };
}

/** A fault of `columns` speaks of `properties`, where that is what the rule says. */
function asWritten(problem: Fault, { metric, arguments: args, place }: Rule): Fault {
  const renamed = `${place.path}/arguments/columns`;
  const isRenamed = metric === 'duplicateValues' && args['columns'] === undefined;
  if (!isRenamed || problem.path?.startsWith(renamed) !== true) return problem;
  return { ...problem, path: `${place.path}/arguments/properties${problem.path.slice(renamed.length)}` };
}
