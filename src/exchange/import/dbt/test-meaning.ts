/** The tests that have a meaning here, by name. */
import type { DbtTest } from './project.js';
import { refusal, type Meaning } from './meaning.js';
import { CORE } from './tests-core.js';
import { EXPECTATIONS } from './tests-expectations.js';
import { UTILS } from './tests-utils.js';

/** What a translator sees. */
export interface TestContext {
  readonly test: DbtTest;
  readonly datasetOf: (reference: string) => string | null;
}

export type TestReader = (context: TestContext) => Meaning;

const PACKAGES: { readonly [name: string]: { readonly [test: string]: TestReader } } = {
  '': CORE,
  dbt: CORE,
  dbt_utils: UTILS,
  dbt_expectations: EXPECTATIONS,
};

/** The meaning, or why there is none. */
export function meaningOf(test: DbtTest, datasetOf: TestContext['datasetOf']): Meaning {
  const dot = test.test.indexOf('.');
  const [pack, name] = dot < 0 ? ['', test.test] : [test.test.slice(0, dot), test.test.slice(dot + 1)];
  const tests = Object.hasOwn(PACKAGES, pack) ? PACKAGES[pack] : undefined;
  const read = tests !== undefined && Object.hasOwn(tests, name) ? tests[name] : undefined;
  if (read !== undefined) return read({ test, datasetOf });
  return refusal(
    tests === undefined || pack === ''
      ? 'It is a macro of the project or of another package: write it as a `sql` or `failedRows` rule.'
      : `Assay does not know this test of ${pack}: write it as a \`sql\` or \`failedRows\` rule.`,
  );
}
