// A real PostgreSQL server, as the tests start one.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { folder } from './data.mjs';

/** The tests start servers in TypeScript; Node 20 wants it as JavaScript. */
export async function startPostgres() {
  const { default: ts } = await import('typescript');
  const source = readFileSync(new URL('../test/support/postgres.ts', import.meta.url), 'utf8');
  const path = join(folder, 'postgres-server.mjs');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path,
    ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    }).outputText,
  );
  return (await import(pathToFileURL(path).href)).startPostgres();
}
