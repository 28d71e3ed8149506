/** Checks the text of a contract on a file, with the real reader, compiler and engine. */
import { dirname, basename } from 'node:path';
import { readContract } from '../../src/contract/read-contract.js';
import { engineFor } from '../../src/engine/engines.js';
import type { Run } from '../../src/model/verdict.js';
import { checkDataset } from '../../src/run/check.js';
import { compileProject } from '../../src/suite/compile.js';
import { AS_OF, catalogue } from './suggest-file.js';

/** @throws Error where the text is no contract, or has faults */
export async function checkText(text: string, path: string): Promise<Run> {
  const read = readContract(text, 'draft.odcs.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const contract = read.value;
  const { suites, faults } = compileProject([contract], catalogue, { layers: ['bronze', 'silver', 'gold'] });
  const [suite] = suites;
  const [dataset] = contract.datasets;
  const [server] = contract.servers;
  if (faults.length > 0 || suite === undefined || dataset === undefined || server === undefined)
    throw new Error(JSON.stringify(faults));
  const source = {
    contract,
    dataset,
    suite,
    server: {
      name: server.name,
      type: server.type,
      contract: { ...server.settings, path: basename(path) },
      settings: {},
      root: dirname(path),
    },
  };
  return checkDataset(
    { source, batch: null, asOf: AS_OF, where: null, select: null, samples: 0, fingerprint: false },
    {
      catalogue,
      engineFor,
      sourceOf: () => null,
      history: () => Promise.resolve(new Map()),
      now: () => new Date(),
      newId: () => 'test',
      whenFree: (_, work) => work(),
    },
  );
}

/** What did not pass, in words. */
export const notPassed = (run: Run): readonly string[] =>
  run.checks.filter(({ verdict }) => verdict !== 'pass').map(({ id, message }) => `${id}: ${message}`);
