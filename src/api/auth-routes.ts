/** The routes about access: sign-in, who am I, tokens. */
import { Hono } from 'hono';
import type { Access } from '../auth/open-access.js';
import type { ApiEnv } from './api-env.js';
import { principalOf, requirePrincipal } from './require-principal.js';
import { signInRoutes } from './sign-in-routes.js';
import { tokenSignIn } from './token-sign-in.js';
import { tokenRoutes } from './token-routes.js';

/**
 * `/auth/login`, `/auth/callback`, `/auth/logout`, `/auth/token`, `/v1/me`, `/v1/tokens`: to be mounted at the root, behind what sets `address`. Every
 * route but those of the identity provider asks for its principal itself.
 */
export function authRoutes(access: Access): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.route('/', signInRoutes(access));
  app.post('/auth/token', requirePrincipal(access), (c) => tokenSignIn(c, access));
  app.get('/v1/me', requirePrincipal(access), (c) => {
    const { name, via, grants } = principalOf(c);
    return c.json({ name, via, grants }, 200, { 'Cache-Control': 'no-store' });
  });
  app.route('/', tokenRoutes(access));
  return app;
}
