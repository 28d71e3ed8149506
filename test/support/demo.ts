/** The example of the repository, run for real in a folder of its own: its last day is refused at every gate. */
import { spawn } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testProject, type TestProject } from './cli.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @param from the first day, of January to July 2001: two weeks before the end fill most histories @throws Error with what the demo said */
export async function demoProject(from: string): Promise<TestProject> {
  const project = testProject();
  for (const name of ['contracts', 'examples', 'assay.yaml', 'package.json'])
    cpSync(join(ROOT, name), join(project.root, name), { recursive: true });
  for (const name of ['dist', 'node_modules']) symlinkSync(join(ROOT, name), join(project.root, name));
  const said: string[] = [];
  const child = spawn(process.execPath, ['examples/flights/orchestrate.mjs', '--from', from], {
    cwd: project.root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => said.push(String(text)));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`the demo ended with ${String(code)}: ${said.join('')}`);
  return project;
}
