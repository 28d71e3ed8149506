/** `/v1/tokens`: administrators list, make and revoke API tokens. */
import { Hono, type Context } from 'hono';
import type { Access } from '../auth/open-access.js';
import { createToken, revokeToken, type TokenHand } from '../auth/token-by-hand.js';
import { tokenWish } from '../auth/token-wish.js';
import type { Fault } from '../model/fault.js';
import type { ApiEnv } from './api-env.js';
import { problem } from './problem.js';
import { principalOf, requirePrincipal, requireScope } from './require-principal.js';
import { readTokenRequest } from './token-request.js';

/** `GET`, `POST /v1/tokens`, `DELETE /v1/tokens/:id`, for the scope `admin` of all domains. */
export function tokenRoutes(access: Access): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.use('/v1/tokens/*', requirePrincipal(access), requireScope('admin', 'everywhere'));

  app.get('/v1/tokens', async (c) => {
    const items = await access.store.tokens();
    return c.json({ items }, 200, { 'Cache-Control': 'no-store' });
  });

  app.post('/v1/tokens', async (c) => {
    if (!/^application\/json\s*(?:;|$)/i.test(c.req.header('content-type') ?? ''))
      return problem(c, 415, 'unsupported-media-type', 'Send the body as application/json.');
    const body: unknown = await c.req.json().catch(() => undefined);
    if (body === undefined) return problem(c, 400, 'malformed-json', 'The body is not JSON.');
    const written = readTokenRequest(body);
    if (!written.ok) return invalid(c, written.faults);
    const hand = handOf(c, access);
    const wish = tokenWish(written.value, hand.now);
    if (!wish.ok) return invalid(c, wish.faults);
    const made = await createToken(access.store, wish.value, hand);
    access.authenticator.changed();
    return c.json(made, 201, { 'Cache-Control': 'no-store' });
  });

  app.delete('/v1/tokens/:id', async (c) => {
    const done = await revokeToken(access.store, c.req.param('id'), handOf(c, access));
    access.authenticator.changed();
    if (done.ok) return c.json(done.value, 200, { 'Cache-Control': 'no-store' });
    const [fault] = done.faults;
    const code = fault?.code ?? 'unknown-token';
    return problem(c, code === 'already-revoked' ? 409 : 404, code, fault?.message ?? '');
  });
  return app;
}

const handOf = (c: Context<ApiEnv>, access: Access): TokenHand => ({
  by: principalOf(c).name,
  now: access.now().getTime(),
});

function invalid(c: Context, faults: readonly Fault[]): Response {
  const detail = faults.map((fault) => fault.message).join(' ');
  return problem(c, 400, 'invalid-body', detail, { members: { faults } });
}
