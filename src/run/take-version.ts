/** The data's version, as far as a request wants one. */
import type { EngineSession, RunOptions, SourceRef } from '../engine/engine.js';
import type { Target } from '../model/plan.js';
import type { DataVersion } from '../model/table.js';
import type { CheckRequest, RunServices } from './run-services.js';
import { runOptions } from './run-options.js';

/** Files always have a version (it costs no scan); a table has one where a fingerprint was asked for. Null: none, or no table. */
export async function versionOf(
  target: Target,
  request: CheckRequest,
  session: EngineSession,
  options: RunOptions,
): Promise<DataVersion | null> {
  const { table } = target;
  if (!table.exists || (table.relation.relation === 'table' && !request.fingerprint)) return null;
  return session.dataVersion(table, request.source.suite.keyColumns, options);
}

/** Looks at the source only to take the version of its data. Null where the table does not exist. @throws EngineError */
export async function takeDataVersion(
  request: CheckRequest,
  services: RunServices,
): Promise<DataVersion | null> {
  const { server } = request.source;
  const engine = services.engineFor(server.type);
  if (engine === null) return null;
  const { dataset, suite } = request.source;
  const source: SourceRef = {
    server,
    object: dataset.name,
    physicalName: dataset.physicalName,
    batch: request.batch,
    partition: suite.partition,
    versionOnly: true,
  };
  const quick = await engine.quickVersion?.(source);
  if (quick !== undefined) return quick;
  return services.whenFree(server, async () => {
    const session = await engine.open(server, []);
    try {
      const table = await session.describe(source);
      return table.exists ? await session.dataVersion(table, suite.keyColumns, runOptions(request)) : null;
    } finally {
      await session.close();
    }
  });
}
