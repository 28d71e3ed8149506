/** What every channel owes the outbox, run on each kind with a real service behind it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SendResult } from '../../src/alert/channel.js';
import { context, message, resolved } from '../support/alert-messages.js';
import { rigs, type ChannelRig } from '../support/channel-rigs.js';

/** A kind of channel that can not do what a case asks for, and why. */
const GAPS: Readonly<Record<string, readonly string[]>> = {
  'refuses for good': ['console'],
  hangs: ['file', 'console'],
};

describe.each(Object.entries(rigs))('the channel %s', (type, start) => {
  let rig: ChannelRig;
  beforeEach(async () => {
    rig = await start();
  });
  afterEach(() => rig.close());
  const unless = (gap: string) => (GAPS[gap]?.includes(type) === true ? it.skip : it);

  /** Not delivered, and the reason is a sentence without secrets. */
  function failed(result: SendResult): boolean {
    expect(result.ok).toBe(false);
    if (result.ok) return false;
    expect(result.error).toMatch(/^[A-Z].{10,}\.$/s);
    for (const secret of rig.secrets) expect(JSON.stringify(result)).not.toContain(secret);
    return result.retry;
  }

  it('says what it is', () => {
    expect(rig.channel.type).toBe(type);
  });

  it('delivers, and gives a receipt of plain texts without secrets', async () => {
    const result = await rig.channel.send(message(), context());
    expect(result.ok).toBe(true);
    expect(rig.arrived()).toBe(1);
    const receipt = result.ok ? result.receipt : {};
    expect(Object.values(receipt).every((value) => typeof value === 'string')).toBe(true);
    for (const secret of rig.secrets) expect(JSON.stringify(receipt)).not.toContain(secret);
  });

  it('delivers a whole thread, each message with the receipt of the first', async () => {
    const first = await rig.channel.send(message(), context());
    const receipt = first.ok ? first.receipt : null;
    const later = [
      message({ occasion: 'raised', summary: 'It is worse.' }),
      message({ occasion: 'recovered', incident: resolved(), summary: 'It is well.' }),
    ];
    for (const one of later)
      expect(await rig.channel.send(one, context({ first: receipt }))).toMatchObject({ ok: true });
    expect(rig.arrived()).toBe(3);
  });

  it('delivers without an address of the service, and what has no incident', async () => {
    for (const occasion of ['digest', 'test'] as const)
      expect(
        await rig.channel.send(message({ occasion, incident: null }), context({ publicUrl: null })),
      ).toMatchObject({ ok: true });
  });

  it('wants another attempt when the service ails, and delivers when it is well', async () => {
    rig.ails();
    const one = message();
    expect(failed(await rig.channel.send(one, context()))).toBe(true);
    expect(rig.arrived()).toBe(0);
    rig.works();
    expect(await rig.channel.send(one, context({ attempt: 2 }))).toMatchObject({ ok: true });
    expect(rig.arrived()).toBe(1);
  });

  unless('refuses for good')('wants no other attempt when the service refuses for good', async () => {
    rig.refuses();
    expect(failed(await rig.channel.send(message(), context()))).toBe(false);
  });

  it('says so when the service is gone', async () => {
    await rig.dies();
    const retry = failed(await rig.channel.send(message(), context()));
    // A folder that is not there does not come back by itself.
    expect(retry).toBe(type !== 'file');
  });

  unless('hangs')(
    'lets go when the signal says so, and of the connection too',
    async () => {
      const controller = new AbortController();
      const there = (rig.hangs ?? (() => Promise.resolve()))();
      const sending = rig.channel.send(message(), context({ signal: controller.signal }));
      await there;
      controller.abort();
      expect(failed(await sending)).toBe(true);
      await rig.released();
      // Far less than the channel's own time, at whose end it would let go anyway.
    },
    12_000,
  );

  it('sends nothing when the signal has spoken before', async () => {
    const result = await rig.channel.send(message(), context({ signal: AbortSignal.abort() }));
    expect(failed(result)).toBe(true);
    expect(rig.arrived()).toBe(0);
  });
});
