/** The project: its name, its layers, and whether what is loaded is what its files say. */
import { answer, route } from '../route.js';
import { seesEverything, visibleDatasets } from '../visible-datasets.js';

/** The fault itself may name datasets that the caller may not see. */
const REFUSED = 'The changed project is not taken: it has faults.';

export const projectRoutes = [
  route({
    method: 'get',
    path: '/v1/project',
    scope: 'read',
    tag: 'Datasets',
    summary: 'The project as it is loaded',
    answers: { 200: { description: 'The project.', schema: 'Project' } },
    handle(call) {
      const { name, environment, layers, commit, loadedAt, refused, digest } = call.deps.service.project();
      return answer(call.c, 'Project', {
        ...{ name, environment, layers, commit, loadedAt, digest },
        refused: refused === null || seesEverything(call) ? refused : REFUSED,
        version: call.deps.service.version,
        datasets: visibleDatasets(call).length,
      });
    },
  }),
];
