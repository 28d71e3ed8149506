/** How a statement ends, how many run at once, and in which order. */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { withDeadline } from '../../src/engine/deadline.js';
import { EngineError, type ServerConfig } from '../../src/engine/engine.js';
import { limitSource } from '../../src/engine/limit-source.js';
import { serial } from '../../src/engine/serial.js';

describe('withDeadline', () => {
  const cancellable = (): { work: () => Promise<string>; cancel: () => void; cancels: () => number } => {
    let stop: (error: Error) => void = () => undefined;
    let cancels = 0;
    return {
      work: () => new Promise((_, reject) => (stop = reject)),
      cancel: () => {
        cancels += 1;
        // The first one is lost, as one is that comes too early.
        if (cancels > 1) stop(new Error('interrupted'));
      },
      cancels: () => cancels,
    };
  };

  it('gives what the work gives, and its own error', async () => {
    const cancel = (): void => expect.unreachable();
    const give = withDeadline({ timeoutMs: 1000 }, { work: () => Promise.resolve(7), cancel });
    expect(await give).toBe(7);
    const failing = new Error('of its own');
    const fail = withDeadline({ timeoutMs: 1000 }, { work: () => Promise.reject(failing), cancel });
    await expect(fail).rejects.toBe(failing);
  });

  it('asks again until the work ends, and stops asking then', async () => {
    const statement = cancellable();
    const run = withDeadline({ timeoutMs: 20 }, statement);
    await expect(run).rejects.toMatchObject({ reason: 'timeout' });
    const asked = statement.cancels();
    expect(asked).toBeGreaterThan(1);
    await pause(150);
    expect(statement.cancels()).toBe(asked);
  });

  it('gives up on an engine that does not stop', async () => {
    let abandoned = 0;
    const run = withDeadline(
      { timeoutMs: 10 },
      {
        work: () => new Promise(() => undefined),
        cancel: () => undefined,
        abandon: () => (abandoned += 1),
        graceMs: 50,
      },
    );
    await expect(run).rejects.toMatchObject({ reason: 'timeout' });
    expect(abandoned).toBe(1);
  });

  it('never starts what is already cancelled', async () => {
    const work = (): Promise<never> => expect.unreachable();
    const cancel = (): void => expect.unreachable();
    const run = withDeadline({ timeoutMs: 10, signal: AbortSignal.abort() }, { work, cancel });
    await expect(run).rejects.toBeInstanceOf(EngineError);
  });
});

describe('limitSource', () => {
  const server = (port: number, concurrency?: number): ServerConfig => ({
    name: 'x',
    type: 'postgres',
    contract: { host: 'h', port },
    settings: concurrency === undefined ? {} : { concurrency },
    root: '/',
  });

  const peak = async (at: readonly ServerConfig[]): Promise<number> => {
    let [now, most] = [0, 0];
    const work = async (): Promise<void> => {
      most = Math.max(most, ++now);
      await pause(10);
      now -= 1;
    };
    await Promise.all(at.map((one) => limitSource(one, work)));
    return most;
  };

  it('lets four sessions at one source, or as many as the settings say', async () => {
    expect(await peak(Array.from({ length: 12 }, () => server(1)))).toBe(4);
    expect(await peak(Array.from({ length: 5 }, () => server(2, 2)))).toBe(2);
    expect(await peak([server(3, 1), server(4, 1), server(5, 1)])).toBe(3);
    const schema = (name: string): ServerConfig => ({
      ...server(7, 1),
      contract: { host: 'h', port: 7, schema: name },
    });
    expect(await peak([schema('a'), schema('b')])).toBe(1);
  });

  it('goes on after a work that failed', async () => {
    await expect(limitSource(server(6, 1), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await limitSource(server(6, 1), () => Promise.resolve(1))).toBe(1);
  });
});

describe('serial', () => {
  it('keeps the order, over failures too', async () => {
    const inTurn = serial();
    const seen: number[] = [];
    const step = (n: number, ms: number) => async (): Promise<void> => {
      await pause(ms);
      seen.push(n);
      if (n === 2) throw new Error('two');
    };
    await Promise.allSettled([inTurn(step(1, 30)), inTurn(step(2, 10)), inTurn(step(3, 0))]);
    expect(seen).toEqual([1, 2, 3]);
  });
});
