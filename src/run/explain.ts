/** The plan of a run, with the statements that it would send: asks, describes and plans as `check` does, then stops. */
import type { Plan, Statement } from '../model/plan.js';
import type { Unknown } from '../model/reading.js';
import { writeStatement } from '../sql/write-statement.js';
import { askChecks, preparePlan, relatedServers } from './prepare.js';
import type { CheckRequest, RunServices } from './run-services.js';
import { unknownOf } from './take-readings.js';

export interface Explained {
  readonly plan: Plan;
  /** One a scan, in order; a scan that can not be written says why. */
  readonly statements: readonly (Statement | { readonly unknown: Unknown })[];
}

/** @throws EngineError when the source does not answer */
export async function explainDataset(request: CheckRequest, services: RunServices): Promise<Explained> {
  const asked = await askChecks(request, services);
  const { server } = request.source;
  const engine = services.engineFor(server.type);
  if (engine === null) throw new Error(`no engine for ${server.type}`);
  const session = await engine.open(server, relatedServers(asked, request.source, services));
  try {
    const { plan } = await preparePlan(asked, request, session, services);
    const statements = plan.scans.map((scan) => {
      try {
        return writeStatement(scan, session.dialect);
      } catch (error) {
        return { unknown: unknownOf(error) };
      }
    });
    return { plan, statements };
  } finally {
    await session.close();
  }
}
