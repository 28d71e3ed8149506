// How long `lint` and `ci` take on a large project: 200 contracts of 30 columns, one of them changed. `node bench/review.mjs [contracts] [columns]`
// prints the middle of five runs, in seconds. Nothing but text is read, so it stands apart from the benchmarks that scan.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../bin/assay.js', import.meta.url));
const RUNS = 5;
const LAYERS = ['bronze', 'silver', 'gold'];

/** Chains of three: each dataset is fed by the one before it, in the layer below. */
export function writeProject(root, contracts, columns) {
  mkdirSync(join(root, 'contracts'), { recursive: true });
  writeFileSync(join(root, 'assay.yaml'), 'project: many\n');
  for (let i = 0; i < contracts; i += 1) {
    const layer = LAYERS[i % 3];
    const source = i % 3 === 0 ? null : `${LAYERS[(i % 3) - 1]}.d${i - 1}`;
    const properties = Array.from({ length: columns }, (_, k) => property(k, k === 0 ? source : null));
    const text = `apiVersion: v3.1.0
kind: DataContract
id: contract-${i}
version: 1.0.0
status: active
team: { members: [{ username: owner-${i % 7}, role: owner }] }
servers: [{ server: files, type: local, path: data/d${i}.parquet, format: parquet }]
customProperties: [{ property: layer, value: ${layer} }]
schema:
  - name: d${i}
    properties:
${properties.join('')}`;
    writeFileSync(join(root, 'contracts', `d${i}.odcs.yaml`), text);
  }
}

function property(k, source) {
  const more = [
    source === null ? '' : `        transformSourceObjects: [${source}]\n`,
    k % 3 === 0 ? '' : '        logicalTypeOptions: { minimum: 0, maximum: 1000 }\n',
  ];
  return `      - name: column_${k}
        logicalType: ${k % 3 === 0 ? 'string' : 'integer'}
        required: ${k % 2 === 0}
${more.join('')}`;
}

function middleOf(args, cwd) {
  const seconds = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    const done = spawnSync(process.execPath, [BIN, ...args], { cwd, encoding: 'utf8' });
    if (done.status > 1) throw new Error(done.stderr);
    return (performance.now() - start) / 1000;
  });
  return seconds.toSorted((a, b) => a - b)[(RUNS - 1) / 2];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [contracts = 200, columns = 30] = process.argv.slice(2).map(Number);
  const root = mkdtempSync(join(tmpdir(), 'assay-bench-review-'));
  try {
    writeProject(root, contracts, columns);
    const git = (...args) =>
      execFileSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@b', ...args], { cwd: root });
    git('init', '--quiet', '--initial-branch', 'main');
    git('add', '.');
    git('commit', '--quiet', '-m', 'first');
    const changed = join(root, 'contracts', 'd6.odcs.yaml');
    writeFileSync(changed, readFileSync(changed, 'utf8').replace('maximum: 1000', 'maximum: 900'));
    console.log(`${contracts} contracts × ${columns} columns, Node ${process.versions.node}`);
    console.log(`lint                          ${middleOf(['lint'], root).toFixed(2)} s`);
    console.log(
      `ci, one change, no dry run    ${middleOf(['ci', '--base', 'main', '--no-dry-run'], root).toFixed(2)} s`,
    );
    console.log(`diff, one change              ${middleOf(['diff', 'main'], root).toFixed(2)} s`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
