/** The two pages of the documentation: one to try the API, one that explains the codes of problems. */
import { html } from 'hono/html';
import { PROBLEM_TYPES } from './problem-types.js';

/** Scripts and styles come from here and are files: nothing that is inserted runs. */
export const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** @param base path of the service, without a slash at its end */
export function tryPage(base: string) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Assay API</title>
        <link rel="icon" type="image/png" href="${base}/docs/assets/favicon-32x32.png" />
        <link rel="stylesheet" href="${base}/docs/assets/swagger-ui.css" />
      </head>
      <body>
        <div id="swagger-ui" data-url="${base}/openapi.json"></div>
        <noscript>This page needs JavaScript; the description itself is at ${base}/openapi.json.</noscript>
        <script src="${base}/docs/assets/swagger-ui-bundle.js"></script>
        <script src="${base}/docs/start.js"></script>
      </body>
    </html>`;
}

/** Tokens that are typed in stay in memory: they are gone when the page is. */
export const START_SCRIPT = `const place = document.getElementById('swagger-ui');
window.ui = SwaggerUIBundle({
  url: place.dataset.url,
  domNode: place,
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  persistAuthorization: false,
  queryConfigEnabled: false,
  validatorUrl: null,
});
`;

/** One entry a code; a problem's \`type\` points at it. */
export function problemsPage() {
  const entries = [...PROBLEM_TYPES].map(
    ([code, { status, title, cure }]) =>
      html`<dt id="${code}"><code>${code}</code> (${status}) ${title}</dt>
        <dd>${cure}</dd>`,
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Assay: problems</title>
      </head>
      <body>
        <h1>Problems</h1>
        <p>What the API answers where something is wrong, by <code>code</code>, and what to do.</p>
        <dl>${entries}</dl>
      </body>
    </html>`;
}
