/** What a person sees whom nobody could sign in. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** A page with one sentence. It loads nothing and runs nothing. */
export async function signInPage(
  c: Context,
  status: ContentfulStatusCode,
  message: string,
): Promise<Response> {
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Assay: not signed in</title>
      </head>
      <body>
        <main>
          <h1>Not signed in</h1>
          <p>${message}</p>
          <p><a href="login">Sign in</a></p>
        </main>
      </body>
    </html>`;
  return c.html(page, status, {
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
}
