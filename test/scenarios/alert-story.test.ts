/** What people are told while data go bad and well again, by the real command line and a channel that is a file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { WebhookBody } from '../../src/alert/render/webhook-body.js';
import type { TestProject } from '../support/cli.js';
import { GOOD_ORDERS, ordersProject } from './orders-project.js';

const projects: TestProject[] = [];
afterEach(() => projects.splice(0).forEach((project) => project.remove()));

const CONFIG = `alerts:
  channels: {log: {type: file, path: alerts.jsonl}}
  rules: [{to: [log]}]
`;
/** Order 2 has an amount that must be seen nowhere else, order 3 none. */
const BAD_ORDERS = 'order_id,amount\n1,10.50\n2,-7777.25\n3,\n';
const MAY_1 = ['--batch', 'day=2026-05-01'];
const FILE = 'data/orders/day=2026-05-01/orders.csv';

const told = (project: TestProject): readonly WebhookBody[] =>
  readFileSync(join(project.root, 'alerts.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as WebhookBody);

describe('alerts of the command line', { timeout: 240_000 }, () => {
  test('tell the beginning once, who is held back, and the end; no value of a row', async () => {
    const project = ordersProject(CONFIG);
    projects.push(project);
    project.write(FILE, BAD_ORDERS);
    const gate = (dataset: string) => project.assay('gate', dataset, ...MAY_1);
    expect((await gate('bronze.orders')).code).toBe(1);
    expect((await gate('bronze.orders')).code).toBe(5);
    expect((await gate('gold.daily')).code).toBe(5);
    project.write(FILE, BAD_ORDERS.replace('10.50', '11.50'));
    expect((await gate('bronze.orders')).code).toBe(1);
    project.write(FILE, GOOD_ORDERS);
    expect((await gate('bronze.orders')).code).toBe(0);

    const messages = told(project);
    expect(messages.map(({ occasion }) => occasion)).toEqual(['opened', 'changed', 'recovered']);
    expect(new Set(messages.map(({ thread }) => thread)).size).toBe(1);
    expect(messages[0]).toMatchObject({
      summary: expect.stringMatching(/^bronze\.orders is blocked: .* \(and 1 more\)$/) as string,
      incident: { dataset: 'bronze.orders', severity: 'error', state: 'open', owner: 'olga@shop.example' },
    });
    expect(messages[1]).toMatchObject({ details: ['Downstream: gold.daily is held back'] });
    expect(messages[2]).toMatchObject({
      incident: { state: 'resolved', resolvedBy: null, affected: [{ dataset: 'gold.daily' }] },
    });
    expect(JSON.stringify(messages)).not.toContain('7777.25');
  });
});
