/** A real receiver of webhooks, which answers as it is told: at once, with an error, or not before it is let go. */
import { createServer, type ServerResponse } from 'node:http';

export interface Received {
  readonly id: string;
  readonly attempt: number;
  readonly occasion: string;
}

export interface Hook {
  readonly url: string;
  readonly received: readonly Received[];
  /** How it answers from now on; `hold`: not at all. */
  answer: number | 'hold';
  /** Once so many were received. */
  readonly count: (n: number) => Promise<void>;
  /** Answers whoever waits, well. */
  readonly letGo: () => void;
  readonly close: () => Promise<void>;
}

export async function openHook(): Promise<Hook> {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const held: ServerResponse[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as { id: string; occasion: string };
      received.push({
        id: body.id,
        occasion: body.occasion,
        attempt: Number(request.headers['x-assay-attempt']),
      });
      if (hook.answer === 'hold') held.push(response);
      else response.writeHead(hook.answer).end();
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const hook: Hook = {
    url: `http://127.0.0.1:${String(port)}/hook`,
    received,
    answer: 200,
    count: (n) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (received.length < n) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    letGo: () => {
      for (const response of held.splice(0)) response.writeHead(200).end();
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return hook;
}
