/** What set-up writes from the schemas: fresh, mirrored to where the built code looks for it, and not written twice. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const NAMES = ['odcs-v3.1', 'odcs-v3.0'];

function run(): string {
  const script = fileURLToPath(new URL('scripts/generate.mjs', ROOT));
  const done = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  expect(done.stderr).toBe('');
  return done.stdout;
}

it('writes what is stale, and nothing a second time', () => {
  run();
  expect(run()).toBe('');
});

it.each(NAMES)('%s: the built code finds the validator that the sources use', (name) => {
  const text = (folder: string) =>
    readFileSync(new URL(`${folder}/generated/${name}.validate.js`, ROOT), 'utf8');
  expect(text('dist/src')).toBe(text('src'));
});

it.each(NAMES)('%s: the validator runs in plain Node', (name) => {
  const url = pathToFileURL(fileURLToPath(new URL(`dist/src/generated/${name}.validate.js`, ROOT))).href;
  const code = `const { validate } = await import(${JSON.stringify(url)}); console.log(validate({}), validate.errors.length);`;
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  expect(done.stdout).toBe('false 5\n');
});
