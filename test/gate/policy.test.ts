import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { JsonObject } from '../../src/model/json.js';
import { policyDigest, policyFaults, resolvePolicy, type PolicySource } from '../../src/gate/policy.js';
import { settingNames } from '../../src/gate/policy-setting.js';
import { goldPolicy, LAYERS, silverPolicy } from './sample.js';

const GOLD = { dataset: 'gold.routes', layer: 'gold', environment: null };

function project(policy: { [key: string]: JsonObject }, dev?: { [key: string]: JsonObject }): PolicySource {
  return {
    file: 'assay.yaml',
    layers: LAYERS,
    policy,
    environments: dev === undefined ? {} : { dev: { policy: dev } },
  };
}

function valueOf(
  question: typeof GOLD | { dataset: string; layer: string | null; environment: string | null },
  config: PolicySource,
) {
  const outcome = resolvePolicy(question, config);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.faults));
  return outcome.value;
}

describe('defaults', () => {
  it('lets nothing but warnings into gold', () => {
    expect(valueOf(GOLD, project({})).effects).toEqual({
      fail: 'block',
      warn: 'warn',
      unknown: 'block',
      empty: 'block',
      stale: 'block',
      missing: 'block',
      insufficientHistory: 'block',
      upstreamOpen: 'block',
    });
  });

  it('lets what could not be told go on to silver with a warning, and nothing that is known to be bad', () => {
    expect(valueOf({ dataset: 'silver.x', layer: 'silver', environment: null }, project({})).effects).toEqual(
      {
        ...goldPolicy.effects,
        unknown: 'warn',
        insufficientHistory: 'warn',
      },
    );
  });

  it.each([null, 'platinum'])('treats the layer %s as the last one', (layer) => {
    expect(valueOf({ dataset: 'routes', layer, environment: null }, project({}))).toEqual(goldPolicy);
  });

  it('treats the only layer as the last one', () => {
    const config = { ...project({}), layers: ['silver'] };
    expect(valueOf({ dataset: 'silver.x', layer: 'silver', environment: null }, config)).toEqual(goldPolicy);
  });
});

describe('order of resolution', () => {
  it('lets the later of layer, dataset, environment layer, environment dataset win, setting by setting', () => {
    const config = project(
      {
        gold: { fail: 'warn', cooldown: '1m', holds: '1h' },
        'gold.routes': { cooldown: '2m', holds: '2h', unknown: 'pass' },
      },
      { gold: { cooldown: '3m', unknown: 'warn', shadow: true }, 'gold.routes': { cooldown: '4m' } },
    );
    const plain = valueOf(GOLD, config);
    expect([
      plain.effects.fail,
      plain.cooldownMs,
      plain.holdsMs,
      plain.effects.unknown,
      plain.shadow,
    ]).toEqual(['warn', 120_000, 7_200_000, 'pass', false]);
    const dev = valueOf({ ...GOLD, environment: 'dev' }, config);
    expect([dev.effects.fail, dev.cooldownMs, dev.holdsMs, dev.effects.unknown, dev.shadow]).toEqual([
      'warn',
      240_000,
      7_200_000,
      'warn',
      true,
    ]);
  });

  it('is the last writer, for any writers', () => {
    const word = fc.option(fc.constantFrom('block', 'warn', 'pass'), { nil: undefined });
    fc.assert(
      fc.property(word, word, word, word, (layer, dataset, envLayer, envDataset) => {
        const entry = (stale: string | undefined): JsonObject => (stale === undefined ? {} : { stale });
        const config = project(
          { gold: entry(layer), 'gold.routes': entry(dataset) },
          { gold: entry(envLayer), 'gold.routes': entry(envDataset) },
        );
        const last = envDataset ?? envLayer ?? dataset ?? layer ?? 'block';
        expect(valueOf({ ...GOLD, environment: 'dev' }, config).effects.stale).toBe(last);
      }),
    );
  });

  it('is looser than the default only where it says so', () => {
    const effect = fc.constantFrom('block', 'warn', 'pass');
    const names = [
      'fail',
      'warn',
      'unknown',
      'empty',
      'stale',
      'missing',
      'insufficientHistory',
      'upstreamOpen',
    ] as const;
    const written = fc.dictionary(fc.constantFrom(...names), effect);
    fc.assert(
      fc.property(written, (gold) => {
        const policy = valueOf(GOLD, project({ gold }));
        for (const name of names) expect(policy.effects[name]).toBe(gold[name] ?? goldPolicy.effects[name]);
      }),
    );
  });
});

describe('faults', () => {
  it('names every slip at once, with its place and its cure', () => {
    const outcome = resolvePolicy(
      GOLD,
      project({ gold: { unknwon: 'warn', fail: 'blok', cooldown: 10, failuresToOpen: 0 } }),
    );
    expect(outcome.ok ? [] : outcome.faults.map(({ code, path, hint }) => [code, path, hint])).toEqual([
      ['unknown-policy-key', '/policy/gold/unknwon', 'Did you mean `unknown`?'],
      ['bad-policy-value', '/policy/gold/fail', undefined],
      ['bad-policy-value', '/policy/gold/cooldown', undefined],
      ['bad-policy-value', '/policy/gold/failuresToOpen', undefined],
    ]);
  });

  it.each(['P1M', '-5m', 'soon', '', '100000d', true, null])('refuses the cooldown %j', (cooldown) => {
    expect(resolvePolicy(GOLD, project({ gold: { cooldown } })).ok).toBe(false);
  });

  it.each([
    ['90s', 90_000],
    ['1h 30m', 5_400_000],
    ['PT10M', 600_000],
    [0, 0],
  ])('reads the cooldown %j', (cooldown, millis) => {
    expect(valueOf(GOLD, project({ gold: { cooldown } })).cooldownMs).toBe(millis);
  });

  it('does not fall back to other rules where the environment is misspelt', () => {
    const outcome = resolvePolicy({ ...GOLD, environment: 'dve' }, project({}, {}));
    expect(outcome.ok ? null : outcome.faults).toMatchObject([
      { code: 'unknown-environment', hint: 'Did you mean `dev`?' },
    ]);
  });

  it('refuses a written cap below the cooldown, and makes room under a default one', () => {
    expect(resolvePolicy(GOLD, project({ gold: { cooldown: '2h', cooldownCap: '1h' } })).ok).toBe(false);
    expect(valueOf(GOLD, project({ gold: { cooldown: '2d' } })).cooldownCapMs).toBe(2 * 86_400_000);
  });

  it('finds entries of no layer and no dataset, in every environment', () => {
    const config = project(
      { glod: { fail: 'pass' }, gold: {} },
      { 'gold.route': {}, silver: { holds: 'x' } },
    );
    expect(policyFaults(config, ['gold.routes']).map(({ code, path, hint }) => [code, path, hint])).toEqual([
      ['unknown-policy-target', '/policy/glod', 'Did you mean `gold`?'],
      ['unknown-policy-target', '/environments/dev/policy/gold.route', 'Did you mean `gold.routes`?'],
      ['bad-policy-value', '/environments/dev/policy/silver/holds', undefined],
    ]);
  });

  it('is not fooled by names that every object has', () => {
    expect(resolvePolicy(GOLD, project({ gold: { constructor: 'block' } })).ok).toBe(false);
    expect(valueOf({ dataset: 'toString', layer: 'gold', environment: null }, project({}))).toEqual(
      goldPolicy,
    );
  });
});

it('gives each policy a digest of its own', () => {
  expect(policyDigest(goldPolicy)).toBe(policyDigest({ ...goldPolicy }));
  expect(policyDigest(goldPolicy)).not.toBe(policyDigest(silverPolicy));
});

it('takes exactly the settings that the schema of assay.yaml offers', () => {
  const text = readFileSync(new URL('../../src/app/config.schema.json', import.meta.url), 'utf8');
  const schema = JSON.parse(text) as { $defs: { policy: { properties: object } } };
  expect(Object.keys(schema.$defs.policy.properties).sort()).toEqual([...settingNames].sort());
});
