/** A service in this process, on a project in a folder of its own and an embedded store. */
import { testProject, type TestProject } from '../support/cli.js';
import { openLog } from '../../src/service/log.js';
import { openService } from '../../src/service/open-service.js';
import type { AskAnswer, AskOptions, Decided, Service } from '../../src/service/service.js';
import type { AskRequest } from '../../src/model/ask.js';

export const ORDERS = `apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.0.0
status: active
domain: sales
servers: [{server: files, type: local, path: data/orders.csv, format: csv}]
customProperties: [{property: layer, value: silver}]
schema:
  - name: orders
    properties:
      - {name: id, logicalType: integer, required: true}
      - {name: amount, logicalType: number, logicalTypeOptions: {minimum: 0}}
`;

export const GOOD = 'id,amount\n1,10\n2,20\n';
export const BAD = 'id,amount\n1,10\n2,-20\n';

export interface TestService {
  readonly project: TestProject;
  readonly service: Service;
  readonly ask: (wish?: Partial<AskRequest>, options?: Partial<AskOptions>) => Promise<AskAnswer>;
  /** The decision, which must come. */
  readonly decide: (wish?: Partial<AskRequest>) => Promise<Decided>;
  readonly close: () => Promise<void>;
}

export async function openTestService(files: Record<string, string> = {}, workers = 4): Promise<TestService> {
  const project = testProject({
    'assay.yaml': 'project: shop\n',
    'contracts/orders.odcs.yaml': ORDERS,
    'data/orders.csv': GOOD,
    ...files,
  });
  const { service } = await openService({
    cwd: project.root,
    environment: null,
    server: null,
    byHand: { workers },
    log: openLog('silent'),
  });
  const ask = (wish: Partial<AskRequest> = {}, options: Partial<AskOptions> = {}): Promise<AskAnswer> =>
    service.ask(
      {
        dataset: 'orders',
        environment: null,
        batch: null,
        asOf: null,
        dataVersion: null,
        force: false,
        askedBy: 'tester',
        ...wish,
      },
      { waitMs: 30_000, ...options },
    );
  return {
    project,
    service,
    ask,
    decide: async (wish) => {
      const answer = await ask(wish);
      if (answer.kind !== 'decided') throw new Error(JSON.stringify(answer));
      return answer;
    },
    close: async () => {
      await service.close();
      project.remove();
    },
  };
}
