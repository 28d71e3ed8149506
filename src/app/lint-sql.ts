/** An author's SQL, read before anything runs: what no engine of its contract would take is a fault, with its place. */
import { engineFor } from '../engine/engines.js';
import type { AuthorSql, Engine } from '../engine/engine.js';
import type { Check, Suite } from '../model/check.js';
import type { Contract } from '../model/contract.js';
import { fault, type Fault } from '../model/fault.js';
import type { Catalogue } from '../model/kit.js';
import { getPointer } from '../suite/pointer.js';

interface Found extends AuthorSql {
  readonly check: Check;
}

/**
 * Faults of the rules whose SQL is refused by every engine that the contract's servers have: not one statement, not
 * read-only, a function with effects, or text that does not parse. Engines load only where there is SQL to read.
 */
export async function lintSql(
  contracts: readonly Contract[],
  suites: readonly Suite[],
  catalogue: Catalogue,
): Promise<readonly Fault[]> {
  const bySuite = new Map(suites.map((suite) => [suite.dataset, suite]));
  const faults: Fault[] = [];
  for (const contract of contracts) {
    const checks = contract.datasets.flatMap(({ key }) => bySuite.get(key)?.checks ?? []);
    const found = checks.flatMap((check) => authorSql(check, catalogue));
    if (found.length > 0) faults.push(...(await refusedBy(enginesOf(contract), found)));
  }
  return faults;
}

function enginesOf(contract: Contract): readonly Engine[] {
  const engines = contract.servers
    .map((server) => engineFor(server.type))
    .filter((engine) => engine !== null);
  return [...new Set(engines)];
}

async function refusedBy(engines: readonly Engine[], found: readonly Found[]): Promise<readonly Fault[]> {
  const answers = await Promise.all(engines.map((engine) => engine.inspect(found)));
  return found.flatMap(({ check }, index) => {
    const why = answers.map((each) => each[index] ?? null);
    const first = why[0];
    if (first === undefined || first === null || why.includes(null)) return [];
    return [
      fault(
        'refused-sql',
        first,
        check.clause,
        'Write one SELECT that only reads the dataset, or a predicate over one row.',
      ),
    ];
  });
}

/** The texts of a check, with names in place of the placeholders. */
function authorSql(check: Check, catalogue: Catalogue): readonly Found[] {
  const options = catalogue.get(check.kind)?.check.sqlOptions ?? [];
  return options.flatMap(({ option, form }) => {
    const text = getPointer(check.args, option);
    if (typeof text !== 'string') return [];
    const sql = text.replaceAll(/\$?\{\s*\w+\s*\}/g, 'placeholder').replace(/[\s;]+$/, '');
    return [{ check, sql, form }];
  });
}
