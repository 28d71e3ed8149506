/** The file and the console. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openChannel } from '../../../src/alert/open-channel.js';
import { context, message, NASTY } from '../../support/alert-messages.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-file-channel-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the file', () => {
  it('grows by one line of JSON a message, and is for its owner alone', async () => {
    const path = join(folder, 'alerts.jsonl');
    const channel = openChannel({ type: 'file', path });
    const told = [...NASTY].map((summary) => message({ summary }));
    await Promise.all(told.map((one) => channel.send(one, context())));
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id);
    expect(ids.sort()).toEqual(told.map((one) => one.id).sort());
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('keeps what was in it', async () => {
    const path = join(folder, 'alerts.jsonl');
    writeFileSync(path, 'before\n');
    await openChannel({ type: 'file', path }).send(message(), context());
    expect(readFileSync(path, 'utf8')).toMatch(/^before\n\{.*\}\n$/);
  });

  it.each(['none/alerts.jsonl', '.', 'x'.repeat(300)])(
    '%s can not be written, and will not be',
    async (name) => {
      const result = await openChannel({ type: 'file', path: join(folder, name) }).send(message(), context());
      expect(result).toMatchObject({ ok: false, retry: false });
      expect(JSON.stringify(result)).not.toContain(folder);
    },
  );
});

it('the console gets one line a message', async () => {
  const lines: string[] = [];
  const channel = openChannel({ type: 'console' }, { write: (line) => lines.push(line) });
  for (const name of NASTY) await channel.send(message({ summary: name }), context());
  expect(lines).toHaveLength(NASTY.length);
  for (const line of lines) expect(line).toMatch(/^assay alert [^\p{Cc}]+\n$/u);
});
