/** The code of docs/types.md is typechecked and run as it stands there. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadProject } from '../../src/app/load-project.js';
import { writeTypes } from '../../src/app/types-files.js';
import { typeFiles } from '../../src/exchange/types/type-files.js';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'types.md'), 'utf8');
const blocks = new Map(
  [...page.matchAll(/```(?:ts|yaml) (\S+)\n([\s\S]*?)```/g)].map(([, name = '', text = '']) => [name, text]),
);
const root = mkdtempSync(join(tmpdir(), 'assay-types-docs-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const GOOD = {
  order_id: '0b7dbf3c-8a0a-4f0e-9a1f-000000000000',
  amount: 19.99,
  status: 'paid',
  ordered_at: '2026-01-15T06:00:00Z',
};

function put(name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

beforeAll(async () => {
  put('package.json', '{"type": "module"}');
  for (const [name, text] of blocks) if (!name.startsWith('types/')) put(name, text);
  const project = await loadProject({ cwd: root, files: ['contracts'], environment: null });
  expect(project.faults).toEqual([]);
  await writeTypes(join(root, 'types'), (await typeFiles(project)).files);
}, 120_000);

/** A block as Node runs it. */
async function run<T>(name: string): Promise<T> {
  const { outputText } = ts.transpileModule(readFileSync(join(root, name), 'utf8'), {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      verbatimModuleSyntax: true,
    },
  });
  const out = name.replace('.ts', '.mjs');
  writeFileSync(
    join(root, out),
    outputText.replaceAll('./types/index.js', './types/bronze-orders.validate.js'),
  );
  return (await import(join(root, out))) as T;
}

describe('docs/types.md', () => {
  it('shows the type that is written', () => {
    expect(readFileSync(join(root, 'types', 'bronze-orders.ts'), 'utf8')).toContain(
      blocks.get('types/bronze-orders.ts'),
    );
  });

  it('has code that the compiler takes', { timeout: 60_000 }, () => {
    const names = [...blocks.keys()]
      .filter((name) => name.endsWith('.ts') && !name.startsWith('types/'))
      .map((name) => join(root, name));
    expect(names).toHaveLength(3);
    const program = ts.createProgram(names, {
      strict: true,
      noEmit: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
    });
    expect(
      ts
        .getPreEmitDiagnostics(program)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
    ).toEqual([]);
  });

  it('has a Kafka producer that sends what keeps the contract, and nothing else', async () => {
    const { sendOrder } = await run<{ sendOrder: (producer: unknown, order: unknown) => Promise<void> }>(
      'produce.ts',
    );
    const sent: unknown[] = [];
    const producer = { send: (record: unknown) => Promise.resolve(sent.push(record)) };
    await sendOrder(producer, GOOD);
    expect(sent).toEqual([
      { topic: 'orders', messages: [{ key: GOOD.order_id, value: JSON.stringify(GOOD) }] },
    ]);
    await expect(sendOrder(producer, { ...GOOD, amount: -1, status: 'lost' })).rejects.toThrow(
      '/amount must be >= 0; /status must be equal to one of the allowed values',
    );
    await expect(sendOrder(producer, { ...GOOD, amount: '19.999' })).rejects.toThrow('/amount');
    expect(sent).toHaveLength(1);
  });

  it('has an HTTP producer and a receiver that agree', async () => {
    const { postOrder } = await run<{ postOrder: (url: string, order: unknown) => Promise<number> }>(
      'post.ts',
    );
    const { receiveOrder } = await run<{ receiveOrder: (request: Request) => Promise<Response> }>(
      'receive.ts',
    );
    const bodies: string[] = [];
    const server: Server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        bodies.push(body);
        void receiveOrder(new Request('http://x/', { method: 'POST', body })).then((answer) =>
          response.writeHead(answer.status).end(),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
    try {
      expect(await postOrder(url, GOOD)).toBe(202);
      await expect(postOrder(url, { ...GOOD, ordered_at: '1999-12-31T23:59:59Z' })).rejects.toThrow(
        'not sent: /ordered_at must be >= 2001-01-01T00:00:00Z',
      );
      expect(bodies).toHaveLength(1);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
    const refused = await receiveOrder(new Request('http://x/', { method: 'POST', body: '{"order_id": 5}' }));
    expect([
      refused.status,
      ((await refused.json()) as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer),
    ]).toEqual([422, ['', '', '', '/order_id']]);
    expect((await receiveOrder(new Request('http://x/', { method: 'POST', body: 'no json' }))).status).toBe(
      422,
    );
  });
});
