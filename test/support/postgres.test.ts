/** The server that tests run on: real, shared in a process, and gone afterwards. */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { once } from 'node:events';
import pg from 'pg';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { startPostgres } from './postgres.js';

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });

describe('startPostgres', () => {
  it('gives one server to all of a process, databases of their own, and ends with the last user', async () => {
    const first = await startPostgres();
    const second = await startPostgres();
    expect(second.port).toBe(first.port);
    const client = new pg.Client({ connectionString: await first.createDatabase() });
    await client.connect();
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from pg_stat_user_tables');
    expect(rows).toEqual([{ n: 0 }]);
    await client.end();
    await first.close();
    await first.close();
    expect(await listens(first.port)).toBe(true);
    await second.close();
    expect(await listens(first.port)).toBe(false);
  });

  it('restarts one of its own: sessions are cut off, data and port stay', async () => {
    const own = await startPostgres({ own: true });
    const before = new pg.Client({ connectionString: own.url });
    const cut = new Promise((resolve) => before.on('error', resolve));
    await before.connect();
    await before.query('create table kept (n integer); insert into kept values (42)');
    await own.restart();
    await cut;
    const after = new pg.Client({ connectionString: own.url });
    await after.connect();
    expect((await after.query<{ n: number }>('select n from kept')).rows).toEqual([{ n: 42 }]);
    await after.end();
    await own.close();
    expect(await listens(own.port)).toBe(false);
  });

  it('leaves no server behind when its process is killed, also after a restart', async () => {
    const script = new URL(`../../node_modules/.postgres-test-${String(process.pid)}.mjs`, import.meta.url);
    const source = readFileSync(new URL('./postgres.ts', import.meta.url), 'utf8');
    const body = `const own = await startPostgres({ own: true }); await own.restart(); process.stdout.write(String(own.port)); setInterval(() => {}, 1000);`;
    const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
    writeFileSync(script, ts.transpile(`${source}\n${body}`, options));
    const child = spawn(process.execPath, [script.pathname], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = (await once(child.stdout, 'data')) as [Buffer];
    expect(await listens(Number(String(port)))).toBe(true);
    rmSync(script);
    child.kill('SIGKILL');
    await expect.poll(() => listens(Number(String(port))), { timeout: 10_000 }).toBe(false);
  });
});
