/** The version of files without a session: the same as a session gives, at a hundredth of its cost. */
import type { DataVersion } from '../../model/table.js';
import { EngineError, type SourceRef } from '../engine.js';
import { filesVersion } from './data-version.js';
import { listFiles } from './list-files.js';
import { isSimpleGlob, simpleGlob } from './simple-glob.js';
import { fileFormat, sourceGlobs } from './source-path.js';

/** Null where there are no files; undefined where only a session can tell. @throws EngineError refused */
export async function quickVersion(source: SourceRef): Promise<DataVersion | null | undefined> {
  const { server, batch } = source;
  const format = server.type === 'local' ? fileFormat(server) : null;
  if (format === null) return undefined;
  const asked = sourceGlobs(source, format);
  if (!asked.globs.every(isSimpleGlob)) return undefined;
  try {
    const { files } = await listFiles(simpleGlob, asked, batch);
    return files.length === 0 ? null : await filesVersion(files, server.root, format === 'parquet');
  } catch (error) {
    if (error instanceof EngineError) throw error;
    // A file that went meanwhile, a folder that may not be read: the session says what is wrong.
    return undefined;
  }
}
