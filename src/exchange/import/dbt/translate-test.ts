/** One dbt test → rules, or the reason why not. */
import { draftRule, refused, together, type DraftRule, type Translation } from '../../draft/draft.js';
import { isZero, settleLevels } from '../../draft/limits.js';
import { textOf, textsOf } from '../../draft/json-read.js';
import { fragmentProblem } from '../../draft/sql-text.js';
import type { Limit } from '../../../model/check.js';
import type { JsonObject } from '../../../model/json.js';
import type { Meaning, RuleParts } from './meaning.js';
import type { DbtTest } from './project.js';
import { ownForm } from './own-forms.js';
import { isWarning, readLevels } from './test-levels.js';
import { meaningOf } from './test-meaning.js';

/** @param datasetOf as of the project */
export function translateTest(
  written: DbtTest,
  datasetOf: (reference: string) => string | null,
): Translation & { readonly columns: readonly string[] } {
  const { test, meaning: own } = ownForm(written);
  const { where, config } = test;
  const what = `test ${test.test}`;
  const stop = (reason: string) => ({ ...refused(where, what, reason), columns: [] });
  if (config['enabled'] === false) return stop('It is disabled.');
  if (holdsJinja(test.args))
    return stop(
      'Its arguments hold Jinja, which only dbt can render: run `dbt parse` and import target/manifest.json.',
    );
  const meaning = own ?? meaningOf(test, datasetOf);
  if (meaning.kind === 'refused') return stop(meaning.reason);
  const columns = meaning.kind === 'shape' ? meaning.columns : [];
  const translation =
    meaning.kind === 'shape'
      ? { rules: [], notCarried: [] }
      : meaning.kind === 'counting'
        ? counting(test, meaning)
        : figure(test, meaning);
  return { ...together([translation, doubts(test)]), columns };
}

const dbtOwn = (args: JsonObject): readonly string[] =>
  Object.entries(args).flatMap(([key, value]) =>
    // These are references, read by themselves.
    ['to', 'compare_model'].includes(key) ? [] : [JSON.stringify(value ?? null)],
  );

const holdsJinja = (args: JsonObject): boolean => dbtOwn(args).some((text) => /\{\{|\{%|\{#/.test(text));

/** What is carried in the stricter reading, because only dbt can tell. */
function doubts({ config, where }: DbtTest): Translation {
  const said = (['severity', 'enabled'] as const).filter(
    (key) => typeof config[key] === 'string' && /\{\{|\{%/.test(config[key]),
  );
  const reason =
    'It holds Jinja, which only dbt can render: the rule is imported as one that runs and fails.';
  return { rules: [], notCarried: said.map((key) => ({ where, what: `config ${key}`, reason })) };
}

function counting(test: DbtTest, meaning: Extract<Meaning, { kind: 'counting' }>): Translation {
  const { config, where } = test;
  const stop = (reason: string): Translation => refused(where, `test ${test.test}`, reason);
  const filter = textOf(config['where']);
  const problem = filter === null ? null : fragmentProblem(filter);
  if (problem !== null) return stop(`Its \`where\` can not be taken over. ${problem}`);
  if (!isCount(config['fail_calc'])) return stop('It counts its failures in a way of its own (`fail_calc`).');
  const levels = readLevels(config);
  if (typeof levels === 'string') return stop(levels);
  const { limits, impossible } = settleLevels(levels);
  if (impossible) return stop('No number of failures passes: the test can only fail.');
  if (limits.length === 0) return stop('Every number of failures passes: the test can never fail.');
  if (isCapped(config) && !limits.every(({ limit }) => isZero(limit)))
    return stop('Its `limit` caps the number of failures that its thresholds are held against.');
  const counted = meaning.counted;
  const parts = (limit: Limit): RuleParts | null =>
    filter === null && (meaning.plainCounts || isZero(limit)) ? meaning.plain : (counted?.(filter) ?? null);
  const rules = limits.map(({ limit, severity }) => ({ parts: parts(limit), limit, severity }));
  if (rules.some((rule) => rule.parts === null))
    return stop(`${filter === null ? 'Thresholds' : 'A `where`'} on this test can not be said in a rule.`);
  return {
    rules: rules.flatMap((rule) =>
      rule.parts === null ? [] : [ruleOf(test, rule.parts, rule.limit, rule.severity)],
    ),
    notCarried: [],
  };
}

function figure(test: DbtTest, { rules, failCalc }: Extract<Meaning, { kind: 'figure' }>): Translation {
  const { config, where } = test;
  const stop = (reason: string): Translation => refused(where, `test ${test.test}`, reason);
  if (textOf(config['where']) !== null) return stop('A `where` on this test can not be said in a rule.');
  const calc = config['fail_calc'];
  if (!isCount(calc) && !(typeof calc === 'string' && failCalc?.test(calc) === true))
    return stop('It counts its failures in a way of its own (`fail_calc`).');
  const levels = readLevels(config);
  if (typeof levels === 'string') return stop(levels);
  const asked = isWarning(config) ? levels.warn : levels.fail;
  if (asked === null || !isZero(asked))
    return stop('It returns one row at most: thresholds on it can not be said in a rule.');
  const severity = isWarning(config) ? ('warning' as const) : null;
  return { rules: rules.map(({ parts, limit }) => ruleOf(test, parts, limit, severity)), notCarried: [] };
}

const isCount = (calc: unknown): boolean =>
  calc === undefined ||
  calc === null ||
  (typeof calc === 'string' && /^count\s*\(\s*(\*|1)\s*\)$/i.test(calc.trim()));

const isCapped = (config: JsonObject): boolean => typeof config['limit'] === 'number';

function ruleOf(test: DbtTest, parts: RuleParts, limit: Limit, severity: DraftRule['severity']): DraftRule {
  return draftRule({
    column: test.column,
    ...parts,
    limit,
    severity,
    name: test.title,
    description: test.description,
    tags: textsOf(test.config['tags']),
    where: test.where,
  });
}
