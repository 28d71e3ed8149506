/** The section `hallmark` of assay.yaml: what it means, and what is refused. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../../src/app/config.js';
import { hallmarkSettings } from '../../src/app/hallmark-settings.js';

const DAY = 86_400_000;
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-settings-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

async function load(section: string) {
  writeFileSync(join(root, 'assay.yaml'), `project: shop\n${section}`);
  const { config, written, faults } = await loadConfig(root, null, {});
  return { settings: hallmarkSettings(config, written), faults };
}

test('the project vouches, and keys are replaced after thirty days', async () => {
  expect(await load('')).toEqual({
    settings: { issuer: 'shop', rotateMs: 30 * DAY, secret: null },
    faults: [],
  });
});

test('what is written holds', async () => {
  expect(
    await load('hallmark: {issuer: shop-prod, rotate: 7d, secret: "${file:/run/secrets/wrap}"}\n'),
  ).toEqual({
    settings: { issuer: 'shop-prod', rotateMs: 7 * DAY, secret: '${file:/run/secrets/wrap}' },
    faults: [],
  });
});

test.each([
  ['rotate: soon', 'bad-value'],
  ['rotate: 0s', 'bad-value'],
  ['rotate: 0', 'bad-value'],
  ['rotate: 1mo', 'bad-value'],
  ['rotate: 30', 'bad-value'],
  ['secret: in-clear-0123456789-0123456789', 'bad-value'],
  ['secret: "${env:A}-${env:B}"', 'bad-value'],
  ['issuer: ""', 'bad-value'],
  ['rotation: 7d', 'unknown-key'],
])('%s is refused', async (line, code) => {
  const { faults } = await load(`hallmark:\n  ${line}\n`);
  expect(faults.map((each) => [each.code, each.line])).toEqual([[code, 3]]);
  expect(JSON.stringify(faults)).not.toContain('in-clear');
});
