/** Who changed what by hand, when and why. */
import { listWish, readPeriod } from '../list-wish.js';
import { toAnswer } from '../paging.js';
import { answer, route } from '../route.js';
import { maySee, visibleKeys } from '../visible-datasets.js';

export const auditRoutes = [
  route<'AuditQuery'>({
    method: 'get',
    path: '/v1/audit',
    scope: 'read',
    tag: 'Audit',
    summary: 'The audit log, newest first',
    description:
      'A caller whose rights end at some domains sees the changes of their datasets; changes of no dataset, such as those of tokens, take rights for all.',
    query: 'AuditQuery',
    answers: { 200: { description: 'A page of entries.', schema: 'AuditPage' } },
    problems: ['invalid-cursor', 'bad-time'],
    async handle(call) {
      const { c, deps, query } = call;
      const wish = listWish(c, query, 1);
      if (!wish.ok) return wish.problem;
      const period = readPeriod(c, query);
      if (!period.ok) return period.problem;
      const seen = visibleKeys(call);
      const { dataset } = query;
      const datasets = dataset === undefined ? seen : maySee(call, dataset) ? [dataset] : [];
      const filter = { datasets, action: query.action ?? null, by: query.by ?? null, ...period.value };
      const page = await deps.service.store.listings.audit(filter, wish.value);
      return answer(
        c,
        'AuditPage',
        toAnswer(page, (entry) => entry),
      );
    },
  }),
];
