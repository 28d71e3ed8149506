/** Lets a child process of a test run the sources as they are: `node --import typescript-hooks.mjs file.ts`. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';

// On the main thread this file registers itself; on the loader's thread its hooks run.
if (isMainThread) register(import.meta.url);

const CACHE = join(tmpdir(), 'assay-test-transpiled');

/** `./x.js` of a source is `./x.ts`. */
export async function resolve(specifier, context, next) {
  if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL !== undefined) {
    const source = fileURLToPath(new URL(specifier, context.parentURL)).replace(/\.js$/, '.ts');
    if (existsSync(source)) return { url: pathToFileURL(source).href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

/** Types are stripped by the compiler itself, once for each text: loading the compiler takes longer than all else that a child does. */
export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const text = readFileSync(fileURLToPath(url), 'utf8');
  const known = join(CACHE, `${createHash('sha256').update(text).digest('hex')}.js`);
  if (!existsSync(known)) await transpile(text, known);
  return { format: 'module', source: readFileSync(known, 'utf8'), shortCircuit: true };
}

async function transpile(text, target) {
  const { default: ts } = await import('typescript');
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
  };
  const { outputText } = ts.transpileModule(text, { compilerOptions });
  mkdirSync(CACHE, { recursive: true });
  // By a rename: another child may read it at this moment.
  writeFileSync(`${target}.${process.pid}`, outputText);
  renameSync(`${target}.${process.pid}`, target);
}
