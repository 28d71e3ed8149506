/** Contracts → suites of Great Expectations 1.x, a JSON file for each dataset. */
import type { ExportedFile, Exporter } from '../exported.js';
import { fileName } from '../file-name.js';
import type { NotCarried } from '../imported.js';
import { exportSuite } from './great-expectations/suite.js';

/** A suite is called as its dataset, and read with `ExpectationSuite(**json)` or by a file store. */
export const exportGreatExpectations: Exporter = ({ contracts, suites }) => {
  const taken = new Set<string>();
  const files: ExportedFile[] = [];
  const notCarried: NotCarried[] = [];
  for (const contract of contracts) {
    const about = { assay: { contract: contract.id, version: contract.version } };
    for (const dataset of contract.datasets) {
      const checks = suites.find((one) => one.dataset === dataset.key);
      if (checks === undefined) continue;
      const { suite, notCarried: lost } = exportSuite(dataset, checks, dataset.name, about);
      files.push({
        name: `${fileName(dataset.key, taken)}.json`,
        text: `${JSON.stringify(suite, null, 2)}\n`,
      });
      notCarried.push(...lost);
    }
  }
  return { files, notCarried };
};
