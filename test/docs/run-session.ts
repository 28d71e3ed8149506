/** Runs a session that a page shows (`$ command`, then its output) and tells where the output differs. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from '../support/cli.js';

interface Step {
  readonly command: string;
  readonly shown: readonly string[];
}

/** What a run prints anew each time, by the mark that pages show in its place. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>'],
  // Tables cut ids short.
  [/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-…/g, '<id>'],
  [/on Node [\d.]+/g, 'on Node <version>'],
  [/sha256:[0-9a-f]{64}/g, '<digest>'],
  [/20(2[6-9]|[3-9]\d)-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<time>'],
  [/\b\d+ ms\b/g, '<n> ms'],
];

/** Differences between what a session shows and what its commands print; none where it is true. A line `…` stands for any lines. */
export async function runSession(text: string, project: TestProject): Promise<readonly string[]> {
  const differences: string[] = [];
  let code: number | null = 0;
  for (const { command, shown } of stepsOf(text)) {
    let printed: string;
    if (command === 'echo $?') printed = `${String(code)}\n`;
    else {
      const ended = await run(command, project);
      code = ended.code;
      printed = ended.printed;
    }
    const difference = compare(shown, printed.trimEnd().split('\n'), project.root);
    if (difference !== null) differences.push(`$ ${command}\n${difference}`);
  }
  return differences;
}

function stepsOf(text: string): readonly Step[] {
  const steps: { command: string; shown: string[] }[] = [];
  for (const line of text.trimEnd().split('\n')) {
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2), shown: [] });
    else steps.at(-1)?.shown.push(line);
  }
  return steps;
}

async function run(command: string, project: TestProject): Promise<{ code: number | null; printed: string }> {
  if (!command.startsWith('assay ')) {
    const PATH = `${install(project)}${delimiter}${process.env['PATH'] ?? ''}`;
    const env = { ...process.env, PATH, NO_COLOR: '1', ASSAY_USER: 'tester' };
    const ended = spawnSync('sh', ['-c', command], { cwd: project.root, encoding: 'utf8', env });
    return { code: ended.status, printed: ended.stdout + ended.stderr };
  }
  const words = [...command.slice('assay '.length).matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)];
  const args = words.map(([, double, single, bare]) => double ?? single ?? bare ?? '');
  const ended = await project.assay(...args);
  return { code: ended.code, printed: ended.stdout + ended.stderr };
}

/** Makes `assay` a command and a package of the project; the folder of the command. */
function install(project: TestProject): string {
  const modules = join(project.root, 'node_modules');
  const bin = join(modules, '.bin');
  if (existsSync(bin)) return bin;
  const repository = fileURLToPath(new URL('../../', import.meta.url));
  mkdirSync(bin, { recursive: true });
  symlinkSync(repository, join(modules, 'assay'));
  project.write(
    'node_modules/.bin/assay',
    `#!/bin/sh\nexec "${process.execPath}" "${join(repository, 'bin', 'assay.js')}" "$@"\n`,
  );
  chmodSync(join(bin, 'assay'), 0o755);
  return bin;
}

/** The first line that is shown and not printed; null where all is as shown. Blanks that wrap or align are equal. */
function compare(shown: readonly string[], printed: readonly string[], root: string): string | null {
  const wanted = shown.map((line) => plain(line, root));
  const there = printed.map((line) => plain(line, root));
  let at = 0;
  let anything = false;
  for (const line of wanted) {
    if (line === '…') {
      anything = true;
      continue;
    }
    const found = anything ? there.indexOf(line, at) : there[at] === line ? at : -1;
    if (found < 0) return `shown: ${line}\nprinted:\n${printed.slice(at).join('\n')}`;
    at = found + 1;
    anything = false;
  }
  if (!anything && at < there.filter((line, i) => i < at || line !== '').length)
    return `printed and not shown:\n${printed.slice(at).join('\n')}`;
  return null;
}

function plain(line: string, root: string): string {
  const marked = MARKS.reduce(
    (text, [pattern, mark]) => text.replace(pattern, mark),
    line.replaceAll(root, '<root>'),
  );
  return marked.trim().replace(/ {2,}/g, '  ');
}
