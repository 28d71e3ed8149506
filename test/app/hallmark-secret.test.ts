/** The secret that wraps private keys: where it is kept, and that all processes have the same. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { namedSecret, ownSecret } from '../../src/app/hallmark-secret.js';
import { secretFile } from '../../src/app/secret-file.js';
import { FaultError } from '../../src/model/fault.js';
import { openPglite } from '../../src/store/open-pglite.js';
import { startChild } from '../support/child.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-secret-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const SERVER = 'postgres://reader:pw@db.example/assay';
const LONG = 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=';

test('it lies in the folder of an embedded store, for this user only', () => {
  const secret = ownSecret('pglite:some/store', root);
  const file = join(root, 'some/store/hallmark.secret');
  expect(readFileSync(file, 'utf8')).toBe(`${secret}\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(ownSecret('pglite:some/store', root)).toBe(secret);
});

test('with a store on a server it lies in .assay of the project, which stays out of version control', () => {
  const secret = ownSecret(SERVER, root);
  expect(readFileSync(join(root, '.assay/hallmark.secret'), 'utf8')).toBe(`${secret}\n`);
  expect(readFileSync(join(root, '.assay/.gitignore'), 'utf8')).toBe('*\n');
  expect(readdirSync(join(root, '.assay')).sort()).toEqual(['.gitignore', 'hallmark.secret']);
});

test('two projects, two secrets', () => {
  expect(ownSecret('pglite:a', root)).not.toBe(ownSecret('pglite:b', root));
});

test('a folder that has one may still become a store', async () => {
  ownSecret(SERVER, root);
  await (await openPglite(join(root, '.assay'))).close();
  expect(existsSync(join(root, '.assay/hallmark.secret'))).toBe(true);
});

test('processes that make it at once agree on one', async () => {
  for (let round = 0; round < 3; round += 1) {
    const path = join(root, String(round), 'hallmark.secret');
    const moment = String(Date.now() + 2_000);
    const children = [1, 2, 3].map(() => startChild('hallmark/make-secret.ts', path, moment));
    expect(await Promise.all(children.map((child) => child.ended))).toEqual([0, 0, 0]);
    const told = new Set(children.map((child) => child.lines.at(-1)));
    expect([...told]).toEqual([createHash('sha256').update(secretFile(path)).digest('hex')]);
    expect(readdirSync(join(root, String(round))).sort()).toEqual(['.gitignore', 'hallmark.secret']);
  }
});

test('where no file can be made, each process has one of its own', () => {
  writeFileSync(join(root, '.assay'), 'a file, where the folder should be');
  const [one, other] = [ownSecret(SERVER, root), ownSecret(SERVER, root)];
  expect(one.length).toBeGreaterThan(32);
  expect(one).not.toBe(other);
});

test('a file that somebody emptied is no secret', () => {
  mkdirSync(join(root, '.assay'));
  writeFileSync(join(root, '.assay/hallmark.secret'), '\n');
  expect(ownSecret(SERVER, root).length).toBeGreaterThan(32);
});

const codeOf = (secret: string): string => {
  try {
    namedSecret({ secret }, root);
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    expect(error.message).not.toContain('0123');
    return error.faults[0]?.code ?? '';
  }
  return 'none';
};

test('a project may name its own, by reference', () => {
  writeFileSync(join(root, 'wrap.key'), `${LONG}\n`);
  expect(namedSecret({ secret: '${file:wrap.key}' }, root)).toBe(LONG);
  expect(namedSecret({ secret: null }, root)).toBeNull();
  writeFileSync(join(root, 'short.key'), '0123456789');
  expect(codeOf('${file:short.key}')).toBe('weak-secret');
  expect(codeOf('${file:missing.key}')).toBe('missing-secret');
  expect(codeOf('${env:NO_SUCH_VARIABLE_OF_OURS}')).toBe('missing-secret');
});
