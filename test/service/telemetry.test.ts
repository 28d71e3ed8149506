/** Traces reach a collector where the environment names one, and nowhere else. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { serve } from '../support/serve.js';
import { testProject } from '../support/cli.js';
import { wantsTraces } from '../../src/service/telemetry.js';
import { GOOD, ORDERS } from './open-test-service.js';

test.each([
  [{}, false],
  [{ OTEL_SERVICE_NAME: 'assay' }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, true],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v1/traces' }, true],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_SDK_DISABLED: 'true' }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_TRACES_EXPORTER: 'none' }, false],
])('%o asks for traces: %s', (variables, wanted) => expect(wantsTraces(variables)).toBe(wanted));

test('a request and its decision are spans of the caller’s own trace', async () => {
  const bodies: string[] = [];
  const collector = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      bodies.push(`${request.url ?? ''} ${Buffer.concat(parts).toString('latin1')}`);
      response.setHeader('Content-Type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  const project = testProject({ 'contracts/orders.odcs.yaml': ORDERS, 'data/orders.csv': GOOD });
  const service = await serve(project, {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${String(port)}`,
    OTEL_SERVICE_NAME: 'assay-under-test',
  });
  const trace = '0af7651916cd43dd8448eb211c80319c';
  const { status } = await service.call(
    'POST',
    '/v1/gates/orders/decisions',
    {},
    {
      traceparent: `00-${trace}-b7ad6b7169203331-01`,
    },
  );
  expect(status).toBe(200);
  await service.stop();
  const sent = bodies.join('\n');
  expect(sent).toContain('/v1/traces');
  expect(sent).toContain('assay-under-test');
  expect(sent).toContain('POST /v1/gates/{dataset}/decisions');
  expect(sent).toContain('assay.decide');
  expect(sent.split(trace).length - 1).toBeGreaterThanOrEqual(2);
  collector.close();
  project.remove();
});
