import { describe, expect, it } from 'vitest';
import { oidcSettings } from '../../src/auth/oidc-settings.js';
import type { Oidc } from '../../src/generated/config.js';

const written = (part: Partial<Oidc> = {}): Oidc => ({
  issuer: 'https://id.example.com',
  clientId: 'assay',
  clientSecret: '${env:OIDC_SECRET}',
  roles: { reader: ['*'] },
  ...part,
});
const read = (part: Partial<Oidc> = {}, publicUrl: string | null = 'https://assay.example.com') =>
  oidcSettings(written(part), { root: '/', publicUrl, variables: { OIDC_SECRET: 's3cret', EMPTY: '' } });
const codes = (...asked: Parameters<typeof read>) => {
  const settings = read(...asked);
  return settings.ok ? [] : settings.faults.map((fault) => fault.code);
};

describe('the settings of the sign-in', () => {
  it('have defaults, and their secret', () => {
    expect(read()).toEqual({
      ok: true,
      value: {
        issuer: new URL('https://id.example.com'),
        clientId: 'assay',
        clientSecret: 's3cret',
        scopes: ['openid', 'profile', 'email'],
        claim: 'groups',
        roles: { reader: ['*'] },
        sessionMs: 8 * 3_600_000,
        publicUrl: new URL('https://assay.example.com'),
      },
    });
  });

  it('always ask for openid, which makes it a sign-in', () => {
    const settings = read({ scopes: ['groups', 'openid', 'groups'], session: '90m' });
    expect(settings).toMatchObject({
      ok: true,
      value: { scopes: ['openid', 'groups'], sessionMs: 5_400_000 },
    });
  });

  it.each(['http://localhost:9000', 'http://127.0.0.1:9000/tenant', 'http://[::1]:9000'])(
    'take plain HTTP of this machine itself: %s',
    (issuer) => expect(codes({ issuer }, 'http://localhost:8080')).toEqual([]),
  );

  it.each([
    ['http://id.example.com', 'insecure-url'],
    ['http://localhost.evil.example', 'insecure-url'],
    ['http://10.0.0.1', 'insecure-url'],
    ['ldap://id.example.com', 'bad-url'],
    ['https://user:pass@id.example.com', 'bad-url'],
    ['id.example.com', 'bad-url'],
    ['', 'bad-url'],
  ])('refuse the address %s', (address, code) => {
    expect(codes({ issuer: address })).toEqual([code]);
    expect(codes({}, address)).toEqual([code]);
  });

  it('say everything that is wrong at once, and no secret', () => {
    const settings = read({ issuer: 'http://id.example.com', clientSecret: '${env:NONE}', session: 0 }, null);
    const faults = settings.ok ? [] : settings.faults;
    expect(faults.map((fault) => fault.code)).toEqual([
      'missing-secret',
      'insecure-url',
      'no-public-url',
      'bad-value',
    ]);
    const leaks = read({ clientSecret: 'in clear', issuer: 'https://a:b@id.example.com' });
    expect(JSON.stringify(leaks)).not.toMatch(/in clear|a:b/);
    expect(codes({ clientSecret: '${env:EMPTY}' })).toEqual(['missing-secret']);
  });
});
