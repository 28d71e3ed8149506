/** What docs/alert-channels.md shows to receivers of webhooks is what they get, and its checks of the signature work. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChannel } from '../../src/alert/open-channel.js';
import { email } from '../../src/alert/render/email.js';
import { webhookBody } from '../../src/alert/render/webhook-body.js';
import { blocksOf, readPage } from '../docs/read-markdown.js';
import { context, incident, message, T1 } from '../support/alert-messages.js';
import { startHttp, type StandInRequest } from '../support/http-stand-in.js';

const page = readPage('docs/alert-channels.md');
const block = (language: string, has: string): string => {
  const found = blocksOf(page).find((each) => each.language === language && each.text.includes(has));
  if (found === undefined) throw new Error(`docs/alert-channels.md shows no ${language} with ${has}`);
  return found.text;
};

const SECRET = 'hook-secret';
const shown = message({
  id: '018f0000-0000-7000-8000-100000000001',
  thread: incident().id,
  summary: 'gold.orders is blocked: amount: 3 of 100 rows are invalid, allowed 0',
});
const NOW = Date.parse(T1) / 1000;

let folder: string;
let request: StandInRequest;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-signature-'));
  const http = await startHttp();
  const url = `http://127.0.0.1:${String(http.port)}/`;
  const channel = openChannel({ type: 'webhook', url, secret: SECRET, allowPrivate: true });
  await channel.send({ ...shown, summary: 'ü 🦩' }, context());
  await http.close();
  const [first] = http.requests;
  if (first === undefined) throw new Error('nothing came');
  request = first;
});
afterAll(() => rmSync(folder, { recursive: true }));

it('the bodies are those that are sent', () => {
  const url = 'https://assay.example.com';
  expect(JSON.parse(block('json', 'schemaVersion'))).toEqual(webhookBody(shown, url));
  expect(block('text', 'CRITICAL')).toBe(email(shown, url).text);
});

/** What a check is asked: headers, body, secret, seconds since 1970. */
type Asked = readonly [Readonly<Record<string, unknown>>, string, string, number];

/** The request as it came, and what somebody may have made of it. */
function cases(): readonly (readonly [string, Asked, boolean])[] {
  const { headers, body } = request;
  const without = { ...headers, 'x-assay-signature': undefined };
  return [
    ['as it came', [headers, body, SECRET, NOW], true],
    ['another body', [headers, `${body} `, SECRET, NOW], false],
    ['another secret', [headers, body, 'x', NOW], false],
    ['six minutes later', [headers, body, SECRET, NOW + 360], false],
    ['another time', [{ ...headers, 'x-assay-timestamp': String(NOW + 1) }, body, SECRET, NOW], false],
    ['no number as time', [{ ...headers, 'x-assay-timestamp': '٣' }, body, SECRET, NOW], false],
    ['no signature', [without, body, SECRET, NOW], false],
    ['a signature of other letters', [{ ...headers, 'x-assay-signature': 'v1=ü' }, body, SECRET, NOW], false],
  ];
}

describe('the check of a signature', () => {
  it('in Node.js knows the request from others', async () => {
    const file = join(folder, 'check.mjs');
    writeFileSync(file, block('js', 'isFromAssay'));
    const { isFromAssay } = (await import(pathToFileURL(file).href)) as {
      readonly isFromAssay: (headers: unknown, body: Buffer, secret: string, now: number) => boolean;
    };
    for (const [name, [headers, body, secret, now], holds] of cases())
      expect([name, isFromAssay(headers, Buffer.from(body), secret, now * 1000)]).toEqual([name, holds]);
  });

  it.skipIf(spawnSync('python3', ['--version']).status !== 0)(
    'in Python knows the request from others',
    () => {
      const file = join(folder, 'check.py');
      const ask =
        'import json, sys\nfor h, b, s, n in json.load(sys.stdin):\n    print(is_from_assay(h, b.encode(), s, n))\n';
      writeFileSync(file, `${block('python', 'is_from_assay')}\n${ask}`);
      const input = JSON.stringify(cases().map(([, asked]) => asked));
      const { stdout, stderr } = spawnSync('python3', [file], {
        input,
        encoding: 'utf8',
        env: { ...process.env, PYTHONUTF8: '1' },
      });
      expect(stderr).toBe('');
      expect(stdout.trim().split('\n')).toEqual(cases().map(([, , holds]) => (holds ? 'True' : 'False')));
    },
  );
});
