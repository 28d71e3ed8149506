/** What the service owes to a moment at which its store is away: it is done when the store is back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { openTestService, ORDERS } from './open-test-service.js';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres({ own: true });
});
afterAll(() => postgres.close());

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(50);
}

async function serviceOn(config: string) {
  const url = await postgres.createDatabase();
  return openTestService({ 'assay.yaml': `project: shop\nstore: ${url}\n${config}` });
}

test('contracts that change meanwhile are taken, kept and told', async () => {
  const { service, project, close } = await serviceOn('');
  const versions = async (): Promise<readonly string[]> =>
    (await service.store.listings.contractVersions('orders')).map(({ contract }) => contract.version);
  expect(await versions()).toEqual(['1.0.0']);
  await postgres.restart(async () => {
    project.write('contracts/orders.odcs.yaml', ORDERS.replace('1.0.0', '1.1.0'));
    await until(() => service.project().refused !== null);
    // What is not on record is not in force.
    expect(service.project().datasets[0]?.contract.version).toBe('1.0.0');
  });
  await until(() => service.project().refused === null);
  expect(service.project().datasets[0]?.contract.version).toBe('1.1.0');
  expect((await versions()).toSorted()).toEqual(['1.0.0', '1.1.0']);
  await until(async () => (await service.store.events.after(0, 10)).length > 0);
  expect((await service.store.events.after(0, 10)).map(({ event }) => event)).toEqual(['contracts']);
  await close();
});

test('a schedule that is due meanwhile asks', async () => {
  const due = new Date(Date.now() + 12_000);
  const at = [due.getUTCSeconds(), due.getUTCMinutes(), due.getUTCHours(), '* * *'].join(' ');
  const { service, close } = await serviceOn(`schedules: [{dataset: orders, cron: "${at}"}]\n`);
  await pause(due.getTime() - 2_000 - Date.now());
  await postgres.restart(() => pause(due.getTime() + 2_000 - Date.now()));
  await until(async () => (await service.store.decisions('silver.orders', 10)).length > 0);
  const decisions = await service.store.decisions('silver.orders', 10);
  expect(decisions.map(({ askedBy }) => askedBy)).toEqual(['schedule']);
  await close();
});
