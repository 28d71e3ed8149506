// A project for the library and the command line: one contract, one server, made anew for each bar.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openAssay } from '../dist/src/app/index.js';
import { folder } from './data.mjs';

/** Two threads and 4 GB on both sides of every comparison. */
export const DUCKDB = { threads: 2, memory: '4GB' };

export const files = (path) => ({ server: 'files', type: 'local', path, format: 'parquet' });

/** Writes assay.yaml and the contract; gives the folder. */
export function project(name, contract, server, settings) {
  const root = join(folder, 'projects', name);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, 'contracts'), { recursive: true });
  writeFileSync(join(root, 'contracts', 'orders.odcs.yaml'), contract);
  writeFileSync(join(root, 'assay.yaml'), JSON.stringify({ project: name, servers: { [server]: settings } }));
  return root;
}

/** Calls work with a function that checks once, without a trace. */
export async function checking(root, work) {
  const assay = await openAssay({ cwd: root });
  try {
    return await work(() => assay.check('orders', { record: false }));
  } finally {
    await assay.close();
  }
}

/** Compares a run with the figures taken by hand. @throws Error where they differ: then the times mean nothing */
export function same(run, figures, rules, byHand) {
  const unknown = run.checks.filter((check) => check.verdict === 'unknown');
  if (unknown.length > 0)
    throw new Error(`${unknown.length} unknown checks: ${unknown[0].id}: ${unknown[0].message}`);
  const observed = new Map(run.checks.map((check) => [check.id.replace(/^.*\//, ''), check.observed]));
  for (let at = 0; at < rules; at++) {
    const [ours, theirs] = [Number(observed.get(`f${at}`)), Number(byHand[`h${at}`])];
    if (Math.abs(ours - theirs) <= 1e-6 * Math.max(1, Math.abs(theirs))) continue;
    throw new Error(`figure ${at}: ${ours} by Assay, ${theirs} by hand: ${JSON.stringify(figures[at].hand)}`);
  }
}
