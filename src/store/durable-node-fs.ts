/** PGlite's folder on disk, with the one call that it leaves out: fsync, without which a commit is only in the machine's memory. */
import { fsyncSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type EmscriptenOptions = Parameters<NodeFS['init']>[1];

/** What a stream of Emscripten's NODEFS holds, and the table of its operations; neither is in PGlite's types. */
interface NodeStream {
  readonly nfd: number;
}
interface NodeModule {
  readonly NODEFS: { readonly stream_ops: { fsync?: (stream: NodeStream) => void } };
}

/**
 * Emscripten asks a file's `fsync` operation if there is one, and reports success if there is none. With `wal_sync_method=fsync`
 * PostgreSQL calls it at every commit and checkpoint.
 */
export class DurableNodeFs extends NodeFS {
  readonly #sync: (fd: number) => void;

  /** @param sync for tests that count */
  constructor(folder: string, sync: (fd: number) => void = fsyncSync) {
    super(folder);
    this.#sync = sync;
  }

  override async init(pg: PGlite, options: EmscriptenOptions): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const addFsync = (module: unknown): void => {
      (module as NodeModule).NODEFS.stream_ops.fsync = (stream) => {
        this.#sync(stream.nfd);
      };
    };
    const before = emscriptenOpts.preRun;
    const preRun = [...(Array.isArray(before) ? before : before === undefined ? [] : [before]), addFsync];
    return { emscriptenOpts: { ...emscriptenOpts, preRun } };
  }
}

/** PGlite's own parameters, without `-F` (which turns fsync off) and with a sync method that reaches the file system. */
export const DURABLE_START = [
  '--single',
  '-O',
  '-j',
  ...[
    'search_path=public',
    'exit_on_error=false',
    'log_checkpoints=false',
    'max_worker_processes=0',
    'max_parallel_workers=0',
    'max_parallel_workers_per_gather=0',
    'max_parallel_maintenance_workers=0',
    'io_method=sync',
    'fsync=on',
    'synchronous_commit=on',
    'full_page_writes=on',
    'wal_sync_method=fsync',
  ].flatMap((setting) => ['-c', setting]),
];
