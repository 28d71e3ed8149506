/** Published keys: from files and services, and from nowhere that an attacker could stand in. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readJwks } from '../../src/app/read-jwks.js';
import { FaultError } from '../../src/model/fault.js';

const SET = { keys: [{ kty: 'OKP', kid: 'k1' }] };
let root: string;
const servers: Server[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-jwks-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** Starts a server on this machine; its address. */
function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${String(typeof address === 'object' ? (address?.port ?? 0) : 0)}/jwks.json`);
    }),
  );
}

const faultOf = async (place: string): Promise<{ code: string; message: string }> => {
  try {
    await readJwks(place);
  } catch (error) {
    if (error instanceof FaultError && error.faults[0] !== undefined) return error.faults[0];
    throw error;
  }
  throw new Error('nothing was refused');
};

test('from a file', async () => {
  const file = join(root, 'jwks.json');
  writeFileSync(file, JSON.stringify(SET));
  expect(await readJwks(file)).toEqual(SET);
  writeFileSync(file, '{"keys": {}}');
  expect((await faultOf(file)).code).toBe('bad-keys');
  writeFileSync(file, 'keys');
  expect((await faultOf(file)).code).toBe('bad-keys');
  expect((await faultOf(join(root, 'none.json'))).code).toBe('unreadable-file');
});

test('from a service on this machine', async () => {
  expect(await readJwks(await serve((_, to) => to.end(JSON.stringify(SET))))).toEqual(SET);
});

test.each([
  ['an error', (_, to) => void to.writeHead(503).end()],
  ['a redirect', (_, to) => void to.writeHead(302, { location: 'https://keys.example/' }).end()],
  ['no end', (_, to) => void to.end('x'.repeat(2_000_000))],
  ['a cut connection', (from) => void from.socket.destroy()],
] satisfies [string, RequestListener][])('%s is no answer', async (_, answer) => {
  const found = await faultOf(await serve(answer));
  expect(found.code).toBe('keys-unreachable');
  expect(found.message).toMatch(/^The keys of 127\.0\.0\.1:\d+ could not be fetched: .+\.$/);
});

test('a service that is not there', async () => {
  const place = await serve((_, to) => void to.end());
  const [server] = servers.splice(0);
  await new Promise((resolve) => server?.close(resolve));
  expect((await faultOf(place)).code).toBe('keys-unreachable');
});

test.each([
  'http://keys.example/jwks.json',
  'http://127.0.0.1.example/jwks.json',
  'http://127.0.0.1@keys.example/jwks.json',
  'ftp://127.0.0.1/jwks.json',
  'file:///etc/passwd',
  'http://',
  'https://me:hush@keys.example/jwks.json',
])('%s is not asked', async (place) => {
  const found = await faultOf(place);
  expect(found.code).toBe('keys-address');
  expect(found.message).not.toMatch(/example|hush/);
});
